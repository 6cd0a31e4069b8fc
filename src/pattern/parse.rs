//! From a pattern's JSON to what it means.

use serde_json::{Map, Value};

use super::cidr::Block;
use super::fields::join;
use super::matcher::{Matcher, fold};
use super::number::{Bound, LIMIT, Range, comparable};
use super::wildcard::Wildcard;
use super::{Alternative, Leaf, Pattern, PatternError};

/// Alternatives that `$or` may multiply out to; the service refuses "over 1000 rule combinations".
const MAX_ALTERNATIVES: usize = 1_000;

/// Names that are none inside `$or` (event-ruler, `RESERVED_FIELD_NAMES_IN_OR_RELATIONSHIP`).
const RESERVED_IN_OR: &[&str] = &[
    "exactly",
    "equals-ignore-case",
    "prefix",
    "suffix",
    "anything-but",
    "exists",
    "wildcard",
    "numeric",
    "cidr",
    "html",
    "=",
    "<",
    "<=",
    ">",
    ">=",
    "regex",
    "not-wildcard",
    "not-equals-ignore-case",
    "date-after",
    "date-on-or-after",
    "date-before",
    "date-on-or-before",
    "in-date-range",
    "ip-address-in-range",
    "ip-address-not-in-range",
];

pub(super) fn parse(pattern: &Value) -> Result<Pattern, PatternError> {
    let Value::Object(object) = pattern else { return Err(PatternError::new("", "a pattern is an object")) };
    let mut parser = Parser { leaves: Vec::new() };
    let mut alternatives = vec![Alternative::new()];
    parser.object(&mut alternatives, &Place::default(), object, false)?;
    Ok(Pattern { leaves: parser.leaves, alternatives })
}

/// Where the parser is.
#[derive(Clone, Default)]
struct Place {
    /// The name of the field, which `$or` is no part of.
    name: String,
    /// The way there, for people.
    path: String,
}

impl Place {
    fn member(&self, key: &str) -> Self {
        Self { name: join(&self.name, key), path: join(&self.path, key) }
    }

    fn element(&self, index: usize) -> Self {
        Self { name: self.name.clone(), path: format!("{}[{index}]", self.path) }
    }

    fn refuse<T>(&self, message: impl Into<String>) -> Result<T, PatternError> {
        Err(PatternError::new(&self.path, message))
    }
}

struct Parser {
    leaves: Vec<Leaf>,
}

impl Parser {
    /// Adds what `object` asks for to each of `alternatives`; an `$or` multiplies them.
    ///
    /// A field that is asked for twice, which only `$or` makes possible, keeps what is asked last, as in the service.
    fn object(
        &mut self,
        alternatives: &mut Vec<Alternative>,
        place: &Place,
        object: &Map<String, Value>,
        inside_or: bool,
    ) -> Result<(), PatternError> {
        if object.is_empty() {
            return place.refuse("an empty object matches nothing and is not allowed");
        }
        for (key, value) in object {
            let inner = place.member(key);
            match value {
                _ if key == "$or" => {
                    // The field is that of the object around it.
                    let or = Place { name: place.name.clone(), path: inner.path };
                    self.or(alternatives, &or, value)?;
                }
                _ if inside_or && RESERVED_IN_OR.contains(&key.as_str()) => {
                    return inner.refuse("inside $or, a field cannot have the name of an operator");
                }
                Value::Object(object) => self.object(alternatives, &inner, object, inside_or)?,
                Value::Array(items) => {
                    let leaf = self.leaf(&inner, items)?;
                    for alternative in alternatives.iter_mut() {
                        alternative.insert(inner.name.clone(), leaf);
                    }
                }
                _ => return inner.refuse("has to be an object or a list; put the value into a list"),
            }
        }
        Ok(())
    }

