//! Each operator as the user guide shows it ("Comparison operators for use in event patterns", "Matching on multiple
//! field values", "Matching null values and empty strings"), and its edges.

use serde_json::{Value, json};

use super::{check, pattern};

/// An event whose only field has this value.
fn events<const N: usize>(values: [Value; N]) -> Vec<Value> {
    values.map(|value| json!({ "detail": { "x": value } })).to_vec()
}

/// What a leaf accepts, and what it does not; a field that is not there is given by hand.
#[track_caller]
fn leaf<const H: usize, const M: usize>(list: Value, hits: [Value; H], misses: [Value; M]) {
    check(&json!({ "detail": { "x": list } }), &events(hits), &events(misses));
}

#[test]
fn exact_values_keep_their_type() {
    leaf(
        json!(["a", "b"]),
        [json!("a"), json!("b"), json!(["z", "b"])],
        [json!("A"), json!("ab"), json!(1), json!([])],
    );
    leaf(json!([true]), [json!(true)], [json!("true"), json!(false), json!(1)]);
    leaf(json!(["1"]), [json!("1")], [json!(1)]);
}

#[test]
fn null_and_the_empty_text_are_two_things() {
    leaf(json!([null]), [json!(null)], [json!(""), json!("null"), json!(0)]);
    leaf(json!([""]), [json!("")], [json!(null), json!(" ")]);
    check(&json!({ "x": [null] }), &[], &[json!({}), json!({ "x": [] }), json!({ "x": {} })]);
}

#[test]
fn numbers_are_equal_by_value() {
    leaf(json!([300]), [json!(300), json!(300.0), json!(3e2), json!([1, 300.0])], [json!("300"), json!(301)]);
    leaf(json!([3.0e2]), [json!(300)], [json!(300.000_001)]);
    leaf(json!([-0.0]), [json!(0)], []);
    // Beyond 5e9 nothing is compared as a number: an account's digits are still themselves.
    leaf(json!([123_456_789_012_u64]), [json!(123_456_789_012_u64)], [json!(123_456_789_013_u64)]);
}

#[test]
fn prefixes_and_suffixes() {
    leaf(
        json!([{ "prefix": "orders/" }]),
        [json!("orders/a"), json!("orders/")],
        [json!("Orders/a"), json!("x/orders/"), json!(null)],
    );
    leaf(json!([{ "suffix": ".png" }]), [json!("a.png")], [json!("a.PNG"), json!("a.png.gz")]);
    leaf(
        json!([{ "prefix": { "equals-ignore-case": "EventB" } }]),
        [json!("EVENTBridge"), json!("eventb")],
        [json!("event")],
    );
    leaf(json!([{ "suffix": { "equals-ignore-case": ".png" } }]), [json!("a.PNG"), json!("b.png")], [json!("a.pn")]);
    // Against the quoted text, as the service does it: any text at all, and nothing but texts.
    leaf(json!([{ "prefix": "" }]), [json!(""), json!("a")], [json!(1), json!(null), json!(true)]);
}

#[test]
fn case_can_be_ignored_beyond_ascii() {
    leaf(json!([{ "equals-ignore-case": "alice" }]), [json!("Alice"), json!("ALICE")], [json!("alic"), json!(1)]);
    leaf(json!([{ "equals-ignore-case": "\u{c9}TAT" }]), [json!("\u{e9}tat")], [json!("etat")]);
}

#[test]
fn anything_but_needs_a_value_to_refuse() {
    leaf(
        json!([{ "anything-but": "a" }]),
        [json!("b"), json!(1), json!(null), json!(["a", "b"])],
        [json!("a"), json!(["a"])],
    );
    leaf(json!([{ "anything-but": ["a", "b"] }]), [json!("c")], [json!("a"), json!("b")]);
    leaf(json!([{ "anything-but": 123 }]), [json!(124), json!("123")], [json!(123), json!(123.0)]);
    leaf(json!([{ "anything-but": [100, 200] }]), [json!(300)], [json!(100), json!(2e2)]);
    leaf(json!([{ "anything-but": { "prefix": "init" } }]), [json!("done"), json!(1)], [json!("initializing")]);
    leaf(json!([{ "anything-but": { "prefix": ["a", "b"] } }]), [json!("c")], [json!("ax"), json!("bx")]);
    leaf(json!([{ "anything-but": { "suffix": ".png" } }]), [json!("a.txt")], [json!("a.png")]);
    leaf(json!([{ "anything-but": { "suffix": [".png", ".jpg"] } }]), [json!("a.gif")], [json!("a.jpg")]);
    leaf(json!([{ "anything-but": { "equals-ignore-case": "init" } }]), [json!("x")], [json!("INIT")]);
    leaf(json!([{ "anything-but": { "equals-ignore-case": ["a", "b"] } }]), [json!("c")], [json!("A"), json!("b")]);
    leaf(json!([{ "anything-but": { "wildcard": "*/lib/*" } }]), [json!("a/bin/b")], [json!("a/lib/b")]);
    leaf(json!([{ "anything-but": { "wildcard": ["*/lib/*", "*/bin/*"] } }]), [json!("a/b")], [json!("a/bin/b")]);
    check(&json!({ "x": [{ "anything-but": "a" }] }), &[], &[json!({}), json!({ "x": {} }), json!({ "x": [] })]);
}

