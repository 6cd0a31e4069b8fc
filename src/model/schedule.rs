//! Schedule expressions of Glue and EventBridge: `cron(...)` with six fields, and `rate(...)`.
//!
//! Grammar: AWS Glue developer guide, "Time-based schedules for jobs and crawlers"; EventBridge user guide, "Setting a
//! schedule pattern". Both count in UTC.

use super::Malformed;

/// The way out where nothing better can be said.
const EXAMPLE: &str = "Write for example `cron(15 2 * * ? *)`: every day at 02:15 UTC.";

fn syntax<T>(message: impl Into<String>) -> Result<T, Malformed> {
    syntax_help(message, EXAMPLE)
}

fn syntax_help<T>(message: impl Into<String>, help: impl Into<String>) -> Result<T, Malformed> {
    Err(Malformed { message: message.into(), help: help.into() })
}

/// Who reads the expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    Glue,
    EventBridge,
}

/// Checks an expression for a Glue crawler: `cron(...)` only.
pub(super) fn parse_glue(text: &str) -> Result<Cron, Malformed> {
    if text.starts_with("rate(") {
        let message = format!("`{text}` is EventBridge's form, and Glue reads only `cron(...)`");
        return syntax_help(message, same_rate(text));
    }
    parse_cron(text, Dialect::Glue)
}

/// Checks an expression for an EventBridge rule: `cron(...)` or `rate(...)`.
pub(super) fn parse_eventbridge(text: &str) -> Result<(), Malformed> {
    match text.strip_prefix("rate(") {
        Some(rest) => parse_rate(text, rest).map(drop),
        None => parse_cron(text, Dialect::EventBridge).map(drop),
    }
}

/// What Glue reads instead of a rate.
fn same_rate(text: &str) -> String {
    let minutes = text.strip_prefix("rate(").and_then(|rest| parse_rate(text, rest).ok());
    match minutes {
        Some(DAY) => "Write for example `cron(0 0 * * ? *)`: every day at 00:00 UTC.".to_owned(),
        Some(60) => "Write `cron(0 * * * ? *)`: at the beginning of every hour.".to_owned(),
        Some(minutes @ 1..60) if 60_u32.is_multiple_of(minutes) => format!("Write `cron(0/{minutes} * * * ? *)`."),
        Some(minutes) if minutes.is_multiple_of(60) && DAY.is_multiple_of(minutes) => {
            format!("Write `cron(0 0/{} * * ? *)`.", minutes / 60)
        }
        _ => "Write for example `cron(0/30 * * * ? *)`: every 30 minutes.".to_owned(),
    }
}

/// The minutes between two starts.
fn parse_rate(text: &str, rest: &str) -> Result<u32, Malformed> {
    let example = "Write for example `rate(1 hour)` or `rate(5 minutes)`.";
    let inner = rest.strip_suffix(')').and_then(|inner| inner.split_once(' '));
    let Some((count, unit)) = inner else {
        return syntax_help(format!("`{text}` is not `rate(value unit)`"), example);
    };
    let digits = !count.is_empty() && count.len() <= 6 && count.bytes().all(|byte| byte.is_ascii_digit());
    let count = count.parse::<u32>().ok().filter(|_| digits);
    let Some(count @ 1..) = count else {
        return syntax_help(format!("`{text}` does not have a whole number above zero"), example);
    };
    let singular = unit.strip_suffix('s').unwrap_or(unit);
    let minutes: u32 = match singular {
        "minute" => 1,
        "hour" => 60,
        "day" => DAY,
        _ => return syntax_help(format!("`{unit}` is not a unit of `rate`: minutes, hours and days are"), example),
    };
    let expected = if count == 1 { singular.to_owned() } else { format!("{singular}s") };
    if unit != expected {
        return syntax_help(
            format!("EventBridge wants the singular for 1 and the plural for everything else, and refuses `{text}`"),
            format!("Write `rate({count} {expected})`."),
        );
    }
    Ok(count.saturating_mul(minutes))
}

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// The parts of a cron expression from which its intervals follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cron {
    minutes: Vec<u32>,
    hours: Vec<u32>,
}