    fn or(&mut self, alternatives: &mut Vec<Alternative>, place: &Place, value: &Value) -> Result<(), PatternError> {
        let Value::Array(members) = value else { return place.refuse("$or takes a list of objects") };
        if members.len() < 2 {
            return place.refuse("$or takes at least two objects");
        }
        let before = std::mem::take(alternatives);
        for (index, member) in members.iter().enumerate() {
            let place = place.element(index);
            let Value::Object(object) = member else { return place.refuse("$or takes objects only") };
            let mut branch = before.clone();
            self.object(&mut branch, &place, object, true)?;
            alternatives.extend(branch);
            if alternatives.len() > MAX_ALTERNATIVES {
                return place.refuse(format!("$or makes more than {MAX_ALTERNATIVES} combinations"));
            }
        }
        Ok(())
    }

    fn leaf(&mut self, place: &Place, items: &[Value]) -> Result<usize, PatternError> {
        if items.is_empty() {
            return place.refuse("an empty list matches nothing and is not allowed");
        }
        let matchers = items
            .iter()
            .enumerate()
            .map(|(index, item)| element(&place.element(index), item))
            .collect::<Result<_, _>>()?;
        self.leaves.push(Leaf { matchers, json: Value::Array(items.to_vec()) });
        Ok(self.leaves.len() - 1)
    }
}

fn element(place: &Place, item: &Value) -> Result<Matcher, PatternError> {
    match item {
        Value::Array(_) => {
            place.refuse("a list in a list; a value is a text, a number, true, false, null or an operator")
        }
        Value::Object(object) => {
            let (operator, operand) = single(place, object)?;
            expression(&place.member(operator), operator, operand)
        }
        _ => Ok(Matcher::Exact(item.clone())),
    }
}

/// The only entry of an operator's object.
fn single<'v>(place: &Place, object: &'v Map<String, Value>) -> Result<(&'v str, &'v Value), PatternError> {
    let mut entries = object.iter();
    match (entries.next(), entries.next()) {
        (Some((operator, operand)), None) => Ok((operator, operand)),
        (None, _) => place.refuse("an empty object; an operator is needed"),
        (Some(_), Some(_)) => place.refuse("two operators in one object; put each into an object of its own"),
    }
}

fn expression(place: &Place, operator: &str, operand: &Value) -> Result<Matcher, PatternError> {
    match operator {
        "prefix" => affix(place, operand, Matcher::Prefix, Matcher::PrefixIgnoreCase),
        "suffix" => affix(place, operand, Matcher::Suffix, Matcher::SuffixIgnoreCase),
        "equals-ignore-case" => Ok(Matcher::EqualsIgnoreCase(fold(text(place, operand)?))),
        "wildcard" => wildcard(place, operand),
        "cidr" => match Block::parse(text(place, operand)?) {
            Ok(block) => Ok(Matcher::Cidr(block)),
            Err(message) => place.refuse(message),
        },
        "exists" => match operand {
            Value::Bool(true) => Ok(Matcher::Exists),
            Value::Bool(false) => Ok(Matcher::Absent),
            _ => place.refuse("takes true or false"),
        },
        "numeric" => numeric(place, operand),
        "anything-but" => anything_but(place, operand),
        _ => place.refuse("is no operator of EventBridge"),
    }
}

fn text<'v>(place: &Place, operand: &'v Value) -> Result<&'v str, PatternError> {
    operand.as_str().map_or_else(|| place.refuse("takes a text"), Ok)
}

fn affix(
    place: &Place,
    operand: &Value,
    exact: fn(String) -> Matcher,
    ignore_case: fn(String) -> Matcher,
) -> Result<Matcher, PatternError> {
    let Value::Object(object) = operand else { return Ok(exact(text(place, operand)?.to_owned())) };
    let (operator, operand) = single(place, object)?;
    let inner = place.member(operator);
    if operator != "equals-ignore-case" {
        return inner.refuse("is not possible here; equals-ignore-case is");
    }
    Ok(ignore_case(fold(text(&inner, operand)?)))
}

