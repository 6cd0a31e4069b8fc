//! Random bodies, rich in what has broken printers before.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::super::*;

/// Pieces that are dangerous alone, and more so side by side.
pub(super) fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "$", "%", "{", "}", "${", "%{", "$${", "~", "\"", "\\", "\n", "\n", "\n", "  ", "\t", "\r", "\r\n", "=", "#",
            "EOT", "EOT\n", "\n\n", "\u{0}", "\u{7f}", "\u{85}", "\u{2028}", "\u{feff}", "\u{301}", "\u{200b}", "\u{a0}",
            "\u{e9}", "\u{1f469}\u{200d}\u{1f4bb}", "\u{5b57}", "//", "/*", "*/", "[", "]", "(", ")", ",", "<<-",
        ])
        .prop_map(str::to_owned),
        3 => "[a-zA-Z0-9 ._:/-]{1,12}",
        1 => any::<char>().prop_map(String::from),
    ];
    let pieces = prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat());
    // Most of these become heredocs, or only just not.
    let indent = prop::sample::select(vec!["", "", "  ", "    ", "\t", " \t"]);
    let word = prop::sample::select(vec![
        "a", "b $${c}", "%{", "EOT", "EOTA", "\u{301}d", "\u{e9}", "$", "\\n", "\"", "", "", "#",
    ]);
    let lines = prop::collection::vec((indent, word), 2..6)
        .prop_map(|lines| lines.into_iter().flat_map(|(indent, word)| [indent, word, "\n"]).collect());
    prop_oneof![2 => pieces, 1 => lines]
}

pub(super) fn name() -> impl Strategy<Value = String> {
    "[a-z_][a-z0-9_]{0,14}"
}

pub(super) fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => name(),
        1 => prop::sample::select(vec!["aws:SecureTransport", "--TempDir", "a.b", "a b", "for", "null", "if", "", "1"])
            .prop_map(str::to_owned),
        1 => hostile_text(),
    ]
}

pub(super) fn reference() -> impl Strategy<Value = Expr> {
    let step = prop_oneof![4 => name().prop_map(Step::Name), 1 => (0..9u64).prop_map(Step::Index), 1 => hostile_text().prop_map(Step::Name)];
    ("(aws_s3_bucket|var|data)", name(), prop::collection::vec(step, 0..3))
        .prop_map(|(root, first, steps)| Expr::reference(root, std::iter::once(Step::Name(first)).chain(steps)))
}

pub(super) fn scalar() -> impl Strategy<Value = Expr> {
    prop_oneof![
        Just(Expr::Null),
        any::<bool>().prop_map(Expr::Bool),
        any::<i64>().prop_map(Expr::Int),
        (-99..99i64).prop_map(Expr::Int),
        any::<f64>().prop_map(Expr::Float),
        hostile_text().prop_map(Expr::Str),
    ]
}

/// Expressions over `leaf`; `open` ones also hold what only Terraform could evaluate.
pub(super) fn expr(leaf: impl Strategy<Value = Expr> + 'static, open: bool) -> impl Strategy<Value = Expr> {
    leaf.prop_recursive(5, 48, 6, move |inner| {
        let list = prop::collection::vec(inner.clone(), 0..6);
        let object = prop::collection::vec((key(), inner.clone()), 0..6);
        let call = (prop::sample::select(vec!["f", "merge", "jsonencode"]), list.clone());
        let open = if open { 1 } else { 0 };
        prop_oneof![
            2 => list.prop_map(Expr::List),
            3 => object.prop_map(Expr::Object),
            open => template(inner).prop_map(Expr::Template),
            2 * open => call.prop_map(|(name, args)| Expr::Call(name, args)),
        ]
    })
}

pub(super) fn template(inner: impl Strategy<Value = Expr>) -> impl Strategy<Value = Vec<Part>> {
    prop::collection::vec(prop_oneof![hostile_text().prop_map(Part::Lit), inner.prop_map(Part::Interp)], 0..5)
}

pub(super) fn body() -> impl Strategy<Value = Body> {
    let value = || expr(prop_oneof![2 => scalar(), 1 => reference()], true);
    let item = move || {
        prop_oneof![
            6 => (name(), value()).prop_map(|(name, value)| Item::Attr(name, value)),
            1 => hostile_text().prop_map(Item::Comment),
            1 => Just(Item::Blank),
        ]
    };
    let items = move || prop::collection::vec(item(), 0..6);
    let leaf = items().prop_map(|items| Body { items });
    leaf.prop_recursive(3, 12, 4, move |inner| {
        let block = (name(), prop::collection::vec(name(), 0..3), inner)
            .prop_map(|(name, labels, body)| Item::Block(Block { name, labels, body }));
        prop::collection::vec(prop_oneof![2 => item(), 1 => block], 0..8).prop_map(|items| Body { items })
    })
    .prop_map(distinct)
}

/// Without the attributes that a body already has: Terraform takes each only once.
pub(super) fn distinct(body: Body) -> Body {
    let mut seen = std::collections::HashSet::new();
    let items = body.items.into_iter().filter_map(|item| match item {
        Item::Attr(name, value) => seen.insert(name.clone()).then_some(Item::Attr(name, value)),
        Item::Block(block) => Some(Item::Block(Block { body: distinct(block.body), ..block })),
        other => Some(other),
    });
    Body { items: items.collect() }
}

/// The same values in every run.
pub(super) fn sample<T>(count: usize, strategy: impl Strategy<Value = T>) -> impl Iterator<Item = T> {
    let mut runner = TestRunner::deterministic();
    (0..count).map(move |_| strategy.new_tree(&mut runner).expect("a value").current())
}
