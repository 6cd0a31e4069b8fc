//! The table of templates that are compiled into lakegen. To add one: the file in `templates/`, and its line here.

/// Pairs each name with the text of `templates/<name>.hbs`.
macro_rules! embedded {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $name, ".hbs"))),)*]
    };
}

/// Every template: its name, which is the path of what it renders, and its text. Sorted by name.
pub(super) const TABLE: &[(&str, &str)] = embedded![
    "RUNBOOK.md",
    "cdk/cdk.json",
    "cdk/cdk.out/cdk.out",
    "cdk/cdk.out/manifest.json",
    "cdk/cdk.out/stack.assets.json",
    "cdk/cdk.out/stack.template.json",
    "cdk/cdk.out/tree.json",
    "cloudformation/template.json",
    "cloudformation/template.yaml",
    "glue/flatten.py",
    "glue/lakegen_quality.py",
    "glue/parquet.py",
    "glue/redshift.py",
    "glue/shared.py",
    "glue/table.py",
    "glue/unify.py",
    "lambda/crawl/index.py",
    "lambda/trigger/index.py",
    "terraform/alarms.tf",
    "terraform/catalog.tf",
    "terraform/crawlers.tf",
    "terraform/data.tf",
    "terraform/encryption.tf",
    "terraform/jobs.tf",
    "terraform/lake_formation.tf",
    "terraform/outputs.tf",
    "terraform/providers.tf",
    "terraform/readers.tf",
    "terraform/storage.tf",
    "terraform/streams.tf",
    "terraform/triggers.tf",
    "terraform/variables.tf",
    "terraform/versions.tf",
];
