//! Keys that people bring from other tools, and what a spec says instead.

use super::suggest;

/// Keys that specs know only to say why not; nobody is told to write one.
const REFUSED: [&str; 2] = ["alarm", "hive_metastore"];

/// Words, a key that stands where they were written, and what to write there.
const FOREIGN: &[(&[&str], &[&str], &str)] = &[
    (&["schedule", "scheduleexpression", "cron"], &["trigger"], "write `trigger: { schedule: \"cron(...)\" }`"),
    (
        &["dependson", "after", "runsafter", "triggeredby"],
        &["trigger"],
        "write `trigger: { crawler: <key> }` or `trigger: { job: <key> }`",
    ),
    (&["command", "file", "main"], &["script"], "write `script: jobs/<file>.py`, a file beside the spec"),
    (&["input", "inputs", "source", "sources"], &["reads"], "write `reads: [...]`"),
    (&["output", "outputs", "sink", "sinks", "destination", "target", "targets"], &["writes"], "write `writes: [...]`"),
    (
        &["libraries", "library", "dependencies", "requirements", "packages"],
        &["extra_py_files"],
        "files beside the spec stand in `extra_py_files`, packages with their versions in `additional_python_modules`",
    ),
    (
        &["dpu", "dpus", "maxdpus", "allocatedcapacity"],
        &["number_of_workers"],
        "write `worker_type` and `number_of_workers`",
    ),
    (&["region", "awsregion", "account", "accountid"], &["crawlers"], "leave it out: whoever deploys says where"),
    (
        &["env", "envs", "stage", "stages"],
        &["environments"],
        "write what differs into `environments: { <name>: { ... } }`",
    ),
    (&["version", "formatversion"], &["lakegen"], "write `lakegen: 1`"),
    (
        &["versioning", "versioned", "acl", "logging", "publicaccessblock", "encryption", "encrypted"],
        &["lifecycle"],
        "leave it out: every bucket is private, versioned, encrypted and logged",
    ),
    (
        &["name", "bucketname", "bucket", "connectionname"],
        &["import"],
        "leave it out: the key is the name, and `import` takes that of one that exists already",
    ),
    (&["name", "crawlername", "jobname"], &["targets", "script"], "leave it out: the key is the name"),
    (&["tags"], &["targets", "script", "lifecycle"], "write `tags` at the top: they are for all that takes tags"),
    (&["type", "connectiontype"], &["jdbc"], "the key says it: `jdbc`, `mongodb` or `network`"),
    (&["url", "jdbcurl", "jdbcconnectionurl", "host"], &["jdbc"], "write `jdbc: { url: ..., secret: ... }`"),
    (
        &["user", "username", "password", "credentials"],
        &["secret"],
        "leave it out: `secret` names a secret in Secrets Manager that holds user and password",
    ),
    (&["type"], &["grok"], "the key says it: `grok`, `json`, `xml` or `csv`"),
    (&["rowtag"], &["xml"], "write `xml: <tag>`"),
    (&["bucket", "prefix", "location", "uri", "s3path"], &["path"], "write `path: <bucket>/<prefix>/`"),
    (&["destination", "target"], &["to"], "write `to: ...`"),
    (&["source"], &["from"], "write `from: ...`"),
    (&["email", "emails", "sns", "topic"], &["notify"], "write `notify: ...`"),
    (
        &["workertype", "numberofworkers", "timeout", "glueversion", "maxretries"],
        &["log_retention"],
        "write it in `defaults: { job: { ... } }`",
    ),
];

/// The key among `known` that `word` probably stands for: misspelt, in the case of another language (`databaseName`), with
/// words around it (`aws_glue_crawler`, `s3Targets`) or without some of its own (`shards`), or what other tools call it.
pub fn meant<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let known: Vec<&str> = offered(known).collect();
    suggest(word, known.iter().copied()).or_else(|| part(word, &known)).or_else(|| {
        let (_, keys, _) = foreign(word, &known)?;
        known.iter().copied().find(|key| keys.contains(key))
    })
}

/// What to write instead of the key `word` where `known` are the keys.
pub fn advice(word: &str, known: &[&str]) -> Option<&'static str> {
    foreign(word, known).map(|(.., advice)| *advice)
}

/// The keys of `known` that one may write.
pub fn offered<'a>(known: &[&'a str]) -> impl Iterator<Item = &'a str> {
    known.iter().copied().filter(|key| !REFUSED.contains(key))
}

fn foreign(
    word: &str,
    known: &[&str],
) -> Option<&'static (&'static [&'static str], &'static [&'static str], &'static str)> {
    let word = parts(word).concat();
    FOREIGN.iter().find(|(words, keys, _)| words.contains(&word.as_str()) && keys.iter().any(|key| known.contains(key)))
}

/// The longest key that begins or ends `word`; else the one key that `word` begins or ends.
fn part<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word = parts(word);
    let is =
        |a: &str, b: &str| a.len() > 1 && (a == b || a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a));
    for length in (1..=word.len()).rev() {
        for piece in [&word[word.len() - length..], &word[..length]] {
            if let Some(key) = known.iter().find(|key| is(&piece.concat(), &key.replace('_', ""))) {
                return Some(key);
            }
        }
    }
    let word = word.concat();
    let mut longer = known.iter().filter(|key| {
        let parts = parts(key);
        (1..parts.len()).any(|at| is(&parts[..at].concat(), &word) || is(&parts[at..].concat(), &word))
    });
    longer.next().filter(|_| longer.next().is_none()).copied()
}

/// The words of a name in any case, in small letters: `DynamoDBTargets` is dynamo, db, targets.
fn parts(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().take(100).collect();
    let mut parts = vec![String::new()];
    for (n, letter) in letters.iter().enumerate() {
        let is_small = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|c| c.is_lowercase());
        let begins = letter.is_uppercase() && (is_small(n.checked_sub(1)) || (n > 0 && is_small(Some(n + 1))));
        let is_separator = matches!(letter, '_' | '-' | ' ' | '.' | ':');
        if begins || is_separator {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut().filter(|_| !is_separator) {
            part.extend(letter.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::{advice, meant};

    #[test]
    fn names_of_other_tools_are_understood() {
        let root = ["lakegen", "name", "buckets", "databases", "crawlers", "jobs", "hive_metastore"];
        let crawler = ["description", "database", "targets", "recrawl_behavior", "trigger", "role"];
        let targets = ["s3", "jdbc", "dynamodb", "mongodb", "catalog"];
        let kinesis = ["stream_mode", "shard_count", "retention_period"];
        for (word, known, key) in [
            ("aws_glue_catalog_database", &root[..], Some("databases")),
            ("glue_crawler", &root, Some("crawlers")),
            ("aws_s3_bucket", &root, Some("buckets")),
            ("GlueJobs", &root, Some("jobs")),
            ("hive_metastores", &root, None),
            ("databaseName", &crawler, Some("database")),
            ("RecrawlBehavior", &crawler, Some("recrawl_behavior")),
            ("IamRole", &crawler, Some("role")),
            ("Schedule", &crawler, Some("trigger")),
            ("s3Targets", &targets, Some("s3")),
            ("DynamoDBTargets", &targets, Some("dynamodb")),
            ("shards", &kinesis, Some("shard_count")),
            ("retention", &kinesis, Some("retention_period")),
            ("x", &targets, None),
            ("", &targets, None),
        ] {
            assert_eq!(meant(word, known), key, "{word}");
        }
        assert_eq!(advice("ScheduleExpression", &crawler), Some("write `trigger: { schedule: \"cron(...)\" }`"));
        assert_eq!(advice("schedule", &targets), None);
    }
}
