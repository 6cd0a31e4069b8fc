//! Cycles among things that wait for each other.

use std::collections::{BTreeMap, BTreeSet};

/// Who waits for whom.
pub type Edges = BTreeMap<String, BTreeSet<String>>;

/// A cycle, as the names on it with the first repeated at the end; `None` when the edges can be put in order.
///
/// Takes away what waits for nothing until no more can be taken (Kahn's algorithm): what is left holds every cycle.
pub fn cycle(edges: &Edges) -> Option<Vec<String>> {
    let mut left: BTreeMap<&str, BTreeSet<&str>> = edges
        .iter()
        .map(|(name, waits)| {
            (name.as_str(), waits.iter().map(String::as_str).filter(|to| edges.contains_key(*to)).collect())
        })
        .collect();
    let mut free: Vec<&str> = left.iter().filter(|(_, waits)| waits.is_empty()).map(|(name, _)| *name).collect();
    let mut waiters: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, waits) in &left {
        for to in waits {
            waiters.entry(to).or_default().push(name);
        }
    }
    while let Some(done) = free.pop() {
        left.remove(done);
        for waiter in waiters.remove(done).unwrap_or_default() {
            if let Some(waits) = left.get_mut(waiter)
                && waits.remove(done)
                && waits.is_empty()
            {
                free.push(waiter);
            }
        }
    }
    let mut route = vec![*left.keys().next()?];
    loop {
        let next = *left.get(route.last()?)?.iter().next()?;
        if let Some(start) = route.iter().position(|name| *name == next) {
            route.push(next);
            return Some(route.split_off(start).into_iter().map(str::to_owned).collect());
        }
        route.push(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(pairs: &[(&str, &str)]) -> Edges {
        let mut edges = Edges::new();
        for (from, to) in pairs {
            edges.entry((*to).to_owned()).or_default();
            edges.entry((*from).to_owned()).or_default().insert((*to).to_owned());
        }
        edges
    }

    #[test]
    fn a_cycle_is_named_and_order_is_not() {
        assert_eq!(cycle(&edges(&[("a", "b"), ("b", "c"), ("a", "c")])), None);
        assert_eq!(cycle(&edges(&[("a", "a")])), Some(vec!["a".into(), "a".into()]));
        let found = cycle(&edges(&[("a", "b"), ("b", "c"), ("c", "b"), ("d", "a")]));
        assert_eq!(found, Some(vec!["b".into(), "c".into(), "b".into()]));
    }
}
