//! "Did you mean".

/// Words longer than this are never compared: they are no typos.
const MAX_CHARS: usize = 64;

/// The candidate that `word` was probably meant to be, if one is near enough.
///
/// Case and `-` against `_` do not count; beyond that about one mistake in three characters is forgiven. Among equally
/// near candidates the first one wins.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest(&near(word, candidates)).map(|(_, candidate)| candidate)
}

/// [`suggest`], if no other candidate is as near.
pub fn suggest_only<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = near(word, candidates);
    let (least, nearest) = nearest(&near)?;
    near.iter().all(|(distance, other)| *distance > least || *other == nearest).then_some(nearest)
}

/// The candidates that are near enough to `word`, each with its distance, in their order.
fn near<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<(usize, &'a str)> {
    let Some(word) = folded(word) else { return Vec::new() };
    let limit = (word.len() / 3).max(1);
    let measured = candidates.into_iter().filter_map(|candidate| {
        let other = folded(candidate)?;
        let near = word.len().abs_diff(other.len()) <= limit;
        near.then(|| (distance(&word, &other), candidate))
    });
    measured.filter(|(distance, _)| *distance <= limit).collect()
}

/// The nearest of them. One-letter names are all at distance one from each other, and none of them is meant.
fn nearest<'a>(near: &[(usize, &'a str)]) -> Option<(usize, &'a str)> {
    let meant = near.iter().filter(|(distance, candidate)| *distance < candidate.len());
    meant.min_by_key(|(distance, _)| *distance).copied()
}

fn folded(word: &str) -> Option<Vec<char>> {
    if word.len() > 4 * MAX_CHARS {
        return None;
    }
    let word: Vec<_> = word.chars().map(|c| if c == '-' { '_' } else { c.to_ascii_lowercase() }).collect();
    (word.len() <= MAX_CHARS).then_some(word)
}

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{suggest, suggest_only};

    #[test]
    fn a_word_between_two_is_neither() {
        assert_eq!(suggest_only("raw_c", ["raw_a", "raw_b"]), None);
        assert_eq!(suggest("raw_c", ["raw_a", "raw_b"]), Some("raw_a"));
        assert_eq!(suggest_only("databse", ["targets", "database"]), Some("database"));
        assert_eq!(suggest_only("schedule", ["targets", "database"]), None);
    }

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let keys = ["database", "targets", "table_prefix", "trigger", "recrawl_behavior"];
        for (word, near) in [
            ("databse", Some("database")),
            ("tabel_prefix", Some("table_prefix")),
            ("table-prefix", Some("table_prefix")),
            ("triggers", Some("trigger")),
            ("Database", Some("database")),
            ("RECRAWL_BEHAVIOUR", Some("recrawl_behavior")),
            ("schedule", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(suggest(word, keys), near, "{word}");
        }
        assert_eq!(suggest("b", ["a"]), None);
        assert_eq!(suggest(&"x".repeat(100_000), keys), None);
    }
}
