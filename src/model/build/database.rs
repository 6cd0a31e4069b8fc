//! Databases of the Data Catalog.

use crate::diag::{Pointer, rules};
use crate::model::Database;
use crate::model::scope::Scope;
use crate::spec;

use super::location;

pub(super) fn database(
    scope: &mut Scope<'_>,
    key: &str,
    origin: Pointer,
    database: &spec::Database,
) -> Option<Database> {
    let location = match &database.location {
        Some(path) => Some(location(scope, &rules::INVALID_VALUE, path.as_str(), &origin.key("location"))?),
        None => None,
    };
    Some(Database { key: key.to_owned(), origin, description: database.description.clone(), location })
}
