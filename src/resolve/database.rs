//! Databases of the Data Catalog.

use crate::expr::{Pseudo, Text};
use crate::graph::{Concern, Graph, Name, NewNode, Output, Scope};
use crate::resource::{Database, DatabaseInput};

use super::data::uri;
use super::lake::Lake;
use super::table::outlives_the_stack;

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph) {
    for database in lake.pipeline.databases.values() {
        let scope = Scope::new(Concern::Catalog, &database.key, &database.origin);
        let mut new = scope.node(
            "database",
            Database {
                catalog_id: Some(Text::of(Pseudo::AccountId)),
                database_input: Some(DatabaseInput {
                    name: Some((&database.key).into()),
                    description: database.description.as_ref().map(Into::into),
                    location_uri: database.location.as_ref().map(|location| uri(lake, location)),
                }),
            },
        );
        new = [lake.catalog_encryption, lake.data_lake_settings].into_iter().flatten().fold(new, NewNode::after);
        // Glue deletes the tables of a database with it.
        let tables = lake.pipeline.tables.values().filter(|table| table.database == database.key);
        if tables.into_iter().any(|table| outlives_the_stack(lake, table)) {
            new = new.keep(true);
        }
        let handle = graph.add(new);
        lake.databases.insert(database.key.clone(), handle);
        graph.add_output(Output {
            name: Name::new(&database.key, "database_name", ""),
            description: format!("The Data Catalog database that the spec calls {}", database.key),
            value: handle.name().into(),
        });
    }
}
