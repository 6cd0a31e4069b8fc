//! Lake Formation: where it hands out access, what it is told of roles, and the account's settings if they are opted in.

mod grants;
mod tags;

use std::collections::{BTreeMap, BTreeSet};

use crate::expr::{Arn, NodeId};
use crate::graph::{Concern, Graph, NewNode, Scope};
use crate::model::{LakeFormation, RegisteredLocation, S3Location};
use crate::resource::{self, DataLakePrincipal, DataLakeSettings, Resource};

use super::data::{bucket_arn, list_buckets, objects, use_key_for_data};
use super::iam::{RoleSpec, Statement, Trusted, role};
use super::lake::Lake;
use super::names::below;

/// What has been told to Lake Formation so far, for what has to come after it.
struct Made {
    settings: Option<NodeId>,
    locations: BTreeMap<S3Location, NodeId>,
}

impl Made {
    /// Whoever is no administrator yet may do nothing.
    fn after_settings<R: Resource>(&self, new: NewNode<R>) -> NewNode<R> {
        self.settings.into_iter().fold(new, NewNode::after)
    }
}

pub(super) fn resolve(lake: &Lake<'_>, graph: &mut Graph) {
    let Some(lake_formation) = &lake.pipeline.lake_formation else { return };
    let mut made = Made { settings: lake.data_lake_settings, locations: BTreeMap::new() };
    locations(lake, graph, lake_formation, &mut made);
    let tags = tags::resolve(graph, lake_formation, &made);
    tags::assign(lake, graph, lake_formation, &tags);
    grants::resolve(lake, graph, lake_formation, &made, &tags);
}

/// The account's settings, before any database: what is made before them is open to everybody whom IAM lets in.
pub(super) fn settings(lake: &mut Lake<'_>, graph: &mut Graph) {
    let Some(lake_formation) = &lake.pipeline.lake_formation else { return };
    let Some(settings) = &lake_formation.settings else { return };
    let scope = Scope::new(Concern::LakeFormation, "", &lake_formation.origin.key("data_lake_settings"));
    let admins = settings.admins.iter();
    let new = scope.node(
        "data_lake_settings",
        DataLakeSettings {
            admins: Some(admins.map(|admin| principal(Arn::of(admin.as_str()))).collect()),
            allow_full_table_external_data_access: Some(
                settings.allow_full_table_external_data_access.unwrap_or(false).into(),
            ),
            // Nothing: what is made from now on is not open to everybody whom IAM lets in.
            create_database_default_permissions: Some(Vec::new()),
            create_table_default_permissions: Some(Vec::new()),
        },
    );
    let new = new.comment("Settings of the whole account and region.").keep(lake.keeps_data());
    lake.data_lake_settings = Some(graph.add(new).id());
}

fn locations(lake: &Lake<'_>, graph: &mut Graph, lake_formation: &LakeFormation, made: &mut Made) {
    let own = lake_formation.registered_locations.iter().filter(|registered| registered.role.is_none());
    let own: BTreeSet<&S3Location> = own.map(|registered| &registered.location).collect();
    let role_arn = (!own.is_empty()).then(|| access_role(lake, graph, lake_formation, &own));
    for registered in &lake_formation.registered_locations {
        let RegisteredLocation { origin, location, is_hybrid, role } = registered;
        let scope = Scope::new(Concern::LakeFormation, "", origin);
        let new = scope.node(
            &format!("{}_location", word(&location.to_string())),
            resource::RegisteredLocation {
                resource_arn: Some(location_arn(lake, location)),
                role_arn: role.as_ref().map(Arn::of).or_else(|| role_arn.clone()),
                use_service_linked_role: Some(false.into()),
                hybrid_access_enabled: Some((*is_hybrid).into()),
            },
        );
        let node = graph.add(made.after_settings(new)).id();
        made.locations.insert(location.clone(), node);
    }
}

/// The role with which Lake Formation reads and writes the locations. The service's own role would not do: it has no way to
/// the lake's key, and Spark is refused its credentials (AWS Lake Formation Developer Guide, "Requirements for roles used to
/// register locations").
fn access_role(
    lake: &Lake<'_>,
    graph: &mut Graph,
    lake_formation: &LakeFormation,
    locations: &BTreeSet<&S3Location>,
) -> Arn {
    const ACCESS: &[&str] = &["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];
    let scope = Scope::new(Concern::LakeFormation, "", &lake_formation.origin.key("registered_locations"));
    let resources = locations.iter().map(|location| objects(lake, location));
    let mut statements = vec![Statement::allow("HandOutAccess", ACCESS, resources)];
    statements.extend(list_buckets(lake, locations.iter().copied()));
    statements.extend(use_key_for_data(lake));
    let name = lake.names.lake("lake-formation");
    let who = format!("Lake Formation in the data lake {}", lake.pipeline.name);
    let spec = RoleSpec { name: &name, part: "lake_formation", who, trusted: Trusted::LakeFormation };
    role(lake, graph, &scope, spec, statements).arn()
}

/// A location as Lake Formation calls it: without the slash at its end.
fn location_arn(lake: &Lake<'_>, location: &S3Location) -> Arn {
    let bucket = bucket_arn(lake, &location.bucket);
    match location.prefix.strip_suffix('/') {
        None => bucket,
        Some(prefix) => below(&bucket, &format!("/{prefix}")),
    }
}

fn principal(arn: Arn) -> DataLakePrincipal {
    DataLakePrincipal { data_lake_principal_identifier: Some(arn) }
}

/// `text` as part of a name: letters and digits, with `_` for everything between.
fn word(text: &str) -> String {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("_")
}
