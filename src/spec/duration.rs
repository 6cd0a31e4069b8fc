//! Lengths of time with their unit: `60s`, `20m`, `1h`, `30d`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

const UNITS: [(char, u64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// A length of time: a whole number and one of `s`, `m`, `h`, `d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(u64);

impl Duration {
    /// So many seconds.
    pub const fn from_seconds(seconds: u64) -> Self {
        Self(seconds)
    }

    /// In seconds.
    pub const fn seconds(self) -> u64 {
        self.0
    }

    /// In minutes, when it is a whole number of them.
    pub const fn whole_minutes(self) -> Option<u64> {
        if self.0.is_multiple_of(60) { Some(self.0 / 60) } else { None }
    }
}

impl FromStr for Duration {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let malformed = || {
            format!(
                "`{text}` is not a length of time: write a number and its unit, such as `60s`, `20m`, `1h` or `30d`"
            )
        };
        let unit = text.chars().next_back().and_then(|last| UNITS.into_iter().find(|(unit, _)| *unit == last));
        let (_, seconds) = unit.ok_or_else(malformed)?;
        let digits = &text[..text.len() - 1];
        let canonical = digits == "0" || !digits.starts_with('0');
        if !canonical || digits.len() > 9 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(malformed());
        }
        digits.parse::<u64>().map(|count| Self(count * seconds)).map_err(|_| malformed())
    }
}

impl fmt::Display for Duration {
    /// In the largest unit that needs no fraction: `90m`, not `1.5h`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fits = UNITS.into_iter().find(|(_, seconds)| self.0 > 0 && self.0.is_multiple_of(*seconds));
        let (unit, seconds) = fits.unwrap_or(('s', 1));
        write!(f, "{}{unit}", self.0 / seconds)
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(Text("a length of time such as `20m`"))
            .and_then(|text| text.parse().map_err(de::Error::custom))
    }
}

impl JsonSchema for Duration {
    fn schema_name() -> Cow<'static, str> {
        "Duration".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A length of time: a whole number and its unit, `s`, `m`, `h` or `d`.",
            "type": "string",
            "pattern": "^(0|[1-9][0-9]{0,8})[smhd]$",
            "examples": ["60s", "20m", "1h", "30d"],
        })
    }
}

/// Whole days: `30d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days(u32);

impl Days {
    /// So many days.
    pub const fn new(days: u32) -> Self {
        Self(days)
    }

    /// The number of days.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl FromStr for Days {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let malformed = || format!("`{text}` is not a number of days: write `30d`; S3 counts whole days, at least one");
        let digits = text.strip_suffix('d').ok_or_else(malformed)?;
        if digits.starts_with('0') || digits.len() > 5 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(malformed());
        }
        digits.parse().map(Self).map_err(|_| malformed())
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}d", self.0)
    }
}

impl Serialize for Days {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(Text("a number of days such as `30d`"))
            .and_then(|text| text.parse().map_err(de::Error::custom))
    }
}

impl JsonSchema for Days {
    fn schema_name() -> Cow<'static, str> {
        "Days".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Whole days: `30d`.",
            "type": "string",
            "pattern": "^[1-9][0-9]{0,4}d$",
            "examples": ["30d", "400d"],
        })
    }
}

/// How long CloudWatch keeps log events: one of the periods it offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogRetention(u32);

impl LogRetention {
    /// The periods that CloudWatch Logs accepts, in days.
    pub const DAYS: [u32; 22] =
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    /// So many days, if CloudWatch offers that period.
    pub fn new(days: u32) -> Option<Self> {
        Self::DAYS.contains(&days).then_some(Self(days))
    }

    /// The number of days.
    pub const fn days(self) -> u32 {
        self.0
    }
}

impl FromStr for LogRetention {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let days: Days = text.parse()?;
        Self::new(days.get()).ok_or_else(|| {
            let above = Self::DAYS.into_iter().find(|offered| *offered > days.get()).unwrap_or(3653);
            format!("CloudWatch keeps log events for fixed periods only, and `{text}` is none of them: the next is `{above}d`")
        })
    }
}

impl Serialize for LogRetention {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Days(self.0))
    }
}

impl<'de> Deserialize<'de> for LogRetention {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(Text("a period such as `30d`"))
            .and_then(|text| text.parse().map_err(de::Error::custom))
    }
}

impl JsonSchema for LogRetention {
    fn schema_name() -> Cow<'static, str> {
        "LogRetention".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "How long CloudWatch keeps log events: one of the periods it offers.",
            "enum": Self::DAYS.map(|days| format!("{days}d")),
        })
    }
}

/// Reads a string, and asks for the unit when a bare number stands there.
struct Text(&'static str);

impl Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<String, E> {
        Err(E::custom(format!("`{number}` has no unit\nwrite {}", self.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_of_time() {
        for (text, seconds, shown) in
            [("60s", 60, "1m"), ("20m", 1_200, "20m"), ("90m", 5_400, "90m"), ("24h", 86_400, "1d"), ("0s", 0, "0s")]
        {
            let duration: Duration = text.parse().expect(text);
            assert_eq!(duration.seconds(), seconds);
            assert_eq!(duration.to_string(), shown);
        }
        for text in ["", "20", "m", "020m", "1.5h", "-1h", "20 m", "1w", "20M", "9999999999d", "1\u{e9}"] {
            assert!(text.parse::<Duration>().is_err(), "{text}");
        }
    }

    #[test]
    fn periods_of_cloudwatch() {
        assert_eq!("30d".parse::<LogRetention>().map(LogRetention::days), Ok(30));
        assert!("31d".parse::<LogRetention>().is_err_and(|message| message.contains("`60d`")));
        assert!("720h".parse::<LogRetention>().is_err());
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(seconds in 0..1_000_000_000_u64) {
            let duration = Duration::from_seconds(seconds);
            prop_assert_eq!(duration.to_string().parse(), Ok(duration));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,12}") {
            let _ = text.parse::<Duration>();
            let _ = text.parse::<Days>();
        }
    }
}
