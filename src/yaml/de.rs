//! A serde deserializer over the tree.

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, Unexpected, VariantAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;

use super::cuts::Cuts;
use super::error::{Error, Problem};
use super::hole::Hole;
use super::tree::{Kind, Member, NodeId, Plain, Tree, resolve};

/// Reads one node, without what was cut.
#[derive(Clone, Copy)]
pub(super) struct NodeDe<'a> {
    tree: &'a Tree,
    node: NodeId,
    cuts: Option<&'a Cuts>,
}

impl<'a> NodeDe<'a> {
    pub fn root(tree: &'a Tree, cuts: &'a Cuts) -> Self {
        Self { tree, node: tree.root, cuts: Some(cuts) }
    }

    fn kind(self) -> &'a Kind {
        &self.tree.node(self.node).kind
    }

    /// The member or element at `position`, which is `node`; `None` when it was cut.
    fn child(self, position: usize, node: NodeId) -> Option<Self> {
        let cuts = self.cuts.and_then(|cuts| cuts.below(position));
        (!cuts.is_some_and(Cuts::is_gone)).then_some(Self { tree: self.tree, node, cuts })
    }

    fn members(self, members: &'a [Member]) -> Members<'a> {
        let holes = self.cuts.map_or(&[][..], Cuts::holes);
        Members { members, holes, parent: self, next: 0, value: Next::Nothing }
    }
}

macro_rules! forward {
    ($to:ident: $($name:ident)*) => {
        $(fn $name<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
            self.$to(visitor)
        })*
    };
}

impl<'a> Deserializer<'a> for NodeDe<'a> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.kind() {
            Kind::Null => visitor.visit_unit(),
            Kind::Scalar { text, plain: false } => visitor.visit_borrowed_str(text),
            Kind::Scalar { text, plain: true } => match resolve(text) {
                Plain::Null => visitor.visit_unit(),
                Plain::Bool(value) => visitor.visit_bool(value),
                Plain::Unsigned(value) => visitor.visit_u64(value),
                Plain::Signed(value) => visitor.visit_i64(value),
                Plain::Float(value) => visitor.visit_f64(value),
                Plain::Text => visitor.visit_borrowed_str(text),
            },
            Kind::List(elements) => visitor.visit_seq(Elements { parent: self, elements, next: 0 }),
            Kind::Map(members) => visitor.visit_map(self.members(members)),
        }
    }

    fn deserialize_str<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.kind() {
            Kind::Scalar { text, .. } => visitor.visit_borrowed_str(text),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.kind() {
            Kind::Null => visitor.visit_map(self.members(&[])),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.kind() {
            // A derived visitor would take the elements of a list for the fields in order.
            Kind::List(_) | Kind::Scalar { .. } => Err(Error::new(Problem::Mapping(known))),
            _ => self.deserialize_map(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.kind() {
            Kind::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.kind() {
            Kind::Scalar { text, .. } => visitor.visit_enum(Variant { name: text, content: None }),
            Kind::Map(members) => {
                let mut left = members.iter().enumerate().filter_map(|(position, member)| {
                    Some((&*member.name, position, self.child(position, member.value)?))
                });
                match (left.next(), left.next()) {
                    (Some((name, position, value)), None) => {
                        visitor.visit_enum(Variant { name, content: Some((position, value)) })
                    }
                    _ => Err(Error::new(Problem::OneKey { known, found: members.len() })),
                }
            }
            Kind::Null | Kind::List(_) => Err(serde::de::Error::invalid_type(Unexpected::Unit, &visitor)),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'a>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_tuple<V: Visitor<'a>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward!(deserialize_str: deserialize_string deserialize_char deserialize_identifier
        deserialize_bytes deserialize_byte_buf);
    forward!(deserialize_any: deserialize_bool deserialize_seq deserialize_unit
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_f32 deserialize_f64);
}

/// The elements of a list, without those that were cut.
struct Elements<'a> {
    parent: NodeDe<'a>,
    elements: &'a [NodeId],
    next: usize,
}

impl<'a> SeqAccess<'a> for Elements<'a> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        while let Some(&node) = self.elements.get(self.next) {
            let position = self.next;
            self.next += 1;
            if let Some(element) = self.parent.child(position, node) {
                return seed.deserialize(element).map(Some).map_err(|error| error.inside(position));
            }
        }
        Ok(None)
    }
}

/// The members of a mapping, without those that were cut, and with the holes in it filled.
struct Members<'a> {
    parent: NodeDe<'a>,
    members: &'a [Member],
    holes: &'a [&'static str],
    next: usize,
    value: Next<'a>,
}

/// The value whose key was handed out.
enum Next<'a> {
    Nothing,
    Node(usize, NodeDe<'a>),
    Hole,
}

impl<'a> MapAccess<'a> for Members<'a> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        while let Some(member) = self.members.get(self.next) {
            let position = self.next;
            self.next += 1;
            if let Some(value) = self.parent.child(position, member.value) {
                self.value = Next::Node(position, value);
                return seed.deserialize(KeyDe(&member.name)).map(Some).map_err(|error| error.at_key(position));
            }
        }
        let Some((name, rest)) = self.holes.split_first() else { return Ok(None) };
        self.holes = rest;
        self.value = Next::Hole;
        seed.deserialize(KeyDe(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<S::Value, Error> {
        match std::mem::replace(&mut self.value, Next::Nothing) {
            Next::Node(position, value) => seed.deserialize(value).map_err(|error| error.inside(position)),
            Next::Hole => seed.deserialize(Hole).map_err(|_| Error::new(Problem::Unfilled)),
            Next::Nothing => Err(serde::de::Error::custom("a value was asked for before its key")),
        }
    }
}

/// The key of a member: always a string.
struct KeyDe<'a>(&'a str);

impl<'de> Deserializer<'de> for KeyDe<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// A choice: a bare name, or a name with its content in a mapping of one key.
struct Variant<'a> {
    name: &'a str,
    content: Option<(usize, NodeDe<'a>)>,
}

impl<'a> EnumAccess<'a> for Variant<'a> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'a>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        let choice = seed.deserialize(KeyDe(self.name)).map_err(|error| match self.content {
            Some((position, _)) => error.at_key(position),
            None => error,
        })?;
        Ok((choice, self))
    }
}

impl<'a> Variant<'a> {
    fn content<T>(self, read: impl FnOnce(NodeDe<'a>) -> Result<T, Error>) -> Result<T, Error> {
        match self.content {
            Some((position, value)) => read(value).map_err(|error| error.inside(position)),
            None => Err(Error::new(Problem::Kind(format!("a mapping `{}: ...`", self.name)))),
        }
    }
}

impl<'a> VariantAccess<'a> for Variant<'a> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.content {
            None => Ok(()),
            Some(_) => self.content(serde::Deserialize::deserialize),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'a>>(self, seed: S) -> Result<S::Value, Error> {
        self.content(|value| seed.deserialize(value))
    }

    fn tuple_variant<V: Visitor<'a>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        self.content(|value| value.deserialize_tuple(len, visitor))
    }

    fn struct_variant<V: Visitor<'a>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.content(|value| value.deserialize_struct("", fields, visitor))
    }
}
