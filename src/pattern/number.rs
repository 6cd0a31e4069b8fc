//! Numbers: equal by value, not by spelling.

use serde_json::Number;

/// What `numeric` compares lies between -5e9 and 5e9 (Amazon EventBridge User Guide, "Numeric matching").
pub(super) const LIMIT: f64 = 5e9;

/// `number` as `numeric` compares it; `None` if it is out of range.
pub(super) fn comparable(number: &Number) -> Option<f64> {
    number.as_f64().filter(|value| value.abs() <= LIMIT)
}

/// Whether two numbers are one: 300, 300.0 and 3e2 are. Out of range, only the same spelling is the same number.
pub(super) fn equal(a: &Number, b: &Number) -> bool {
    match (comparable(a), comparable(b)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a == b,
        _ => false,
    }
}

/// What a number may lie between.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Range {
    pub(super) low: Option<Bound>,
    pub(super) high: Option<Bound>,
}

/// An end of a [`Range`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bound {
    pub(super) value: f64,
    /// Whether `value` itself is in the range.
    pub(super) inclusive: bool,
}

impl Range {
    pub(super) fn contains(&self, number: &Number) -> bool {
        let Some(value) = comparable(number) else { return false };
        let above = self.low.is_none_or(|low| value > low.value || low.inclusive && value == low.value);
        let below = self.high.is_none_or(|high| value < high.value || high.inclusive && value == high.value);
        above && below
    }
}
