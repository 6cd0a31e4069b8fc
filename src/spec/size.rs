//! Amounts of data with their unit: `64MB`, `10GB`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

const UNITS: [(&str, u64); 4] = [("TB", 1 << 40), ("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)];

/// An amount of data: a whole number and one of `KB`, `MB`, `GB`, `TB`, each 1,024 of the one before, as AWS counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Size(u64);

impl Size {
    /// So many mebibytes, which AWS writes as MB.
    pub const fn from_megabytes(megabytes: u32) -> Self {
        Self(megabytes as u64 * (1 << 20))
    }

    /// In bytes.
    pub const fn bytes(self) -> u64 {
        self.0
    }

    /// In gibibytes, which AWS writes as GB, when it is a whole number of them.
    pub const fn whole_gigabytes(self) -> Option<u64> {
        if self.0.is_multiple_of(1 << 30) { Some(self.0 >> 30) } else { None }
    }

    /// In mebibytes, when it is a whole number of them.
    pub const fn whole_megabytes(self) -> Option<u64> {
        if self.0.is_multiple_of(1 << 20) { Some(self.0 >> 20) } else { None }
    }
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let malformed =
            || format!("`{text}` is not an amount of data: write a number and its unit, such as `64MB` or `10GB`");
        let (digits, bytes) = UNITS
            .into_iter()
            .find_map(|(unit, bytes)| text.strip_suffix(unit).map(|digits| (digits, bytes)))
            .ok_or_else(malformed)?;
        let canonical = digits == "0" || !digits.starts_with('0');
        if !canonical || digits.len() > 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(malformed());
        }
        digits.parse::<u64>().map(|count| Self(count * bytes)).map_err(|_| malformed())
    }
}

impl fmt::Display for Size {
    /// In the largest unit that needs no fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fits = UNITS.into_iter().find(|(_, bytes)| self.0 > 0 && self.0.is_multiple_of(*bytes));
        let (unit, bytes) = fits.unwrap_or(("KB", 1 << 10));
        write!(f, "{}{unit}", self.0 / bytes)
    }
}

impl Serialize for Size {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Size;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an amount of data such as `64MB`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Size, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Size, E> {
                Err(E::custom(format!("`{number}` has no unit\nwrite an amount of data such as `64MB`")))
            }
        }

        deserializer.deserialize_any(Text)
    }
}

impl JsonSchema for Size {
    fn schema_name() -> Cow<'static, str> {
        "Size".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An amount of data: a whole number and its unit, `KB`, `MB`, `GB` or `TB`, 1,024 of the one before.",
            "type": "string",
            "pattern": "^(0|[1-9][0-9]{0,5})[KMGT]B$",
            "examples": ["64MB", "10GB"],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts() {
        for (text, bytes, shown) in [
            ("64MB", 64 << 20, "64MB"),
            ("10GB", 10 << 30, "10GB"),
            ("1024MB", 1 << 30, "1GB"),
            ("1536KB", 3 << 19, "1536KB"),
            ("0KB", 0, "0KB"),
        ] {
            let size: Size = text.parse().expect(text);
            assert_eq!(size.bytes(), bytes);
            assert_eq!(size.to_string(), shown);
        }
        for text in ["", "64", "MB", "064MB", "1.5GB", "-1MB", "64 MB", "64mb", "64M", "1000000TB", "1\u{e9}"] {
            assert!(text.parse::<Size>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(count in 0..1_000_000_u64, unit in 0..UNITS.len()) {
            let size: Size = format!("{count}{}", UNITS[unit].0).parse().expect("a size");
            prop_assert_eq!(size.to_string().parse(), Ok(size));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,12}") {
            let _ = text.parse::<Size>();
        }
    }
}
