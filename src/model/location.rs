//! From text to places: S3 paths, table globs, and files beside the spec.

use std::fmt;

use super::{BucketRef, Malformed, S3Location};

/// Longest key of an S3 object, in bytes; a prefix cannot be longer either.
const MAX_KEY_BYTES: usize = 1024;

/// Splits `raw/orders/` or `s3://bucket/prefix/` into bucket and prefix. Whether the bucket exists is not asked.
pub(super) fn parse_path(text: &str) -> Result<S3Location, Malformed> {
    let error = |message: String, help: &str| Err(Malformed { message, help: help.to_owned() });
    if text.starts_with("arn:") {
        return error(format!("`{text}` is an ARN, not a path"), "Write `s3://bucket/prefix/`.");
    }
    if text.starts_with('/') {
        let help = format!(
            "Write `{}`: the bucket key first, without a slash before it.",
            with_slash(text.trim_start_matches('/'))
        );
        return error(format!("`{text}` starts with `/`"), &help);
    }
    let (foreign, rest) = match text.split_once("://") {
        Some(("s3", rest)) => (true, rest),
        Some((scheme, rest)) => {
            return error(
                format!("`{scheme}://` is not a scheme that Glue reads here"),
                &format!("Write `s3://{}`.", with_slash(rest)),
            );
        }
        None => (false, text),
    };
    if let Some(wildcard) = rest.chars().find(|c| "*?%[]{}".contains(*c)) {
        return error(
            format!("`{text}` contains `{wildcard}`, and a path is a literal prefix"),
            "Write the prefix up to the wildcard, ending in `/`; on a crawler target, filter with `exclusions`.",
        );
    }
    let Some((bucket, prefix)) = rest.split_once('/') else {
        return error(format!("`{text}` does not end in `/`"), &format!("Write `{text}/` for the whole bucket."));
    };
    if bucket.is_empty() || (foreign && !is_any_bucket_name(bucket)) {
        return error(format!("`{text}` does not name a bucket"), "Write `s3://bucket/prefix/`.");
    }
    if !prefix.is_empty() && !prefix.ends_with('/') {
        return error(
            format!("`{text}` does not end in `/`, so it names a single object and not a prefix"),
            &format!("Write `{text}/`."),
        );
    }
    if let Some(odd) = prefix.chars().find(|c| !is_prefix_char(*c)) {
        return error(
            format!("`{text}` contains `{}`", odd.escape_default()),
            "Use letters, digits and `!_.()=+@:~-` between slashes: everything else needs escaping somewhere between S3, IAM and Glue.",
        );
    }
    if prefix.trim_end_matches('/').split('/').any(|part| part.is_empty() || part == "." || part == "..")
        && !prefix.is_empty()
    {
        return error(
            format!("`{text}` has an empty or relative part"),
            "Separate parts by a single `/` and leave out `.` and `..`.",
        );
    }
    if prefix.ends_with("//") {
        return error(format!("`{text}` has an empty part"), "End it in a single `/`.");
    }
    if prefix.len() > MAX_KEY_BYTES {
        return error(
            format!("the prefix has {} bytes; S3 keys have at most {MAX_KEY_BYTES}", prefix.len()),
            "Shorten it.",
        );
    }
    let bucket = bucket.to_owned();
    let bucket = if foreign { BucketRef::Foreign(bucket) } else { BucketRef::Declared(bucket) };
    Ok(S3Location { bucket, prefix: prefix.to_owned() })
}

fn with_slash(text: &str) -> String {
    if text.ends_with('/') { text.to_owned() } else { format!("{text}/") }
}

fn is_prefix_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "/!_.()=+@:~-".contains(c)
}

/// Whether a bucket of anyone may be named so; dots are legal though lakegen does not create such buckets.
fn is_any_bucket_name(name: &str) -> bool {
    let edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    (3..=63).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'.')
        && edge(name.as_bytes().first())
        && edge(name.as_bytes().last())
}

/// Splits `orders.raw_*` into database and table glob; `None` if it has another shape.
pub(super) fn parse_tables(text: &str) -> Option<(&str, &str)> {
    let (database, tables) = text.split_once('.')?;
    let word = |text: &str, also: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || also.contains(c))
    };
    let is_key = word(database, "_") && database.starts_with(|c: char| c.is_ascii_lowercase());
    (is_key && word(tables, "_*")).then_some((database, tables))
}

