//! Intrinsic functions in long form, and the names that they use.

use serde_json::{Map, Value};

/// The functions that a template may call (Template Reference, "Intrinsic functions").
pub const FUNCTIONS: [&str; 19] = [
    "Fn::And",
    "Fn::Base64",
    "Fn::Cidr",
    "Fn::Equals",
    "Fn::FindInMap",
    "Fn::GetAtt",
    "Fn::GetAZs",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Length",
    "Fn::Not",
    "Fn::Or",
    "Fn::Select",
    "Fn::Split",
    "Fn::Sub",
    "Fn::ToJsonString",
    "Fn::Transform",
    "Ref",
];

/// Functions of the `Rules` section alone ("Rule-specific intrinsic functions").
const RULE_FUNCTIONS: [&str; 6] =
    ["Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn", "Fn::RefAll", "Fn::ValueOf", "Fn::ValueOfAll"];

/// What a call yields, where the function alone tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yields {
    /// One string.
    Text,
    /// A list of strings.
    List,
    /// Whatever its arguments say.
    Anything,
}

/// The function and its argument, if `value` is a call: `Ref` alone in a map, or any key that starts with `Fn::`.
pub fn call(value: &Value) -> Option<(&str, &Value)> {
    let map = value.as_object()?;
    let found = map.iter().find(|(key, _)| key.starts_with("Fn::") || (*key == "Ref" && map.len() == 1));
    found.map(|(key, argument)| (key.as_str(), argument))
}

/// What the function yields.
pub fn yields(function: &str) -> Yields {
    match function {
        "Fn::Sub" | "Fn::Join" | "Fn::Base64" | "Fn::ToJsonString" => Yields::Text,
        "Fn::Split" | "Fn::GetAZs" | "Fn::Cidr" => Yields::List,
        _ => Yields::Anything,
    }
}

/// Whether a call stands anywhere in `value`.
pub fn contains_call(value: &Value) -> bool {
    call(value).is_some()
        || match value {
            Value::Array(items) => items.iter().any(contains_call),
            Value::Object(map) => map.values().any(contains_call),
            _ => false,
        }
}

/// `value` with each `Fn::If` replaced by its first (`truth`) or second branch, and `AWS::NoValue` taken out.
pub fn choose(value: &Value, truth: bool) -> Option<Value> {
    match (call(value), value) {
        (Some(("Ref", Value::String(name))), _) if name == "AWS::NoValue" => None,
        (Some(("Fn::If", Value::Array(branches))), _) => {
            branches.get(if truth { 1 } else { 2 }).and_then(|branch| choose(branch, truth))
        }
        (_, Value::Array(items)) => Some(Value::Array(items.iter().filter_map(|item| choose(item, truth)).collect())),
        (_, Value::Object(map)) => {
            let chosen = map.iter().filter_map(|(key, item)| Some((key.clone(), choose(item, truth)?)));
            Some(Value::Object(chosen.collect::<Map<_, _>>()))
        }
        _ => Some(value.clone()),
    }
}

/// What a call names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A resource or parameter, by `Ref` or `${Name}`.
    Name(String),
    /// A resource's attribute.
    Attribute(String, String),
    /// A condition.
    Condition(String),
    /// A mapping.
    Mapping(String),
}

/// Everything that the calls in one value name, and what is wrong with the calls themselves. Paths are JSON pointers.
#[derive(Debug, Default)]
pub struct Scan {
    /// The names used.
    pub uses: Vec<(String, Target)>,
    /// Malformed calls.
    pub faults: Vec<(String, String)>,
    /// `${Name}` in strings that no `Fn::Sub` reads.
    pub loose: Vec<(String, String)>,
    in_rule: bool,
}

impl Scan {
    /// Scans `value`, which lies at `path`.
    pub fn of(value: &Value, path: &str) -> Self {
        let mut scan = Self::default();
        scan.value(value, path);
        scan
    }

    /// Scans a rule, which has functions of its own.
    pub fn of_rule(rule: &Value) -> Self {
        let mut scan = Self { in_rule: true, ..Self::default() };
        scan.value(rule, "");
        scan
    }

    fn fault(&mut self, path: &str, message: impl Into<String>) {
        self.faults.push((path.to_owned(), message.into()));
    }

