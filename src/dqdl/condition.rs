//! From tokens to a tree: conditions and what they compare with.

use super::ast::{Arithmetic, Comparison, Condition, Duration, DurationUnit, Keyword, Number, Operand, Sign, SizeUnit};
use super::error::Error;
use super::parse::{MAX_DEPTH, Parser};
use super::token::Token;

/// Functions of earlier runs.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/dqdl.html#dqdl-dynamic-rules>.
const FUNCTIONS: [&str; 11] =
    ["abs", "avg", "index", "last", "max", "mean", "median", "min", "percentile", "std", "sum"];

const COMPARISONS: [(&str, Comparison); 6] = [
    (">=", Comparison::GreaterOrEqual),
    ("<=", Comparison::LessOrEqual),
    ("!=", Comparison::NotEqual),
    (">", Comparison::Greater),
    ("<", Comparison::Less),
    ("=", Comparison::Equal),
];

const ARITHMETIC: [(&str, Arithmetic); 4] =
    [("+", Arithmetic::Add), ("-", Arithmetic::Subtract), ("*", Arithmetic::Multiply), ("/", Arithmetic::Divide)];

impl Parser<'_> {
    /// The condition that stands here, if one does.
    pub(super) fn condition(&mut self) -> Result<Option<Condition>, Error> {
        for (symbol, comparison) in COMPARISONS {
            if self.symbol(symbol) {
                return Ok(Some(Condition::Compare(comparison, self.operand()?)));
            }
        }
        let negated = self.keyword("not", false);
        if self.keyword("between", false) {
            let low = self.operand()?;
            if !self.keyword("and", true) {
                return Err(self.unexpected("`and`"));
            }
            return Ok(Some(Condition::Between { negated, low, high: self.operand()? }));
        }
        if self.keyword("in", false) {
            return Ok(Some(Condition::In { negated, values: self.values()? }));
        }
        if self.keyword("matches", false) {
            let pattern = self.text("a quoted regular expression")?.value;
            return Ok(Some(Condition::Matches { negated, pattern }));
        }
        if negated { Err(self.unexpected("`between`, `in` or `matches`")) } else { Ok(None) }
    }

    fn values(&mut self) -> Result<Vec<Operand>, Error> {
        self.expect("[")?;
        let mut values = vec![self.operand()?];
        while self.symbol(",") {
            values.push(self.operand()?);
        }
        self.expect("]")?;
        Ok(values)
    }

    fn operand(&mut self) -> Result<Operand, Error> {
        match self.peek().cloned() {
            Some((Token::Text(_), _)) => Ok(Operand::Text(self.text("a text")?.value)),
            Some((Token::Now, span)) => {
                self.next();
                if self.is_symbol("+") || self.is_symbol("-") {
                    let error = Error::new(span, "a time before or after `now()` stands in parentheses");
                    return Err(error.help("Write `(now() - 3 days)`."));
                }
                Ok(Operand::Now)
            }
            Some((Token::Symbol("("), _)) if matches!(self.peek_second(), Some((Token::Now, _))) => {
                self.next();
                self.now_and()
            }
            Some((Token::Word(word), _)) => match keyword(&word) {
                Some(keyword) => {
                    self.next();
                    Ok(Operand::Keyword(keyword))
                }
                None => self.number().map(Operand::Number),
            },
            _ => self.quantity(),
        }
    }

    /// After `(`.
    fn now_and(&mut self) -> Result<Operand, Error> {
        self.next();
        let sign = if self.symbol("-") {
            Sign::Minus
        } else if self.symbol("+") {
            Sign::Plus
        } else {
            return Err(self.unexpected("`-` or `+`"));
        };
        let count = self.count()?;
        let unit = self.unit(&DURATION_UNITS, "a unit of time")?;
        self.expect(")")?;
        Ok(Operand::NowAnd(sign, Duration { count, unit }))
    }

    /// A number, a span of time or a size.
    fn quantity(&mut self) -> Result<Operand, Error> {
        let start = self.here();
        let number = self.number()?;
        if self.word().is_none_or(|word| !looks_like_unit(word)) {
            return Ok(Operand::Number(number));
        }
        let Number::Literal { negative: false, digits } = number else { return Ok(Operand::Number(number)) };
        let count = whole(&digits).ok_or_else(|| {
            Error::new(start, "a span of time or a size is a whole number of units").help("Use a smaller unit.")
        })?;
        if self.word().is_some_and(|word| SIZE_UNITS.iter().any(|(name, _)| *name == word)) {
            return Ok(Operand::Size(count, self.unit(&SIZE_UNITS, "a unit of size")?));
        }
        Ok(Operand::Duration(Duration { count, unit: self.unit(&DURATION_UNITS, "a unit of time")? }))
    }

    fn count(&mut self) -> Result<u64, Error> {
        let count = match self.peek() {
            Some((Token::Number(digits), _)) => whole(digits),
            _ => None,
        };
        let count = count.ok_or_else(|| self.unexpected("a whole number"))?;
        self.next();
        Ok(count)
    }

    fn unit<T: Copy>(&mut self, units: &[(&'static str, T)], what: &str) -> Result<T, Error> {
        let Some(word) = self.word().map(str::to_owned) else { return Err(self.unexpected(what)) };
        let unit = units.iter().find(|(name, _)| *name == word).map(|(_, unit)| *unit);
        let unit = unit.ok_or_else(|| Error::unknown(self.here(), what, &word, units.iter().map(|(name, _)| *name)))?;
        self.next();
        Ok(unit)
    }

    /// From left to right: Glue's grammar gives all four signs the same rank.
    fn number(&mut self) -> Result<Number, Error> {
        let mut number = self.atom()?;
        let mut signs = 0;
        while let Some((_, arithmetic)) = ARITHMETIC.iter().find(|(symbol, _)| self.is_symbol(symbol)) {
            signs += 1;
            if signs == MAX_DEPTH {
                return Err(Error::new(self.here(), format!("more than {MAX_DEPTH} numbers are calculated with here")));
            }
            self.next();
            number = Number::Binary(Box::new(number), *arithmetic, Box::new(self.atom()?));
        }
        Ok(number)
    }

    fn atom(&mut self) -> Result<Number, Error> {
        let negative = self.symbol("-");
        match self.peek().cloned() {
            Some((Token::Number(digits), _)) => {
                self.next();
                Ok(Number::Literal { negative, digits })
            }
            Some((Token::Symbol("("), _)) if !negative => {
                self.next();
                let number = self.nested(Self::number)?;
                self.expect(")")?;
                Ok(number)
            }
            Some((Token::Word(name), _)) if !negative => self.call(&name),
            _ => Err(self.unexpected("a value")),
        }
    }

    fn call(&mut self, name: &str) -> Result<Number, Error> {
        let span = self.here();
        self.next();
        if !self.symbol("(") {
            let error = Error::new(span, format!("`{}` is no value", name.escape_default()));
            return Err(error.help(format!("A text stands in double quotes: \"{}\".", name.escape_default())));
        }
        if !FUNCTIONS.contains(&name) {
            return Err(Error::unknown(span, "a function", name, FUNCTIONS));
        }
        let mut arguments = Vec::new();
        if !self.is_symbol(")") {
            arguments.push(self.nested(Self::number)?);
            while self.symbol(",") {
                arguments.push(self.nested(Self::number)?);
            }
        }
        self.expect(")")?;
        Ok(Number::Call(name.to_owned(), arguments))
    }
}

pub(super) const DURATION_UNITS: [(&str, DurationUnit); 3] =
    [("days", DurationUnit::Days), ("hours", DurationUnit::Hours), ("minutes", DurationUnit::Minutes)];

pub(super) const SIZE_UNITS: [(&str, SizeUnit); 5] =
    [("B", SizeUnit::B), ("KB", SizeUnit::KB), ("MB", SizeUnit::MB), ("GB", SizeUnit::GB), ("TB", SizeUnit::TB)];

/// Whether a word after a number is meant as its unit, rightly spelt or not.
fn looks_like_unit(word: &str) -> bool {
    !["and", "AND", "or", "OR", "where", "with", "labels"].contains(&word)
}

fn keyword(word: &str) -> Option<Keyword> {
    match word {
        "NULL" | "null" => Some(Keyword::Null),
        "EMPTY" | "empty" => Some(Keyword::Empty),
        "WHITESPACES_ONLY" | "whitespaces_only" => Some(Keyword::WhitespacesOnly),
        _ => None,
    }
}

fn whole(digits: &str) -> Option<u64> {
    digits.parse().ok()
}
