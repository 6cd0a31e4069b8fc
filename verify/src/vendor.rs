//! The vendors' schemas under `schemas/vendor/`, each read at most once per process.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

/// The folder of one vendor. The crate is never published, so the repository is there when it runs.
pub fn folder(vendor: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/vendor")).join(vendor)
}

/// One schema, or `None` where the file does not exist or is not JSON (a test reads every file of every folder).
pub fn schema(vendor: &str, file: &str) -> Option<Value> {
    let text = std::fs::read_to_string(folder(vendor).join(file)).ok()?;
    serde_json::from_str(&text).ok()
}

/// What has been made of the schemas so far, by type name; a miss is remembered too.
pub struct Cache<T>(Mutex<Option<HashMap<String, Option<Arc<T>>>>>);

impl<T> Cache<T> {
    /// An empty cache.
    pub const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// The value for `name`, made by `make` on first use.
    pub fn get(&self, name: &str, make: impl FnOnce() -> Option<T>) -> Option<Arc<T>> {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let made = made.get_or_insert_with(HashMap::new);
        if let Some(known) = made.get(name) {
            return known.clone();
        }
        let value = make().map(Arc::new);
        made.insert(name.to_owned(), value.clone());
        value
    }
}