#[test]
fn numeric_comparisons() {
    leaf(json!([{ "numeric": ["=", 3.018e2] }]), [json!(301.8)], [json!(301.80001), json!("301.8")]);
    leaf(json!([{ "numeric": ["<", 10] }]), [json!(9.999), json!(-4e9)], [json!(10), json!(-6e9)]);
    leaf(json!([{ "numeric": ["<=", 10] }]), [json!(10)], [json!(10.1)]);
    leaf(json!([{ "numeric": [">", 10] }]), [json!(10.1)], [json!(10), json!(6e9), json!(null), json!(true)]);
    leaf(json!([{ "numeric": [">=", 10] }]), [json!(10.0)], [json!(9)]);
    leaf(json!([{ "numeric": [">", 0, "<=", 5] }]), [json!(0.1), json!(5), json!([7, 3])], [json!(0), json!(5.1)]);
    leaf(json!([{ "numeric": [">=", -5e9, "<", 5e9] }]), [json!(-5e9)], [json!(5e9)]);
}

#[test]
fn existence_is_that_of_a_value() {
    let there = [
        json!({ "x": { "y": 1 } }),
        json!({ "x": { "y": null } }),
        json!({ "x": { "y": "" } }),
        json!({ "x": [{ "y": 1 }] }),
    ];
    let absent = [
        json!({}),
        json!({ "x": 1 }),
        json!({ "x": { "y": {} } }),
        json!({ "x": { "y": [] } }),
        json!({ "x": { "y": { "z": 1 } } }),
    ];
    check(&json!({ "x": { "y": [{ "exists": true }] } }), &there, &absent);
    check(&json!({ "x": { "y": [{ "exists": false }] } }), &absent, &there);
    check(
        &json!({ "x": [{ "exists": false }, "a"] }),
        &[json!({}), json!({ "x": "a" })],
        &[json!({ "x": "b" }), json!({ "x": null })],
    );
}

#[test]
fn wildcards() {
    leaf(
        json!([{ "wildcard": "dir/*.png" }]),
        [json!("dir/a.png"), json!("dir/.png"), json!("dir/a/b.png")],
        [json!("dir/a.jpg")],
    );
    leaf(json!([{ "wildcard": "*" }]), [json!(""), json!("a")], [json!(1)]);
    leaf(json!([{ "wildcard": "a*b*c" }]), [json!("abc"), json!("aXbXbXc")], [json!("abcd"), json!("acb")]);
    leaf(json!([{ "wildcard": "a\\*b" }]), [json!("a*b")], [json!("aXb"), json!("a\\*b")]);
    leaf(json!([{ "wildcard": "a\\\\*" }]), [json!("a\\"), json!("a\\x")], [json!("a*")]);
    leaf(json!([{ "wildcard": "plain" }]), [json!("plain")], [json!("plainer")]);
}

#[test]
fn a_wildcard_takes_no_exponential_time() {
    let pattern = pattern(&json!({ "x": [{ "wildcard": "*a".repeat(40) + "*b" }] }));
    assert!(!pattern.matches(&json!({ "x": "a".repeat(20_000) })));
}

#[test]
fn address_blocks() {
    leaf(
        json!([{ "cidr": "10.0.0.0/24" }]),
        [json!("10.0.0.0"), json!("10.0.0.255")],
        [json!("10.0.1.0"), json!("10.0.0"), json!("2001:db8::1"), json!(10)],
    );
    leaf(json!([{ "cidr": "10.0.0.77/24" }]), [json!("10.0.0.1")], [json!("10.0.1.77")]);
    leaf(json!([{ "cidr": "0.0.0.0/0" }]), [json!("255.1.2.3")], [json!("::1")]);
    leaf(json!([{ "cidr": "2001:db8::/32" }]), [json!("2001:db8:1::"), json!("2001:DB8::1")], [json!("2001:db9::")]);
    leaf(json!([{ "cidr": "::/0" }]), [json!("::1")], [json!("1.2.3.4")]);
}

#[test]
fn every_field_has_to_match_and_any_value_will_do() {
    check(
        &json!({ "source": ["a", "b"], "detail": { "state": ["x"], "code": [1] } }),
        &[json!({ "source": "b", "detail": { "state": ["w", "x"], "code": 1 }, "more": 1 })],
        &[json!({ "source": "b", "detail": { "state": "x" } }), json!({ "detail": { "state": "x", "code": 1 } })],
    );
}

