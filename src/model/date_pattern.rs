//! Java's patterns of dates, as far as they name folders.
//!
//! Source: the pattern letters of `java.time.format.DateTimeFormatter`, which Athena's partition projection takes.

use super::Malformed;

/// A pattern such as `yyyy/MM/dd/HH`.
pub(super) struct DatePattern {
    parts: Vec<Part>,
}

enum Part {
    /// A run of one letter.
    Field(char, usize),
    /// Text that stands for itself.
    Text(char),
}

/// The smallest unit that a pattern names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precision {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

const HELP: &str = "Write for example `yyyy-MM-dd`: year, month and day of the month.";

impl DatePattern {
    pub(super) fn parse(text: &str) -> Result<Self, Malformed> {
        let error = |message: String, help: &str| Err(Malformed { message, help: help.to_owned() });
        let mut parts: Vec<Part> = Vec::new();
        let mut is_quoted = false;
        for c in text.chars() {
            match c {
                '\'' => is_quoted = !is_quoted,
                c if is_quoted || !c.is_ascii_alphabetic() => parts.push(Part::Text(c)),
                'Y' => return error(format!("`Y` in `{text}` is the year that a week belongs to"), "Write `yyyy`."),
                'D' => {
                    return error(
                        format!("`D` in `{text}` is the day of the year"),
                        "Write `dd`, the day of the month.",
                    );
                }
                'y' | 'u' | 'M' | 'd' | 'H' | 'm' | 's' | 'S' => match parts.last_mut() {
                    Some(Part::Field(letter, count)) if *letter == c => *count += 1,
                    _ => parts.push(Part::Field(c, 1)),
                },
                other => {
                    return error(
                        format!("`{other}` in `{text}` is no part of a date or time that names folders"),
                        HELP,
                    );
                }
            }
        }
        if is_quoted {
            return error(format!("a quote is not closed in `{text}`"), HELP);
        }
        let pattern = Self { parts };
        let has = |letter| pattern.fields().any(|(field, _)| field == letter);
        if !has('y') && !has('u') {
            return error(format!("`{text}` has no year"), HELP);
        }
        if has('m') && !has('H') {
            return error(format!("`m` in `{text}` is the minute, and there is no hour"), "Write `MM` for the month.");
        }
        if has('d') && !has('M') {
            return error(format!("`{text}` has days and no month"), HELP);
        }
        Ok(pattern)
    }

    fn fields(&self) -> impl Iterator<Item = (char, usize)> {
        self.parts.iter().filter_map(|part| match part {
            Part::Field(letter, count) => Some((*letter, *count)),
            Part::Text(_) => None,
        })
    }

    pub(super) fn precision(&self) -> Precision {
        let precision = |(letter, _)| match letter {
            'M' => Precision::Month,
            'd' => Precision::Day,
            'H' => Precision::Hour,
            'm' => Precision::Minute,
            's' | 'S' => Precision::Second,
            _ => Precision::Year,
        };
        self.fields().map(precision).max().unwrap_or(Precision::Year)
    }

    /// Whether later dates are later texts, too.
    pub(super) fn is_ordered(&self) -> bool {
        let precisions: Vec<_> =
            self.fields().map(|field| Self { parts: vec![Part::Field(field.0, 1)] }.precision()).collect();
        precisions.is_sorted()
            && self.fields().all(|(letter, count)| count == if "yu".contains(letter) { 4 } else { 2 })
    }

    /// Whether `text` could be a date in this pattern: digits where there are numbers, letters where there are names.
    pub(super) fn matches(&self, text: &str) -> bool {
        let mut rest = text;
        for part in &self.parts {
            let taken = match part {
                Part::Text(c) => match rest.strip_prefix(*c) {
                    Some(_) => c.len_utf8(),
                    None => return false,
                },
                Part::Field('M', 3..) => leading(rest, |c| c.is_alphabetic()),
                Part::Field(_, 1) => leading(rest, |c| c.is_ascii_digit()),
                Part::Field(_, count) => leading(rest, |c| c.is_ascii_digit()).min(*count),
            };
            if taken == 0
                || matches!(part, Part::Field(letter, count) if *count > 1 && !(*letter == 'M' && *count > 2) && taken != *count)
            {
                return false;
            }
            rest = &rest[taken..];
        }
        rest.is_empty()
    }
}

/// How many bytes at the start of `text` are `wanted`.
fn leading(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    text.find(|c| !wanted(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> DatePattern {
        DatePattern::parse(text).unwrap_or_else(|malformed| panic!("{text}: {}", malformed.message))
    }

    #[test]
    fn patterns() {
        for (text, precision, example) in [
            ("yyyy", Precision::Year, "2024"),
            ("yyyy-MM", Precision::Month, "2024-02"),
            ("yyyyMMdd", Precision::Day, "20240229"),
            ("yyyy/MM/dd/HH", Precision::Hour, "2024/02/29/23"),
            ("dd-MMM-yyyy", Precision::Day, "29-Feb-2024"),
            ("yyyy-MM-dd'T'HH:mm", Precision::Minute, "2024-02-29T23:59"),
            ("yyyy-M-d", Precision::Day, "2024-2-9"),
        ] {
            assert_eq!(pattern(text).precision(), precision, "{text}");
            assert!(pattern(text).matches(example), "{text}");
            assert!(!pattern(text).matches(&format!("{example}x")), "{text}");
        }
        assert!(!pattern("yyyy-MM-dd").matches("2024-1-1"));
        assert!(!pattern("yyyy-MM-dd").matches("01.01.2024"));
        assert!(pattern("yyyy-MM-dd").is_ordered());
        assert!(!pattern("dd-MM-yyyy").is_ordered());
    }

    #[test]
    fn what_is_meant_otherwise() {
        for text in ["YYYY-MM-dd", "yyyy-MM-DD", "yyyy-mm-dd", "yyyy-MM-dd hh", "'x", "MM-dd", "yyyy-dd", "hello", ""] {
            assert!(DatePattern::parse(text).is_err(), "{text}");
        }
    }
}
