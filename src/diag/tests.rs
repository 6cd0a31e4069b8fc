use super::*;

#[test]
fn codes_and_slugs_are_unique() {
    for of in [|rule: &Rule| rule.id, |rule: &Rule| rule.slug] {
        let mut names: Vec<_> = rules::ALL.iter().map(|rule| of(rule)).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
    }
}