#[test]
fn or_is_one_of_its_objects_and_everything_beside_it() {
    check(
        &json!({ "source": ["s"], "$or": [{ "a": [1] }, { "b": [2], "c": [3] }, { "d": { "$or": [{ "e": [4] }, { "f": [5] }] } }] }),
        &[
            json!({ "source": "s", "a": 1 }),
            json!({ "source": "s", "b": 2, "c": 3 }),
            json!({ "source": "s", "d": { "f": 5 } }),
        ],
        &[
            json!({ "source": "s" }),
            json!({ "a": 1 }),
            json!({ "source": "s", "b": 2 }),
            json!({ "source": "s", "d": { "g": 5 } }),
        ],
    );
    check(
        &json!({ "$or": [{ "a": [1] }, { "b": [1] }], "detail": { "$or": [{ "c": [1] }, { "d": [1] }] } }),
        &[json!({ "a": 1, "detail": { "d": 1 } }), json!({ "b": 1, "detail": { "c": 1 } })],
        &[json!({ "a": 1, "b": 1 }), json!({ "detail": { "c": 1 } })],
    );
    // The service keeps what is said last of one field.
    check(
        &json!({ "a": [1], "$or": [{ "a": [2] }, { "b": [3] }] }),
        &[json!({ "a": 2 }), json!({ "a": 1, "b": 3 })],
        &[json!({ "a": 1 })],
    );
}

#[test]
fn one_element_of_an_array_has_to_satisfy_all_of_its_fields() {
    let employees = json!({ "employees": [
        { "firstName": "John", "lastName": "Doe" },
        { "firstName": "Anna", "lastName": "Smith" },
        { "firstName": "Peter", "lastName": "Jones" },
    ] });
    check(&json!({ "employees": { "firstName": ["Anna"] } }), std::slice::from_ref(&employees), &[]);
    check(
        &json!({ "employees": { "firstName": ["Anna"], "lastName": ["Smith"] } }),
        std::slice::from_ref(&employees),
        &[],
    );
    check(&json!({ "employees": { "firstName": ["Anna"], "lastName": ["Jones"] } }), &[], &[employees]);
    let nested = json!({ "e": [[{ "f": 1, "l": 2 }], [{ "f": 3, "l": 4 }, { "f": 5, "l": 6 }]], "tag": ["t"] });
    check(&json!({ "e": { "f": [5], "l": [6] }, "tag": ["t"] }), std::slice::from_ref(&nested), &[]);
    check(&json!({ "e": { "f": [5], "l": [4] } }), &[], &[nested]);
}

#[test]
fn arrays_beside_each_other_do_not_multiply() {
    let names: Vec<String> = (0..12).map(|index| format!("a{index:02}")).collect();
    let items: Vec<Value> = (0..200).map(|index| json!({ "x": 1, "y": index })).collect();
    let event: Value = names.iter().map(|name| (name.clone(), json!(items))).collect();
    let wanted: Value = names.iter().map(|name| (name.clone(), json!({ "x": [1], "y": [199] }))).collect();
    check(&wanted, &[event], &[]);
}

#[test]
fn a_dot_in_a_name_is_a_step() {
    let events = [json!({ "detail": { "state": { "status": "r" } } }), json!({ "detail": { "state.status": "r" } })];
    check(&json!({ "detail": { "state": { "status": ["r"] } } }), &events, &[]);
    check(&json!({ "detail": { "state.status": ["r"] } }), &events, &[]);
}

#[test]
fn only_an_object_is_an_event() {
    check(&json!({ "a": [{ "exists": false }] }), &[json!({})], &[json!(null), json!([]), json!("a"), json!(1)]);
}

#[test]
fn a_mismatch_says_where_what_and_what_instead() {
    let explained = |wanted: Value, event: Value| -> Vec<String> {
        pattern(&wanted).explain(&event).iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        explained(
            json!({ "detail": { "state": ["Succeeded"], "crawlerName": [{ "prefix": "o" }] } }),
            json!({ "detail": { "state": "Started" } })
        ),
        [
            r#"detail.crawlerName: wanted [{"prefix":"o"}], found no value"#,
            r#"detail.state: wanted ["Succeeded"], found "Started""#
        ]
    );
    assert_eq!(
        explained(json!({ "a": [1] }), json!({ "a": [2, 3, 4, 5, 6] })),
        ["a: wanted [1], found 2, 3, 4 and 2 more"]
    );
    assert_eq!(
        explained(json!({ "$or": [{ "a": [1], "b": [1] }, { "c": [1] }] }), json!({ "a": 1 })),
        ["b: wanted [1], found no value"],
        "the alternative that comes closest, the first of several"
    );
    assert_eq!(
        explained(json!({ "e": { "a": [1], "b": [2] } }), json!({ "e": [{ "a": 1 }, { "b": 2 }] })),
        ["e.a, e.b: each is found, but not in one element of the array they lie in"]
    );
    assert_eq!(explained(json!({ "a": [1] }), json!([])), ["a: wanted [1], found no value"]);
}