fn wildcard(place: &Place, operand: &Value) -> Result<Matcher, PatternError> {
    match Wildcard::parse(text(place, operand)?) {
        Ok(wildcard) => Ok(Matcher::Wildcard(wildcard)),
        Err(message) => place.refuse(message),
    }
}

/// One comparison, or a lower bound and an upper bound in this order.
fn numeric(place: &Place, operand: &Value) -> Result<Matcher, PatternError> {
    let Value::Array(terms) = operand else {
        return place.refuse("takes a list of comparisons: [\">\", 0, \"<=\", 5]");
    };
    let bound = |index: usize, inclusive| -> Result<Bound, PatternError> {
        Ok(Bound { value: in_range(&place.element(index), terms.get(index))?, inclusive })
    };
    let word = |index: usize| terms.get(index).and_then(Value::as_str);
    let range = match (terms.len(), word(0), word(2)) {
        (2, Some("="), _) => Range { low: Some(bound(1, true)?), high: Some(bound(1, true)?) },
        (2, Some(low @ (">" | ">=")), _) => Range { low: Some(bound(1, low == ">=")?), high: None },
        (2, Some(high @ ("<" | "<=")), _) => Range { low: None, high: Some(bound(1, high == "<=")?) },
        (4, Some(low @ (">" | ">=")), Some(high @ ("<" | "<="))) => {
            let range = Range { low: Some(bound(1, low == ">=")?), high: Some(bound(3, high == "<=")?) };
            if range.low.zip(range.high).is_some_and(|(low, high)| low.value >= high.value) {
                return place.refuse("the lower bound has to be less than the upper bound");
            }
            range
        }
        _ => return place.refuse("takes one of = < <= > >= with a number, or > or >= and then < or <="),
    };
    Ok(Matcher::Numeric(range))
}

fn in_range(place: &Place, term: Option<&Value>) -> Result<f64, PatternError> {
    let Some(Value::Number(number)) = term else { return place.refuse("has to be a number") };
    comparable(number).map_or_else(|| place.refuse(format!("numbers lie between -{LIMIT:e} and {LIMIT:e}")), Ok)
}

fn anything_but(place: &Place, operand: &Value) -> Result<Matcher, PatternError> {
    let Value::Object(object) = operand else {
        let refused = one_or_more(place, operand, |place, value| match value {
            Value::String(_) => Ok(Matcher::Exact(value.clone())),
            Value::Number(_) => in_range(place, Some(value)).map(|_| Matcher::Exact(value.clone())),
            _ => place.refuse("takes texts or numbers"),
        })?;
        let numbers = refused.iter().filter(|matcher| matches!(matcher, Matcher::Exact(Value::Number(_)))).count();
        if numbers != 0 && numbers != refused.len() {
            return place.refuse("takes texts or numbers, not both in one list");
        }
        return Ok(Matcher::AnythingBut(refused));
    };
    let (operator, operand) = single(place, object)?;
    let inner = place.member(operator);
    let refused = one_or_more(&inner, operand, |place, value| match operator {
        "prefix" | "suffix" if value == "" => place.refuse("an empty text is part of every text"),
        "prefix" => Ok(Matcher::Prefix(text(place, value)?.to_owned())),
        "suffix" => Ok(Matcher::Suffix(text(place, value)?.to_owned())),
        "equals-ignore-case" => Ok(Matcher::EqualsIgnoreCase(fold(text(place, value)?))),
        "wildcard" => wildcard(place, value),
        _ => place.refuse("cannot be inside anything-but"),
    })?;
    Ok(Matcher::AnythingBut(refused))
}

/// `read` on a single value, or on each of a list that is not empty.
fn one_or_more(
    place: &Place,
    operand: &Value,
    read: impl Fn(&Place, &Value) -> Result<Matcher, PatternError>,
) -> Result<Vec<Matcher>, PatternError> {
    match operand {
        Value::Array(items) if items.is_empty() => place.refuse("an empty list"),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, item)| read(&place.element(index), item)).collect()
        }
        value => Ok(vec![read(place, value)?]),
    }
}
