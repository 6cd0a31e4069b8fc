//! Blocks of addresses.

use std::net::IpAddr;

/// A block such as `10.0.0.0/24` or `2001:db8::/32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    base: IpAddr,
    bits: u32,
}

impl Block {
    /// Reads a block.
    ///
    /// # Errors
    /// It is no address with a mask, or the mask leaves nothing open: EventBridge wants fewer than 32 bits of IPv4 and
    /// fewer than 128 of IPv6 (event-ruler, `CIDR`).
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        let (address, bits) = text.split_once('/').ok_or("a block of addresses is written 10.0.0.0/24")?;
        let base: IpAddr = address.parse().map_err(|_| "what stands before the slash is no IP address")?;
        let bits: u32 = bits.parse().map_err(|_| "what stands behind the slash is no number of bits")?;
        match base {
            IpAddr::V4(_) if bits > 31 => Err("an IPv4 mask has fewer than 32 bits"),
            IpAddr::V6(_) if bits > 127 => Err("an IPv6 mask has fewer than 128 bits"),
            _ => Ok(Self { base, bits }),
        }
    }

    /// Whether `text` is an address in the block.
    pub(super) fn contains(&self, text: &str) -> bool {
        match (self.base, text.parse()) {
            (IpAddr::V4(base), Ok(IpAddr::V4(address))) => {
                (u32::from(base) ^ u32::from(address)).checked_shr(32 - self.bits).unwrap_or(0) == 0
            }
            (IpAddr::V6(base), Ok(IpAddr::V6(address))) => {
                (u128::from(base) ^ u128::from(address)).checked_shr(128 - self.bits).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}
