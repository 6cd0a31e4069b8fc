//! What the values of a projected partition key can be.
//!
//! Source: Athena User Guide, "Supported types for partition projection".

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::Projection;
use crate::model::date_pattern::{DatePattern, Precision};
use crate::model::scope::Scope;
use crate::spec::{IntervalUnit, PartitionProjection, ProjectionType, RangeBound};

pub(super) fn projection(scope: &mut Scope<'_>, at: &Pointer, written: &PartitionProjection) -> Option<Projection> {
    let mut reader = Reader { scope, at, is_sound: true };
    reader.only_known(written);
    let projection = match written.kind {
        ProjectionType::Injected => Some(Projection::Injected),
        ProjectionType::Enum => reader.values(written),
        ProjectionType::Integer => reader.integers(written),
        ProjectionType::Date => reader.dates(written),
    };
    projection.filter(|_| reader.is_sound)
}

/// Reads one projection, and says what is wrong with it.
struct Reader<'r, 's> {
    scope: &'r mut Scope<'s>,
    at: &'r Pointer,
    is_sound: bool,
}

impl Reader<'_, '_> {
    fn wrong(&mut self, member: &str, message: String, help: &str) {
        self.is_sound = false;
        let value = self.at.key(member);
        let place = if self.scope.has(&value) { Place::Value(value) } else { Place::Key(self.at.clone()) };
        self.scope.report(Diagnostic::new(&rules::PARTITION_PROJECTION, place, message).help(help.to_owned()));
    }

    /// A member that this kind does not have is a sign that another kind was meant.
    fn only_known(&mut self, written: &PartitionProjection) {
        use ProjectionType::{Date, Enum, Integer};
        let kind = written.kind;
        for (member, is_there, kinds) in [
            ("values", written.values.is_some(), &[Enum][..]),
            ("range", written.range.is_some(), &[Integer, Date]),
            ("format", written.format.is_some(), &[Date]),
            ("interval", written.interval.is_some(), &[Integer, Date]),
            ("interval_unit", written.interval_unit.is_some(), &[Date]),
            ("digits", written.digits.is_some(), &[Integer]),
        ] {
            if is_there && !kinds.contains(&kind) {
                let kinds: Vec<_> = kinds.iter().map(|kind| format!("`{kind}`")).collect();
                let help = format!("Remove it, or use the type {}.", kinds.join(" or "));
                self.wrong(member, format!("`{member}` means nothing for the type `{kind}`"), &help);
            }
        }
        if written.interval == Some(0) {
            self.wrong("interval", "an interval of 0 never ends".to_owned(), "Write 1 or more.");
        }
    }

    fn values(&mut self, written: &PartitionProjection) -> Option<Projection> {
        let values = written.values.clone().unwrap_or_default();
        if values.is_empty() {
            self.missing("values", "Write `values: [eu, us]`.");
        } else if let Some(odd) = values.iter().find(|value| value.is_empty() || value.contains(',')) {
            let message = format!("`{odd}` cannot be one of the values, which Athena separates by commas");
            self.wrong("values", message, "Use the type `injected`, or other names of folders.");
        }
        Some(Projection::Enum(values))
    }

    fn missing(&mut self, member: &str, help: &str) {
        if self.scope.was_meant(self.at, member) && !self.scope.has(&self.at.key(member).index(0)) {
            self.is_sound = false;
        } else {
            self.wrong(member, format!("`{member}` is needed"), help);
        }
    }

    fn range(&mut self, range: Option<&Vec<RangeBound>>, help: &str) -> Option<[String; 2]> {
        match range.map(Vec::as_slice) {
            Some([first, last]) => Some([first.as_str().to_owned(), last.as_str().to_owned()]),
            Some(_) => {
                self.wrong("range", "a range is a first and a last value".to_owned(), help);
                None
            }
            None => {
                self.missing("range", help);
                None
            }
        }
    }

