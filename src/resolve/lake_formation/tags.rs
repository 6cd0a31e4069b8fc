//! LF-tags, and what they say of databases, tables and columns.

use std::collections::BTreeMap;

use crate::expr::{Handle, Pseudo, Text};
use crate::graph::{Concern, Graph, NewNode, Scope};
use crate::model::{Assignment, LakeFormation};
use crate::resolve::lake::Lake;
use crate::resource::{GrantedDatabase, LfTag, LfTagPair, TagAssociation, TaggedColumns, TaggedResource, TaggedTable};

use super::{Made, word};

/// The LF-tags that were made, by key.
pub(super) type Tags = BTreeMap<String, Handle<LfTag>>;

/// The tags themselves.
pub(super) fn resolve(graph: &mut Graph, lake_formation: &LakeFormation, made: &Made) -> Tags {
    let mut tags = Tags::new();
    for tag in lake_formation.tags.values() {
        let scope = Scope::new(Concern::LakeFormation, &word(&tag.key), &tag.origin);
        let new = scope.node(
            "lf_tag",
            LfTag {
                catalog_id: Some(Text::of(Pseudo::AccountId)),
                tag_key: Some((&tag.key).into()),
                tag_values: Some(tag.values.iter().map(Into::into).collect()),
            },
        );
        tags.insert(tag.key.clone(), graph.add(made.after_settings(new)));
    }
    tags
}

/// What they say. Terraform knows one list of LF-tags for each thing, so each has one resource.
pub(super) fn assign(lake: &Lake<'_>, graph: &mut Graph, lake_formation: &LakeFormation, tags: &Tags) {
    let mut subjects: BTreeMap<String, (&Assignment, Scope, Vec<LfTagPair>)> = BTreeMap::new();
    for (tag, handle) in lake_formation.tags.values().filter_map(|tag| Some((tag, tags.get(&tag.key)?))) {
        for assignment in &tag.assigned {
            let subject = assignment.subject();
            let scope = || Scope::new(Concern::LakeFormation, &word(&subject), &tag.origin.key("assign").key(&subject));
            let (.., pairs) = subjects.entry(subject.clone()).or_insert_with(|| (assignment, scope(), Vec::new()));
            pairs.push(LfTagPair {
                catalog_id: Some(Text::of(Pseudo::AccountId)),
                tag_key: Some(handle.tag_key()),
                tag_values: Some(vec![(&assignment.value).into()]),
            });
        }
    }
    for (assignment, scope, pairs) in subjects.into_values() {
        let resource = tagged(lake, assignment);
        let new = scope.node("lf_tags", TagAssociation { lf_tags: Some(pairs), resource: Some(resource) });
        let table = assignment.table.as_ref().map(|table| format!("{}.{table}", assignment.database));
        let table = table.and_then(|table| lake.tables.get(&table)).copied();
        graph.add(table.into_iter().fold(new, NewNode::after));
    }
}

fn tagged(lake: &Lake<'_>, assignment: &Assignment) -> TaggedResource {
    let catalog_id = Some(Text::of(Pseudo::AccountId));
    let database_name = Some(lake.database_name(&assignment.database));
    let name = assignment.table.as_ref().map(Text::from);
    match (&assignment.table, &assignment.column) {
        (None, _) => TaggedResource {
            database: Some(GrantedDatabase { catalog_id, name: database_name }),
            ..TaggedResource::default()
        },
        (Some(_), None) => {
            TaggedResource { table: Some(TaggedTable { catalog_id, database_name, name }), ..TaggedResource::default() }
        }
        (Some(_), Some(column)) => TaggedResource {
            table_with_columns: Some(TaggedColumns {
                catalog_id,
                database_name,
                name,
                column_names: Some(vec![column.into()]),
            }),
            ..TaggedResource::default()
        },
    }
}
