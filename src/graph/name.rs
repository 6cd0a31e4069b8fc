//! What a resource is called inside its template.

use sha2::{Digest, Sha256};

/// Of a logical id, in characters:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>.
const LOGICAL_MAX: usize = 255;

/// A resource's or output's names in the two languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// CloudFormation's logical id: `CleanOrdersJobRole`.
    pub logical: String,
    /// Terraform's label: `clean_orders_job`, after `aws_iam_role.`.
    pub label: String,
}

impl Name {
    /// The name of the `role` that the spec's `key` plays: (`clean_orders`, `job_role`).
    ///
    /// `noun` is what Terraform's type says already and the label need not repeat.
    pub fn new(key: &str, role: &str, noun: &str) -> Self {
        let words: Vec<&str> = [key, role].into_iter().filter(|word| !word.is_empty()).collect();
        let snake = words.join("_");
        let label = match snake.strip_suffix(noun).and_then(|rest| rest.strip_suffix('_')) {
            Some(short) if !short.is_empty() => short.to_owned(),
            _ => snake,
        };
        Self { logical: within_limit(words.iter().map(|word| pascal(word)).collect()), label }
    }
}

/// A logical id that is too long ends in a digest of the whole, so that two of them stay two.
fn within_limit(logical: String) -> String {
    if logical.len() <= LOGICAL_MAX {
        return logical;
    }
    let digest: String = Sha256::digest(&logical).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let kept: String = logical.chars().take(LOGICAL_MAX - digest.len()).collect();
    kept + &digest
}

fn pascal(snake: &str) -> String {
    let mut out = String::with_capacity(snake.len());
    for word in snake.split('_') {
        let mut letters = word.chars();
        out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}

/// A key of the spec as physical names spell it: `clean_orders` becomes `clean-orders`.
pub fn kebab(key: &str) -> String {
    key.replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_its_kind_once() {
        for (key, role, noun, logical, label) in [
            ("raw", "bucket", "bucket", "RawBucket", "raw"),
            ("clean_orders", "job_role", "role", "CleanOrdersJobRole", "clean_orders_job"),
            ("clean_orders", "job", "job", "CleanOrdersJob", "clean_orders"),
            ("", "alerts_topic", "topic", "AlertsTopic", "alerts"),
            ("", "key", "key", "Key", "key"),
            ("job", "job", "job", "JobJob", "job"),
        ] {
            let name = Name::new(key, role, noun);
            assert_eq!((name.logical.as_str(), name.label.as_str()), (logical, label));
        }
    }

    #[test]
    fn long_ids_are_cut_and_stay_apart() {
        let logical = |key: String| Name::new(&key, "table", "table").logical;
        let (one, other) = (logical("a".repeat(300) + "1"), logical("a".repeat(300) + "2"));
        assert_eq!((one.len(), other.len()), (LOGICAL_MAX, LOGICAL_MAX));
        assert_ne!(one, other);
        assert_eq!(logical("a".repeat(250)).len(), 255);
    }
}
