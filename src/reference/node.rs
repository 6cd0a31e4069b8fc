//! A place in the JSON Schema, read as a person would.

use serde_json::Value;

/// Between the kinds that something may be of.
const OR: &str = " or ";
/// Behind what a mapping holds whose keys the spec chooses.
const BY_NAME: &str = " by name";

/// The definition whose keys are those of the spec itself, which are not told twice.
const LIKE_THE_SPEC: &str = "Overlay";

/// What a key, an item or the spec itself takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'a> {
    root: &'a Value,
    here: &'a Value,
}

/// A key of a mapping.
pub(super) struct Member<'a> {
    pub key: &'a str,
    pub is_required: bool,
    pub node: Node<'a>,
}

/// One of the words that a key takes, and what it means.
pub(super) struct Word<'a> {
    pub word: &'a Value,
    pub meaning: Option<&'a str>,
}

impl<'a> Node<'a> {
    pub(super) fn new(root: &'a Value, here: &'a Value) -> Self {
        Self { root, here }
    }

    fn at(self, here: &'a Value) -> Self {
        Self { here, ..self }
    }

    /// The name of the definition that this refers to, and the definition.
    pub(super) fn definition(self) -> Option<(&'a str, Self)> {
        let path = self.here.get("$ref")?.as_str()?.strip_prefix('#')?;
        Some((path.rsplit('/').next()?, self.at(self.root.pointer(path)?)))
    }