/// Two starts that are close to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    /// How close, in minutes.
    pub(super) minutes: u32,
    /// The first of the two, as a minute of the day.
    pub(super) from: u32,
    /// The second; before `from` when it is on the next day.
    pub(super) to: u32,
}

impl Cron {
    /// The shortest time between two starts, as if every day were a day of the schedule.
    pub(super) fn shortest_gap(&self) -> Gap {
        self.gaps().min_by_key(|gap| gap.minutes).unwrap_or(Gap { minutes: DAY, from: 0, to: 0 })
    }

    /// The times between starts, as if every day were a day of the schedule.
    fn gaps(&self) -> impl Iterator<Item = Gap> {
        let mut starts: Vec<u32> =
            self.hours.iter().flat_map(|hour| self.minutes.iter().map(move |minute| hour * 60 + minute)).collect();
        starts.sort_unstable();
        let wrapped: Vec<u32> = starts.iter().copied().cycle().skip(1).take(starts.len()).collect();
        starts.into_iter().zip(wrapped).map(|(from, to)| {
            let minutes = (to + DAY - from) % DAY;
            Gap { minutes: if minutes == 0 { DAY } else { minutes }, from, to }
        })
    }
}

/// The longest time between two starts, in minutes, of which a schedule of either kind leaves no doubt: days that it leaves
/// out make it longer. `None` for what is no schedule.
pub(super) fn longest_gap_minutes(text: &str) -> Option<u32> {
    match text.strip_prefix("rate(") {
        Some(rest) => parse_rate(text, rest).ok(),
        None => parse_cron(text, Dialect::EventBridge).ok()?.gaps().map(|gap| gap.minutes).max(),
    }
}

/// The shortest time between two starts, in minutes, of a schedule of either kind on its days. `None` for what is no schedule.
pub(super) fn shortest_gap_minutes(text: &str) -> Option<u32> {
    match text.strip_prefix("rate(") {
        Some(rest) => parse_rate(text, rest).ok(),
        None => Some(parse_cron(text, Dialect::EventBridge).ok()?.shortest_gap().minutes),
    }
}

fn parse_cron(text: &str, dialect: Dialect) -> Result<Cron, Malformed> {
    let Some(inner) = text.strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')')) else {
        return syntax_help(format!("`{text}` is not a schedule expression"), EXAMPLE);
    };
    let fields: Vec<&str> = inner.split_ascii_whitespace().collect();
    let [minutes, hours, day_of_month, month, day_of_week, year] = fields[..] else {
        let help = if fields.len() == 5 {
            "Unix cron has five fields; AWS adds a year, and one of the two day fields is `?`: `cron(15 2 * * ? *)`."
        } else {
            EXAMPLE
        };
        return syntax_help(
            format!(
                "`{text}` has {} fields; six are needed: minutes hours day-of-month month day-of-week year",
                fields.len()
            ),
            help,
        );
    };
    let minutes = Field::MINUTES.parse(minutes)?;
    let hours = Field::HOURS.parse(hours)?;
    let months = Field::MONTH.parse(month)?;
    Field::YEAR.parse(year)?;
    if (day_of_month == "?") == (day_of_week == "?") {
        let (of_month, of_week) = match (day_of_month, day_of_week) {
            ("?", _) => ("*", "?"),
            (days, "*") => (days, "?"),
            (_, days) => ("?", days),
        };
        return syntax_help(
            format!("exactly one of day-of-month (`{day_of_month}`) and day-of-week (`{day_of_week}`) must be `?`"),
            format!("Write `cron({} {} {of_month} {month} {of_week} {year})`.", fields[0], fields[1]),
        );
    }
    if day_of_month != "?" {
        let first = parse_day_of_month(day_of_month)?;
        if months.iter().all(|month| first > days_of(*month)) {
            return syntax(format!("`{text}` never starts: month {month} has no day {day_of_month}"));
        }
    }
    if day_of_week != "?" {
        parse_day_of_week(day_of_week, dialect)?;
    }
    Ok(Cron { minutes, hours })
}

