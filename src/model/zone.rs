//! Names of availability zones.

/// The region of an availability zone: `eu-west-1` of `eu-west-1a`, and `us-west-2` of the local zone `us-west-2-lax-1a`. `None`
/// for what is not the name of a zone.
pub(super) fn region_of_zone(text: &str) -> Option<&str> {
    let mut ends = text.match_indices('-').map(|(at, _)| at).chain([text.len()]);
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    let (last, rest) = parts.split_last()?;
    let letter = last.len().checked_sub(1)?;
    let is_last = last.is_char_boundary(letter) && is_number(&last[..letter]) && is_word(&last[letter..]);
    let is_zone = is_last
        && rest.len() >= 2
        && rest[..2].iter().all(|part| is_word(part))
        && rest.iter().all(|part| is_word(part) || is_number(part));
    let number = parts.iter().position(|part| part.bytes().next().is_some_and(|byte| byte.is_ascii_digit()))?;
    let end = ends.nth(number)?;
    is_zone.then(|| text[..end].trim_end_matches(|c: char| c.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::region_of_zone;

    #[test]
    fn zones_lie_in_regions() {
        for (zone, region) in [
            ("eu-west-1a", Some("eu-west-1")),
            ("us-gov-east-1b", Some("us-gov-east-1")),
            ("us-west-2-lax-1a", Some("us-west-2")),
            ("ap-southeast-2c", Some("ap-southeast-2")),
            ("eu-west-1", None),
            ("eu-west-a", None),
            ("eu-1a", None),
            ("EU-west-1a", None),
            ("eu-west-1ab", None),
            ("eu-west--1a", None),
            ("-west-1a", None),
            ("eu-west-1\u{e9}", None),
            ("EU West 1", None),
            ("euw1-az1", None),
            ("a", None),
            ("", None),
        ] {
            assert_eq!(region_of_zone(zone), region, "{zone}");
        }
    }
}
