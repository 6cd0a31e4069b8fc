//! The examples that `lakegen init` starts from, compiled in: specs, scripts and queries, without their data.

/// A lake to start from.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Its word on the command line, which is its folder in `examples/`.
    pub name: &'static str,
    /// What it shows, in a line.
    pub about: &'static str,
    /// The text of its spec.
    pub spec: &'static str,
    /// The other files, each by its path beside the spec.
    pub files: &'static [(&'static str, &'static [u8])],
}

impl Example {
    /// The example called `name`.
    pub fn named(name: &str) -> Option<&'static Self> {
        EXAMPLES.iter().find(|example| example.name == name)
    }
}

/// Where an example's spec names the schema that editors complete it with.
const SCHEMA_COMMENT: &str = "# yaml-language-server: $schema=";
const NAME: &str = "name: ";

impl Example {
    /// What its spec calls the lake.
    pub fn lake(&self) -> &'static str {
        self.spec.lines().find_map(|line| line.strip_prefix(NAME)).unwrap_or(self.name)
    }

    /// The spec with another `name`, and completed in editors with the schema at `schema`, a path beside the spec.
    pub fn spec_named(&self, name: &str, schema: &str) -> String {
        let mut text = format!("{SCHEMA_COMMENT}{schema}\n");
        for line in self.spec.split_inclusive('\n').filter(|line| !line.starts_with(SCHEMA_COMMENT)) {
            if line.starts_with(NAME) {
                text += &format!("{NAME}{name}\n");
            } else {
                text += line;
            }
        }
        text
    }
}

macro_rules! embedded {
    ($name:literal / $file:literal, $include:ident) => {
        $include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/", $name, "/", $file))
    };
}

macro_rules! examples {
    ($($name:literal: $about:literal, [$($file:literal),*];)*) => {
        &[$(Example {
            name: $name,
            about: $about,
            spec: embedded!($name / "lakegen.yaml", include_str),
            files: &[$(($file, embedded!($name / $file, include_bytes))),*],
        }),*]
    };
}

/// Every example, those to start with first.
pub const EXAMPLES: &[Example] = examples![
    "minimal": "A crawler, and a job that keeps what it finds as Parquet", [];
    "orders": "A first complete lake: crawl, clean, count, with alarms", ["jobs/clean_orders.py", "jobs/daily_revenue.py"];
    "s3_drop": "Files that start a job as they arrive, without a crawler", ["jobs/load_drop.py", "jobs/morning_report.py"];
    "many_sources": "JSON, CSV, XML, logs and databases in one catalog, by classifiers and connections", [];
    "log_analysis": "Access logs in near real time: Firehose, event mode, sessions, Athena",
        ["jobs/sessionize.py", "queries/errors_by_path.sql"];
    "data_quality": "Gates in DQDL, and quarantine for the rows that fail", ["jobs/publish_claims.py", "jobs/receipt.py"];
    "unified_schema": "Many sources mapped to one declared schema, loaded into Redshift", [];
    "everything": "Every section and option of a spec in one lake, to take from", [
        "jobs/Vat.scala",
        "jobs/export.py",
        "jobs/follow_clicks.py",
        "jobs/rates.jar",
        "jobs/rates/com/outdoor/rates/Rates.java",
        "jobs/retail/__init__.py",
        "jobs/retail/tables.py",
        "jobs/stock.py",
        "jobs/tell_finance.py",
        "jobs/thumbnails.py",
        "jobs/visits_of_day.py",
        "jobs/warehouses.csv",
        "queries/revenue_by_channel.sql"
    ];
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    /// What of an example's folder is for readers of the repository, and for tests.
    const NOT_EMBEDDED: [&str; 4] = ["README.md", "data", "expected.json", "lakegen.yaml"];

    fn files(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_string().expect("Unicode");
            if prefix.is_empty() && NOT_EMBEDDED.contains(&name.as_str()) || name.starts_with("__pycache__") {
                continue;
            }
            if entry.path().is_dir() {
                files(&entry.path(), &format!("{prefix}{name}/"), found);
            } else {
                found.insert(format!("{prefix}{name}"));
            }
        }
    }

    #[test]
    fn every_example_is_embedded_whole() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        let mut names = BTreeSet::new();
        for entry in fs::read_dir(&root).expect("a folder") {
            names.insert(entry.expect("an entry").file_name().into_string().expect("Unicode"));
        }
        assert_eq!(EXAMPLES.iter().map(|example| example.name.to_owned()).collect::<BTreeSet<_>>(), names);
        for example in EXAMPLES {
            let mut expected = BTreeSet::new();
            files(&root.join(example.name), "", &mut expected);
            let embedded: BTreeSet<_> = example.files.iter().map(|(path, _)| (*path).to_owned()).collect();
            assert_eq!(embedded, expected, "{}", example.name);
        }
    }

    #[test]
    fn the_name_and_the_schema_are_changed_and_nothing_else() {
        for example in EXAMPLES {
            let spec = example.spec_named("another", "schema.json");
            assert!(spec.starts_with("# yaml-language-server: $schema=schema.json\n"), "{}", example.name);
            assert_eq!(spec.matches("\nname: another\n").count(), 1, "{}", example.name);
            let rest = |text: &str| {
                let lines = text.lines().filter(|line| !line.starts_with(SCHEMA_COMMENT) && !line.starts_with(NAME));
                lines.map(ToOwned::to_owned).collect::<Vec<_>>()
            };
            assert_eq!(rest(&spec), rest(example.spec), "{}", example.name);
        }
    }
}
