//! From tokens to a tree: rules, parameters and what follows the condition.

use std::ops::Range;

use super::ast::{Analyzer, Check, Label, Operator, Rule, Spanned, Tag};
use super::check;
use super::error::Error;
use super::text::Text;
use super::token::{Placed, Token, tokens};
use super::types::{RULE_TYPES, RuleType};

/// Deepest nesting of parentheses, and longest calculation.
pub(super) const MAX_DEPTH: usize = 64;

/// Words that end the parameters of a rule.
const RESERVED: [&str; 9] = ["between", "in", "not", "matches", "where", "with", "labels", "or", "OR"];

/// Reads one rule: `IsComplete "id"`, or several joined by `and` or `or`.
///
/// # Errors
/// What Glue would not understand, or would refuse: an unknown rule type, a condition that does not fit it, and so on.
pub fn parse_rule(text: &str) -> Result<Rule, Error> {
    let mut parser = Parser::new(text)?;
    let rule = parser.rule()?;
    parser.end()?;
    rule.checks().into_iter().try_for_each(check::check)?;
    Ok(rule)
}

/// Reads one analyzer: `Completeness "id"`.
///
/// # Errors
/// What Glue would not understand: above all a rule type that gathers no statistic, or a condition.
pub fn parse_analyzer(text: &str) -> Result<Analyzer, Error> {
    let mut parser = Parser::new(text)?;
    let rule_type = parser.rule_type()?;
    let analyzer = Analyzer { parameters: parser.parameters()?, rule_type };
    if let Some((_, span)) = parser.peek() {
        let message = format!("an analyzer has no condition, and `{}` begins one", &text[span.clone()]);
        return Err(Error::new(span.clone(), message).help("Remove it, or move the line to `rules`."));
    }
    check::analyzer(&analyzer)?;
    Ok(analyzer)
}