/// The first of the days.
fn parse_day_of_month(text: &str) -> Result<u32, Malformed> {
    if text == "L" || text == "LW" {
        return Ok(1);
    }
    match text.strip_suffix('W') {
        Some(day) => Field::DAY_OF_MONTH.value(day),
        None => Field::DAY_OF_MONTH.parse(text).map(|days| days.first().copied().unwrap_or(1)),
    }
}

/// How many days a month has, in a leap year.
const fn days_of(month: u32) -> u32 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn parse_day_of_week(text: &str, dialect: Dialect) -> Result<(), Malformed> {
    if let Some((day, nth)) = text.split_once('#') {
        if dialect == Dialect::Glue {
            return syntax(format!("`{text}`: Glue does not know `#` in day-of-week"));
        }
        Field::DAY_OF_WEEK.value(day)?;
        return if matches!(nth, "1" | "2" | "3" | "4" | "5") {
            Ok(())
        } else {
            syntax(format!("`{text}`: a month has the first to the fifth of a weekday, `#1` to `#5`"))
        };
    }
    match text.strip_suffix('L') {
        Some("") => Ok(()),
        Some(day) => Field::DAY_OF_WEEK.value(day).map(drop),
        None => Field::DAY_OF_WEEK.parse(text).map(drop),
    }
}

/// One field of a cron expression: its range and the names of its values.
struct Field {
    name: &'static str,
    min: u32,
    max: u32,
    words: &'static [&'static str],
}

