//! Keys that are recognised for the sole purpose of a good refusal.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

/// Whatever stands under a key that lakegen refuses; only its presence matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

impl<'de> Deserialize<'de> for Refused {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}