/// Why `text` is not the path of a file beside the spec whose name ends in one of `extensions`; `None` if it is. `otherwise`
/// says that only the name is wrong.
pub(super) fn not_a_file(text: &str, extensions: &[&str], otherwise: &'static str) -> Option<&'static str> {
    let named =
        |extension: &&str| text.strip_suffix(extension).is_some_and(|stem| !stem.is_empty() && !stem.ends_with('/'));
    if text.starts_with('/') || text.contains(':') {
        Some("is not relative to the folder of the spec")
    } else if text.contains('\\') {
        Some("uses `\\`, and parts are separated by `/` on every system")
    } else if text.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
        Some("leaves the folder of the spec, or has an empty part")
    } else if !extensions.iter().any(named) || text.chars().any(char::is_control) {
        Some(otherwise)
    } else {
        None
    }
}

/// Whether `name` is one of those that `glob` stands for, in which `*` is any text.
pub(super) fn matches_glob(glob: &str, name: &str) -> bool {
    let mut parts = glob.split('*');
    let Some(mut rest) = parts.next().and_then(|start| name.strip_prefix(start)) else { return false };
    let Some(end) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(end)
}

impl S3Location {
    /// Whether everything below `other` lies below `self` too.
    pub fn contains(&self, other: &Self) -> bool {
        self.bucket == other.bucket && other.prefix.starts_with(&self.prefix)
    }

    /// Whether one of the two contains the other.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.contains(other) || other.contains(self)
    }
}

impl fmt::Display for S3Location {
    /// As the spec writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.bucket {
            BucketRef::Declared(key) => write!(f, "{key}/{}", self.prefix),
            BucketRef::Foreign(name) => write!(f, "s3://{name}/{}", self.prefix),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths() {
        for text in ["raw/", "raw/orders/", "raw/dt=2026-01-01/", "s3://acme.exports/", "s3://acme-exports/a/b/"] {
            let location = parse_path(text).expect(text);
            assert_eq!(location.to_string(), text);
        }
        for text in [
            "",
            "/",
            "raw",
            "raw/orders",
            "/raw/orders/",
            "raw//orders/",
            "raw/orders//",
            "raw/../x/",
            "raw/*/",
            "s3:///x/",
            "s3://ab/",
            "s3://acme",
            "http://acme/x/",
            "arn:aws:s3:::acme/x/",
            "raw/a b/",
            "raw/a,b/",
            "raw/${aws:username}/",
            "raw/\u{e9}/",
        ] {
            assert!(parse_path(text).is_err(), "{text}");
        }
    }

    #[test]
    fn globs() {
        assert_eq!(parse_tables("orders.*"), Some(("orders", "*")));
        assert_eq!(parse_tables("web_logs.raw_*"), Some(("web_logs", "raw_*")));
        for text in ["orders", "orders.", ".x", "Orders.x", "orders.x.y", "orders.X", "1a.x", "orders.x-y"] {
            assert_eq!(parse_tables(text), None, "{text}");
        }
    }

    #[test]
    fn tables_that_a_glob_stands_for() {
        for (glob, name) in [("*", ""), ("*", "a"), ("raw_*", "raw_"), ("*_x", "a_x_x"), ("a*b*c", "abbc"), ("a", "a")]
        {
            assert!(matches_glob(glob, name), "{glob} {name}");
        }
        for (glob, name) in [("raw_*", "raw"), ("*_x", "a_xy"), ("a*b*c", "acb"), ("a", "ab")] {
            assert!(!matches_glob(glob, name), "{glob} {name}");
        }
    }

    #[test]
    fn containment_goes_by_whole_folders() {
        let at = |text| parse_path(text).expect(text);
        assert!(at("raw/").contains(&at("raw/orders/")));
        assert!(at("raw/orders/").overlaps(&at("raw/")));
        assert!(!at("raw/orders/").overlaps(&at("raw/orders_old/")));
        assert!(!at("raw/orders/").overlaps(&at("curated/orders/")));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            if let Ok(location) = parse_path(&text) {
                prop_assert_eq!(location.to_string(), text);
            }
            let _ = parse_tables("");
        }
    }
}