    fn value(&mut self, value: &Value, path: &str) {
        if let Some((function, argument)) = call(value) {
            if value.as_object().is_some_and(|map| map.len() > 1) {
                self.fault(path, format!("{function} must be the only key of its map"));
            }
            return self.call(function, argument, path);
        }
        match value {
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(at, item)| self.value(item, &format!("{path}/{at}")));
            }
            Value::Object(map) => map.iter().for_each(|(key, item)| self.value(item, &format!("{path}/{key}"))),
            Value::String(text) => {
                let names = placeholders(text).unwrap_or_default();
                self.loose.extend(names.into_iter().map(|name| (path.to_owned(), name)));
            }
            _ => {}
        }
    }

    fn call(&mut self, function: &str, argument: &Value, path: &str) {
        let path = &format!("{path}/{function}");
        if self.in_rule && RULE_FUNCTIONS.contains(&function) {
            return self.value(argument, path);
        }
        if !FUNCTIONS.contains(&function) {
            return self.fault(path, format!("{function} is not a function of CloudFormation"));
        }
        let items = argument.as_array().map_or(&[][..], Vec::as_slice);
        match (function, argument, items) {
            ("Ref", Value::String(name), _) => self.uses.push((path.clone(), Target::Name(name.clone()))),
            ("Fn::GetAtt", _, [Value::String(id), Value::String(attribute)]) => {
                self.uses.push((path.clone(), Target::Attribute(id.clone(), attribute.clone())));
            }
            ("Fn::GetAtt", Value::String(text), _) if text.contains('.') => self.name(text, path),
            ("Fn::Sub", Value::String(text), _) => self.substitute(text, &Map::new(), path),
            ("Fn::Sub", _, [Value::String(text), Value::Object(variables)]) => self.substitute(text, variables, path),
            ("Fn::If", _, [Value::String(condition), yes, no]) => {
                self.uses.push((path.clone(), Target::Condition(condition.clone())));
                self.value(yes, &format!("{path}/1"));
                self.value(no, &format!("{path}/2"));
            }
            ("Fn::FindInMap", _, [mapping, ..]) if (3..=4).contains(&items.len()) => {
                if let Value::String(name) = mapping {
                    self.uses.push((path.clone(), Target::Mapping(name.clone())));
                }
                self.value(argument, path);
            }
            ("Fn::Join", _, [Value::String(_), list]) if list.is_array() || call(list).is_some() => {
                self.value(list, &format!("{path}/1"));
            }
            ("Fn::Split", _, [Value::String(_), source]) => self.value(source, &format!("{path}/1")),
            ("Fn::Select" | "Fn::Equals", _, [_, _]) | ("Fn::Not", _, [_]) => self.value(argument, path),
            ("Fn::And" | "Fn::Or", _, [_, _, ..]) => self.value(argument, path),
            (
                "Fn::Base64" | "Fn::Cidr" | "Fn::GetAZs" | "Fn::ImportValue" | "Fn::Length" | "Fn::ToJsonString"
                | "Fn::Transform",
                ..,
            ) => self.value(argument, path),
            _ => self.fault(path, format!("{function} does not take these arguments: {argument}")),
        }
    }

    /// `Fn::Sub`: each `${name}` is a variable of its own map, or a resource, attribute or parameter.
    fn substitute(&mut self, text: &str, variables: &Map<String, Value>, path: &str) {
        let names = match placeholders(text) {
            Ok(names) => names,
            Err(fault) => return self.fault(path, fault),
        };
        if names.is_empty() {
            self.fault(path, "Fn::Sub without a ${name}: a plain string would do");
        }
        for name in &names {
            let legal = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '.'));
            match variables.contains_key(name) {
                true => {}
                false if name.is_empty() || !legal => self.fault(path, format!("${{{name}}} is not a name")),
                false => self.name(name, path),
            }
        }
        for (name, value) in variables {
            if !names.contains(name) {
                self.fault(path, format!("the variable {name} of Fn::Sub is not used in its text"));
            }
            self.value(value, &format!("{path}/1/{name}"));
        }
    }

    fn name(&mut self, name: &str, path: &str) {
        let target = match name.split_once('.') {
            Some((id, attribute)) => Target::Attribute(id.to_owned(), attribute.to_owned()),
            None => Target::Name(name.to_owned()),
        };
        self.uses.push((path.to_owned(), target));
    }
}

/// The names in `${...}`; `${!literal}` is none. An error is a `${` that is never closed.
fn placeholders(text: &str) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        rest = &rest[start + 2..];
        let Some(end) = rest.find('}') else {
            return Err(format!("`${{{}` is never closed", rest.chars().take(20).collect::<String>()));
        };
        if !rest.starts_with('!') {
            names.push(rest[..end].trim().to_owned());
        }
        rest = &rest[end + 1..];
    }
    Ok(names)
}
