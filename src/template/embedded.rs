//! The table of templates that are compiled into lakegen. To add one: the file in `templates/`, and its line here.

/// Pairs each name with the text of `templates/<name>.hbs`.
macro_rules! embedded {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $name, ".hbs"))),)*]
    };
}

/// Every template: its name, which is the path of what it renders, and its text. Sorted by name.
pub(super) const TABLE: &[(&str, &str)] = embedded!["lambda/trigger/index.py",];