    /// What is said of it here, or else where it refers to.
    fn get(self, keyword: &str) -> Option<&'a Value> {
        self.here.get(keyword).or_else(|| self.definition()?.1.get(keyword))
    }

    fn text(self, keyword: &str) -> Option<&'a str> {
        self.get(keyword)?.as_str()
    }

    pub(super) fn description(self) -> &'a str {
        self.text("description").unwrap_or_default()
    }

    /// What is said of the definition, where something else is said here.
    pub(super) fn general_description(self) -> Option<&'a str> {
        self.here.get("description")?;
        self.definition()?.1.text("description")
    }

    pub(super) fn default(self) -> Option<&'a Value> {
        self.get("default").filter(|default| !is_empty(default))
    }

    pub(super) fn examples(self) -> &'a [Value] {
        self.get("examples").and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// Examples of this place, and not of all that refer to the same definition.
    pub(super) fn own_examples(self) -> &'a [Value] {
        self.here.get("examples").and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    fn alternatives(self) -> Vec<Self> {
        let listed = ["anyOf", "oneOf"].into_iter().filter_map(|keyword| self.get(keyword)?.as_array()).flatten();
        listed
            .filter(|schema| schema.get("required").is_none() || schema.get("type").is_some())
            .map(|schema| self.at(schema))
            .collect()
    }

    /// The schemas of items, or of values by name.
    fn inner(self) -> Option<Self> {
        let inner =
            [self.get("items"), self.get("additionalProperties")].into_iter().flatten().find(|it| it.is_object());
        inner.map(|schema| self.at(schema))
    }

    /// Whether it is a mapping whose keys the spec chooses.
    pub(super) fn is_keyed(self) -> bool {
        self.get("additionalProperties").is_some_and(Value::is_object)
            || self.get("items").is_some_and(|items| self.at(items).is_keyed())
    }

    /// What stands between its path and the keys below: `.*` for a name, `[]` for an item.
    pub(super) fn below(self) -> &'static str {
        match self.inner() {
            Some(_) if self.get("items").is_some() => "[]",
            Some(_) => ".*",
            None => "",
        }
    }

    /// The mapping that it is, or that its items or one of its alternatives are.
    pub(super) fn mapping(self) -> Option<Self> {
        if let Some((name, definition)) = self.definition() {
            return if name == LIKE_THE_SPEC { None } else { definition.mapping() };
        }
        if self.here.get("properties").is_some() {
            return Some(self);
        }
        self.inner().into_iter().chain(self.alternatives()).find_map(Self::mapping)
    }

    /// Whether it is a mapping of which nothing more is said.
    fn is_any_mapping(self) -> bool {
        self.get("type").is_some_and(|kind| {
            kind == "object" || kind.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "object"))
        })
    }

    /// What tells one mapping from another.
    pub(super) fn address(self) -> *const Value {
        std::ptr::from_ref(self.here)
    }

    /// The keys of the mapping, in order.
    pub(super) fn members(self) -> Vec<Member<'a>> {
        let Some(mapping) = self.mapping() else { return Vec::new() };
        let required = mapping.get("required").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let properties = mapping.get("properties").and_then(Value::as_object).into_iter().flatten();
        properties
            .map(|(key, schema)| Member {
                key,
                is_required: required.iter().any(|name| name == key),
                node: self.at(schema),
            })
            .collect()
    }

    pub(super) fn member(self, key: &str) -> Option<Member<'a>> {
        self.members().into_iter().find(|member| member.key == key)
    }

    /// The words that it, or its items, may be.
    pub(super) fn words(self) -> Vec<Word<'a>> {
        if let Some(items) = self.inner() {
            return items.words();
        }
        let listed = self.get("enum").and_then(Value::as_array).into_iter().flatten();
        let mut words: Vec<_> = listed.map(|word| Word { word, meaning: None }).collect();
        for alternative in self.alternatives() {
            match alternative.here.get("const") {
                Some(word) => words.push(Word { word, meaning: alternative.text("description") }),
                None if alternative.mapping().is_none() => words.extend(alternative.words()),
                None => {}
            }
        }
        words
    }

    /// What kind of value it takes, in a few words.
    pub(super) fn kind(self) -> String {
        let schema = self.definition().map_or(self, |(_, definition)| definition);
        if let Some(only) = schema.get("const") {
            return format!("`{only}`");
        }
        if let Some(items) = schema.get("items") {
            return format!("list of {}", plural(&self.at(items).kind()));
        }
        if let Some(values) = schema.get("additionalProperties").filter(|it| it.is_object()) {
            return plural(&self.at(values).kind()) + BY_NAME;
        }
        if schema.get("properties").is_some() {
            return "mapping".to_owned();
        }
        if let Some((name, _)) = self.definition()
            && schema.words().is_empty()
            && schema.mapping().is_none()
            && !schema.is_any_mapping()
        {
            return name.to_owned();
        }
        let mut kinds = Vec::new();
        for alternative in schema.alternatives() {
            let kind = alternative.kind();
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        if schema.get("enum").is_some() || kinds.iter().any(|kind| kind.starts_with('`')) {
            return "word".to_owned();
        }
        if !kinds.is_empty() {
            return kinds.join(OR);
        }
        let types = schema.get("type");
        let types = types
            .and_then(Value::as_array)
            .map_or_else(|| types.into_iter().collect(), |types| types.iter().collect::<Vec<_>>());
        let named: Vec<_> = types.into_iter().filter_map(|kind| self.named(schema, kind.as_str()?)).collect();
        named.join(OR)
    }

    fn named(self, schema: Self, kind: &str) -> Option<String> {
        let bound = |keyword| self.here.get(keyword).or_else(|| schema.here.get(keyword));
        Some(match kind {
            "string" => "text".to_owned(),
            "boolean" => "`true` or `false`".to_owned(),
            "object" => "mapping".to_owned(),
            "integer" | "number" => match (bound("minimum"), bound("maximum")) {
                (Some(least), Some(most)) => format!("number from {least} to {most}"),
                (Some(least), None) => format!("number from {least}"),
                (None, Some(most)) => format!("number up to {most}"),
                (None, None) => "number".to_owned(),
            },
            _ => return None,
        })
    }
}

/// Several of what `kind` names.
fn plural(kind: &str) -> String {
    let several = |kind| match kind {
        "mapping" => "mappings",
        "word" => "words",
        kind => kind,
    };
    if kind.ends_with(BY_NAME) {
        return "mappings".to_owned();
    }
    kind.split(OR).map(several).collect::<Vec<_>>().join(OR)
}

/// A default that says no more than that nothing is there.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Null => true,
        _ => false,
    }
}