impl Field {
    const MINUTES: Self = Self { name: "minutes", min: 0, max: 59, words: &[] };
    const HOURS: Self = Self { name: "hours", min: 0, max: 23, words: &[] };
    const DAY_OF_MONTH: Self = Self { name: "day-of-month", min: 1, max: 31, words: &[] };
    const MONTH: Self = Self {
        name: "month",
        min: 1,
        max: 12,
        words: &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
    };
    const DAY_OF_WEEK: Self =
        Self { name: "day-of-week", min: 1, max: 7, words: &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] };
    const YEAR: Self = Self { name: "year", min: 1970, max: 2199, words: &[] };

    /// Every value that the field names, in ascending order.
    fn parse(&self, text: &str) -> Result<Vec<u32>, Malformed> {
        let mut values = Vec::new();
        for part in text.split(',') {
            values.extend(self.part(part)?);
        }
        values.sort_unstable();
        values.dedup();
        Ok(values)
    }

    /// `*`, `5`, `1-5`, each optionally with `/step`.
    fn part(&self, text: &str) -> Result<Vec<u32>, Malformed> {
        let (range, step) = match text.split_once('/') {
            Some((range, step)) => (range, Some(self.step(step)?)),
            None => (text, None),
        };
        let (first, last) = match range.split_once('-') {
            _ if range == "*" => (self.min, self.max),
            Some((first, last)) => (self.value(first)?, self.value(last)?),
            None => {
                let value = self.value(range)?;
                (value, if step.is_some() { self.max } else { value })
            }
        };
        if first > last {
            return syntax(format!("`{text}` in {} runs backwards", self.name));
        }
        Ok((first..=last).step_by(step.unwrap_or(1)).collect())
    }

    fn value(&self, text: &str) -> Result<u32, Malformed> {
        let word = self.words.iter().zip(self.min..).find(|(word, _)| word.eq_ignore_ascii_case(text));
        let number =
            || text.parse().ok().filter(|_| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
        match word.map(|(_, value)| value).or_else(number) {
            Some(value) if (self.min..=self.max).contains(&value) => Ok(value),
            _ => syntax(format!("`{text}` is not a value of {} ({} to {})", self.name, self.min, self.max)),
        }
    }

    fn step(&self, text: &str) -> Result<usize, Malformed> {
        match text.parse::<usize>() {
            Ok(step) if step > 0 && step <= self.max as usize && text.bytes().all(|byte| byte.is_ascii_digit()) => {
                Ok(step)
            }
            _ => syntax(format!("`/{text}` is not a step of {}", self.name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn gaps_between_crawls() {
        for (text, minutes) in [
            ("cron(0/5 * * * ? *)", 5),
            ("cron(*/7 * * * ? *)", 4),
            ("cron(0,58 * * * ? *)", 2),
            ("cron(0,58 2 * * ? *)", 58),
            ("cron(* 2 * * ? *)", 1),
            ("cron(15 2 * * ? *)", 1440),
            ("cron(58 23 * * ? *)", 1440),
            ("cron(0,58 0,23 * * ? *)", 2),
            ("cron(0 0/6 ? * MON-FRI 2026-2030)", 360),
        ] {
            assert_eq!(parse_glue(text).map(|cron| cron.shortest_gap().minutes), Ok(minutes), "{text}");
        }
    }

    #[test]
    fn longest_gaps() {
        for (text, minutes) in [
            ("rate(1 day)", Some(1440)),
            ("rate(90 minutes)", Some(90)),
            ("cron(0 8,10 * * ? *)", Some(1320)),
            ("cron(0 * ? * MON *)", Some(60)),
            ("rate(1 days)", None),
            ("hourly", None),
        ] {
            assert_eq!(longest_gap_minutes(text), minutes, "{text}");
        }
    }

    #[test]
    fn what_glue_refuses() {
        for text in [
            "",
            "cron()",
            "rate(5 minutes)",
            "cron(0 2 * * *)",
            "cron(0 2 * * * *)",
            "cron(0 2 ? * ? *)",
            "cron(60 2 * * ? *)",
            "cron(0 24 * * ? *)",
            "cron(0 2 0 * ? *)",
            "cron(0 2 * 13 ? *)",
            "cron(0 2 30 2 ? *)",
            "cron(0 2 31 4,JUN ? *)",
            "cron(0 2 ? * 8 *)",
            "cron(0 2 ? * MON#2 *)",
            "cron(0 2 * * ? 1969)",
            "cron(0/0 2 * * ? *)",
            "cron(5-1 2 * * ? *)",
            "Cron(0 2 * * ? *)",
            "cron(0 2 * * ? *",
            "cron(+1 2 * * ? *)",
            "cron(1,,2 2 * * ? *)",
            "0 2 * * ? *",
        ] {
            assert!(parse_glue(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_eventbridge_reads() {
        for text in [
            "rate(1 hour)",
            "rate(5 minutes)",
            "rate(1 day)",
            "cron(0 2 ? * MON#2 *)",
            "cron(0 8 1W * ? *)",
            "cron(0 8 L * ? *)",
            "cron(0 8 ? * 6L *)",
        ] {
            assert_eq!(parse_eventbridge(text), Ok(()), "{text}");
        }
        for text in [
            "rate(1 hours)",
            "rate(5 minute)",
            "rate(0 minutes)",
            "rate(30 seconds)",
            "rate(5minutes)",
            "rate(+5 minutes)",
            "cron(0 2 ? * MON#6 *)",
            "at(2026-01-01T00:00:00)",
        ] {
            assert!(parse_eventbridge(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(cron|rate)\\([0-9*?/,#LWMON -]{0,30}\\)?") {
            let _ = parse_eventbridge(&text);
            if let Ok(cron) = parse_glue(&text) {
                prop_assert!((1..=1440).contains(&cron.shortest_gap().minutes));
            }
        }
    }
}