pub(super) struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Placed>,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Result<Self, Error> {
        Ok(Self { text, tokens: tokens(text)?, at: 0, depth: 0 })
    }

    pub(super) fn peek(&self) -> Option<&Placed> {
        self.tokens.get(self.at)
    }

    pub(super) fn peek_second(&self) -> Option<&Placed> {
        self.tokens.get(self.at + 1)
    }

    pub(super) fn next(&mut self) -> Option<Placed> {
        let placed = self.peek().cloned();
        self.at += usize::from(placed.is_some());
        placed
    }

    /// Where the next token stands; the end of the text if there is none.
    pub(super) fn here(&self) -> Range<usize> {
        let end = self.text.trim_end().len();
        self.peek().map_or(end..end, |(_, span)| span.clone())
    }

    /// From `start` to the token before the next.
    pub(super) fn since(&self, start: usize) -> Range<usize> {
        let end = self.at.checked_sub(1).map_or(start, |last| self.tokens[last].1.end);
        start..end.max(start)
    }

    pub(super) fn is_symbol(&self, wanted: &str) -> bool {
        matches!(self.peek(), Some((Token::Symbol(symbol), _)) if *symbol == wanted)
    }

    /// Takes the symbol if it is next.
    pub(super) fn symbol(&mut self, wanted: &str) -> bool {
        let found = self.is_symbol(wanted);
        self.at += usize::from(found);
        found
    }

    pub(super) fn word(&self) -> Option<&str> {
        match self.peek() {
            Some((Token::Word(word), _)) => Some(word),
            _ => None,
        }
    }

    /// Takes the word, which Glue also knows in capitals where `capitals` says so, if it is next.
    pub(super) fn keyword(&mut self, wanted: &str, capitals: bool) -> bool {
        let found = self.word().is_some_and(|word| word == wanted || (capitals && word == wanted.to_uppercase()));
        self.at += usize::from(found);
        found
    }

    pub(super) fn expect(&mut self, symbol: &str) -> Result<(), Error> {
        if self.symbol(symbol) { Ok(()) } else { Err(self.unexpected(&format!("`{symbol}`"))) }
    }

    /// That `wanted` does not stand here.
    pub(super) fn unexpected(&self, wanted: &str) -> Error {
        let span = self.here();
        match &self.text[span.clone()] {
            "" => Error::new(span, format!("the rule ends where {wanted} is expected")),
            "$" => Error::new(span, "a gate has no constants").help("Write the value itself."),
            found => Error::new(span, format!("`{}` stands where {wanted} is expected", found.escape_default())),
        }
    }

    /// Runs `read` one level deeper.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.depth == MAX_DEPTH {
            return Err(Error::new(self.here(), format!("more than {MAX_DEPTH} parentheses are open here")));
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn end(&self) -> Result<(), Error> {
        let Some((token, span)) = self.peek() else { return Ok(()) };
        let found = self.text[span.clone()].escape_default();
        let error = Error::new(span.clone(), format!("`{found}` is left over after the rule"));
        Err(match token {
            Token::Symbol(",") => error.help("Write one rule a line, without commas."),
            Token::Word(word) if is_operator(word) => error.help("Put both rules in parentheses: `(..) and (..)`."),
            Token::Word(word) if word == "where" => error.help("`where` stands before `with` and `labels`."),
            _ => error,
        })
    }

    /// `and` binds tighter than `or`.
    fn rule(&mut self) -> Result<Rule, Error> {
        self.joined(Operator::Or, "or", |parser| {
            parser.joined(Operator::And, "and", |parser| {
                if parser.symbol("(") {
                    let rule = parser.nested(Self::rule)?;
                    parser.expect(")")?;
                    Ok(rule)
                } else {
                    parser.check().map(Box::new).map(Rule::Check)
                }
            })
        })
    }

    fn joined(
        &mut self,
        operator: Operator,
        word: &str,
        mut part: impl FnMut(&mut Self) -> Result<Rule, Error>,
    ) -> Result<Rule, Error> {
        let is_group = self.is_symbol("(");
        let first = part(self)?;
        let mut rules = vec![first];
        while is_group && self.keyword(word, true) {
            if !self.is_symbol("(") {
                return Err(self.unexpected("`(`").help("Each rule that is joined stands in parentheses."));
            }
            rules.push(part(self)?);
        }
        match (rules.pop(), rules.is_empty()) {
            (Some(only), true) => Ok(only),
            (last, _) => {
                rules.extend(last);
                Ok(Rule::Composite(operator, rules))
            }
        }
    }

    fn check(&mut self) -> Result<Check, Error> {
        let rule_type = self.rule_type()?;
        let parameters = self.parameters()?;
        let start = self.here().start;
        let condition = self.condition()?.map(|value| Spanned { value, span: self.since(start) });
        let filter = if self.keyword("where", false) { Some(self.text("a quoted SQL condition")?) } else { None };
        let mut tags = Vec::new();
        while self.keyword("with", false) {
            tags.push(self.tag()?);
        }
        let labels = if self.keyword("labels", false) { self.labels()? } else { Vec::new() };
        Ok(Check { rule_type, parameters, condition, filter, tags, labels })
    }

    fn rule_type(&mut self) -> Result<Spanned<&'static RuleType>, Error> {
        let Some(name) = self.word().map(str::to_owned) else {
            return Err(self.unexpected("a rule type").help("A rule begins with its type: `IsComplete \"claim_id\"`."));
        };
        let span = self.here();
        let value = RuleType::named(&name).ok_or_else(|| match name.as_str() {
            "Rules" | "Analyzers" => Error::new(span.clone(), format!("`{name} = [..]` is written by lakegen"))
                .help("Write the rules only, one a line."),
            _ => Error::unknown(span.clone(), "a rule type", &name, RULE_TYPES.iter().map(|known| known.name)),
        })?;
        self.at += 1;
        Ok(Spanned { value, span })
    }

    /// Quoted or plain, with `of` or `and` before it if that reads better.
    fn parameters(&mut self) -> Result<Vec<Spanned<Text>>, Error> {
        let mut parameters = Vec::new();
        loop {
            let connected = self.keyword("of", true) || (!parameters.is_empty() && self.keyword("and", true));
            match self.peek().cloned() {
                Some((Token::Text(value), span)) => parameters.push(Spanned { value, span }),
                Some((Token::Word(word), span)) if !RESERVED.contains(&word.as_str()) => {
                    parameters.push(Spanned { value: Text::written(word), span });
                }
                _ if connected => return Err(self.unexpected("a parameter")),
                _ => return Ok(parameters),
            }
            self.at += 1;
        }
    }

    pub(super) fn text(&mut self, wanted: &str) -> Result<Spanned<Text>, Error> {
        match self.peek().cloned() {
            Some((Token::Text(value), span)) => {
                self.at += 1;
                Ok(Spanned { value, span })
            }
            _ => Err(self.unexpected(wanted)),
        }
    }

    fn tag(&mut self) -> Result<Tag, Error> {
        let span = self.here();
        let name = match self.next() {
            Some((Token::Word(name), _)) => name,
            Some((Token::Text(name), _)) => name.content(),
            _ => {
                self.at = self.at.saturating_sub(usize::from(!span.is_empty()));
                return Err(self.unexpected("`threshold`"));
            }
        };
        let start = self.here().start;
        let value = self.condition()?.ok_or_else(|| self.unexpected("a condition such as `> 0.9`"))?;
        let condition = Spanned { value, span: self.since(start) };
        Ok(Tag { name: Spanned { value: name, span }, condition })
    }

    fn labels(&mut self) -> Result<Vec<Label>, Error> {
        self.expect("=")?;
        self.expect("[")?;
        let mut labels = Vec::new();
        loop {
            let key = self.text("the quoted key of a label")?;
            self.expect("=")?;
            labels.push(Label { key, value: self.text("the quoted value of a label")? });
            if !self.symbol(",") {
                break;
            }
        }
        self.expect("]")?;
        Ok(labels)
    }
}

fn is_operator(word: &str) -> bool {
    ["and", "AND", "or", "OR"].contains(&word)
}
