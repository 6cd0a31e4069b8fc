//! Databases of the Data Catalog.

use crate::expr::{Pseudo, Text};
use crate::graph::{Concern, Graph, Name, Output, Scope};
use crate::resource::{Database, DatabaseInput};

use super::lake::Lake;

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph) {
    for database in lake.pipeline.databases.values() {
        let scope = Scope::new(Concern::Catalog, &database.key, &database.origin);
        let handle = graph.add(scope.node(
            "database",
            Database {
                catalog_id: Some(Text::of(Pseudo::AccountId)),
                database_input: Some(DatabaseInput {
                    name: Some((&database.key).into()),
                    description: database.description.as_ref().map(Into::into),
                }),
            },
        ));
        lake.databases.insert(database.key.clone(), handle);
        graph.add_output(Output {
            name: Name::new(&database.key, "database_name", ""),
            description: format!("The Data Catalog database that the spec calls {}", database.key),
            value: handle.name().into(),
        });
    }
}