    fn integers(&mut self, written: &PartitionProjection) -> Option<Projection> {
        const HELP: &str = "Write for example `range: [0, 23]`.";
        let bounds = self.range(written.range.as_ref(), HELP)?;
        let [Ok(first), Ok(last)] = bounds.each_ref().map(|bound| bound.parse::<i64>()) else {
            self.wrong("range", "the ends of the range are whole numbers".to_owned(), HELP);
            return None;
        };
        if first > last {
            self.wrong("range", format!("no number is at least {first} and at most {last}"), HELP);
        }
        let widest = [first, last].map(|number| number.unsigned_abs().to_string().len()).into_iter().max();
        if let Some(digits) = written.digits
            && (digits == 0 || digits > 19 || widest.is_some_and(|widest| widest > digits as usize))
        {
            let message = format!("{digits} digits are not enough for {last}, or more than a number has");
            self.wrong("digits", message, "Write how many characters the names of the folders have.");
        }
        Some(Projection::Integer {
            range: [first, last],
            interval: written.interval.unwrap_or(1),
            digits: written.digits,
        })
    }

    fn dates(&mut self, written: &PartitionProjection) -> Option<Projection> {
        const RANGE: &str = "Write for example `range: [NOW-400DAYS, NOW]`, or dates in the `format`.";
        let range = self.range(written.range.as_ref(), RANGE);
        let Some(format) = &written.format else {
            self.missing("format", "Write how the folders are named: `format: yyyy-MM-dd`.");
            return None;
        };
        let pattern = match DatePattern::parse(format) {
            Ok(pattern) => pattern,
            Err(malformed) => {
                self.wrong("format", malformed.message, &malformed.help);
                return None;
            }
        };
        let range = range?;
        for bound in &range {
            if !is_relative(bound) && !pattern.matches(bound) {
                let message = format!("`{bound}` is neither written as `{format}` nor relative to NOW");
                self.wrong("range", message, RANGE);
            }
        }
        if range.iter().all(|bound| !is_relative(bound)) && pattern.is_ordered() && range[0] > range[1] {
            self.wrong("range", format!("`{}` is after `{}`", range[0], range[1]), RANGE);
        }
        let interval = match (written.interval, written.interval_unit) {
            (None, None) => {
                if !matches!(pattern.precision(), Precision::Day | Precision::Month) {
                    let message = format!("`{format}` names neither days nor months, so the step between is not known");
                    self.wrong("interval", message, "Add for example `interval: 1` and `interval_unit: HOURS`.");
                }
                None
            }
            (interval, Some(unit)) => Some((interval.unwrap_or(1), unit)),
            (Some(interval), None) => match pattern.precision() {
                Precision::Day => Some((interval, IntervalUnit::Days)),
                Precision::Month => Some((interval, IntervalUnit::Months)),
                _ => {
                    self.wrong("interval", "nothing says what the interval counts".to_owned(), "Add `interval_unit`.");
                    None
                }
            },
        };
        Some(Projection::Date { range, format: format.clone(), interval })
    }
}

/// Whether `text` is `NOW`, alone or with a distance such as `-400DAYS`.
fn is_relative(text: &str) -> bool {
    const UNITS: [&str; 7] = ["YEAR", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND"];
    let Some(rest) = text.trim().strip_prefix("NOW").map(str::trim) else { return false };
    if rest.is_empty() {
        return true;
    }
    let Some(distance) = rest.strip_prefix(['+', '-']).map(str::trim) else { return false };
    let digits = distance.len() - distance.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let unit = distance[digits..].trim();
    digits > 0 && UNITS.contains(&unit.strip_suffix('S').unwrap_or(unit))
}

#[cfg(test)]
mod tests {
    use super::is_relative;

    #[test]
    fn relative_dates() {
        for text in ["NOW", "NOW-400DAYS", "NOW+1YEAR", " NOW - 3 MONTHS "] {
            assert!(is_relative(text), "{text}");
        }
        for text in ["", "now", "NOW-DAYS", "NOW-3", "NOW-3FORTNIGHTS", "NOW3DAYS", "2024-01-01", "NOWADAYS"] {
            assert!(!is_relative(text), "{text}");
        }
    }
}
