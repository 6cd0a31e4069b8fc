//! What each role may do with databases, tables, columns and locations.

use std::collections::{BTreeMap, BTreeSet};

use crate::expr::{Arn, Document, Expr, Pseudo, Text};
use crate::graph::{Concern, Graph, NewNode, Scope};
use crate::model::{
    self, GrantedColumns, LakeFormation, LakeFormationMode, LakeFormationPermission, Read, S3Location, Write,
};
use crate::resolve::lake::{Actor, Lake};
use crate::resource::{
    ColumnWildcard, DataLocation, GrantedDatabase, GrantedResource, GrantedTable, LfTagCondition, LfTagPolicy,
    PrincipalPermissions,
};

use super::tags::Tags;
use super::{Made, location_arn, principal, word};

/// The words of Lake Formation for permissions.
type Permissions = BTreeSet<&'static str>;

const READ: [&str; 2] = ["SELECT", "DESCRIBE"];
/// Everything with a table but removing it.
const WRITE: [&str; 5] = ["SELECT", "DESCRIBE", "ALTER", "INSERT", "DELETE"];

/// Who is granted something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Grantee {
    /// A role that lakegen makes.
    Made(Actor, String),
    /// A role that exists already, by ARN: several crawlers and jobs may share it.
    Existing(String),
}

/// What is granted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum On {
    Database(String),
    /// Every table of a database.
    Tables(String),
    Table(String, String),
    /// These columns of a table.
    Only(String, String, Vec<String>),
    /// Every column of a table but these.
    Except(String, String, Vec<String>),
    Location(S3Location),
    /// Databases or tables with certain LF-tags.
    Tagged(&'static str, Vec<(String, Vec<String>)>),
}

/// What is granted to one grantee on one thing; for each pair AWS keeps one entry.
struct Entry {
    scope: Scope,
    /// What its name begins with, behind the key.
    part: &'static str,
    permissions: Permissions,
    grantable: Permissions,
}

type Entries = BTreeMap<(Grantee, On), Entry>;

pub(super) fn resolve(lake: &Lake<'_>, graph: &mut Graph, lake_formation: &LakeFormation, made: &Made, tags: &Tags) {
    let mut entries = Entries::new();
    of_crawlers(lake, lake_formation, &mut entries);
    of_jobs(lake, lake_formation, &mut entries);
    of_readers(lake, lake_formation, &mut entries);
    of_others(lake_formation, &mut entries);
    for ((grantee, on), entry) in entries {
        let Some(arn) = (match grantee {
            Grantee::Made(actor, key) => lake.roles.get(&(actor, key)).cloned(),
            Grantee::Existing(arn) => Some(Arn::of(arn)),
        }) else {
            continue;
        };
        let name = format!("{}{}_permissions", entry.part, on.name());
        let new = entry.scope.node(
            &name,
            PrincipalPermissions {
                principal: Some(principal(arn)),
                permissions: Some(words(&entry.permissions)),
                permissions_with_grant_option: Some(words(&entry.grantable)),
                resource: Some(on.resource(lake, tags)),
            },
        );
        let before = match &on {
            On::Location(location) => made.locations.get(location),
            On::Table(database, table) | On::Only(database, table, _) | On::Except(database, table, _) => {
                lake.tables.get(&format!("{database}.{table}"))
            }
            On::Database(_) | On::Tables(_) | On::Tagged(..) => None,
        };
        let new = before.into_iter().copied().fold(new, NewNode::after);
        graph.add(made.after_settings(new));
    }
}

/// All, if it is among them: AWS answers with all the others, too.
fn words(permissions: &Permissions) -> Vec<Text> {
    if permissions.contains("ALL") {
        return vec!["ALL".into()];
    }
    permissions.iter().map(|word| Text::from(*word)).collect()
}

/// One actor of the lake, and what it is to be granted.
struct Wants<'e> {
    entries: &'e mut Entries,
    lake_formation: &'e LakeFormation,
    grantee: Grantee,
    scope: Scope,
    part: &'static str,
}

impl<'e> Wants<'e> {
    fn of(
        entries: &'e mut Entries,
        lake_formation: &'e LakeFormation,
        actor: Actor,
        scope: Scope,
        role: Option<&String>,
    ) -> Self {
        let grantee =
            role.map_or_else(|| Grantee::Made(actor, scope.key.clone()), |arn| Grantee::Existing(arn.clone()));
        let part = match actor {
            Actor::Crawler => "crawler_",
            Actor::Job => "job_",
            Actor::Warehouse => "warehouse_",
            Actor::EmrServerless => "emr_",
        };
        Self { entries, lake_formation, grantee, scope, part }
    }

    fn add(&mut self, on: On, permissions: &[&'static str], grantable: &[&'static str]) {
        let entry = self.entries.entry((self.grantee.clone(), on)).or_insert_with(|| Entry {
            scope: self.scope.clone(),
            part: self.part,
            permissions: Permissions::new(),
            grantable: Permissions::new(),
        });
        entry.permissions.extend(permissions);
        entry.grantable.extend(grantable);
    }

    /// To make tables of what lies there: of every registered location that has something to do with it.
    fn locations(&mut self, location: &S3Location) {
        let registered = self.lake_formation.registered_locations.iter().map(|registered| &registered.location);
        let touched: Vec<S3Location> = registered.filter(|registered| registered.overlaps(location)).cloned().collect();
        touched.into_iter().for_each(|location| self.add(On::Location(location), &["DATA_LOCATION_ACCESS"], &[]));
    }

    /// A table that lakegen makes by its name; tables that crawlers make are not there yet, so all of the database are
    /// granted, and the role's own policy says which of them it may look up.
    fn reads(&mut self, lake: &Lake<'_>, reads: &[Read]) {
        for read in reads {
            let Read::Tables { database, tables, .. } = read else { continue };
            self.add(On::Database(database.clone()), &["DESCRIBE"], &[]);
            let is_declared = lake.pipeline.tables.contains_key(&format!("{database}.{tables}"));
            let on =
                if is_declared { On::Table(database.clone(), tables.clone()) } else { On::Tables(database.clone()) };
            self.add(on, &READ, &[]);
        }
    }

    fn writes(&mut self, lake: &Lake<'_>, writes: &[Write], permissions: &[&'static str]) {
        let tables = writes.iter().filter_map(|write| lake.pipeline.tables.get(write.table()?));
        for table in tables {
            self.add(On::Database(table.database.clone()), &["DESCRIBE"], &[]);
            self.add(On::Table(table.database.clone(), table.name.clone()), permissions, &[]);
            self.locations(&table.location);
        }
    }
}

/// What a crawler makes is its own; what it keeps up to date is not (AWS Glue Developer Guide, "Configuring a crawler to use
/// Lake Formation credentials").
fn of_crawlers(lake: &Lake<'_>, lake_formation: &LakeFormation, entries: &mut Entries) {
    for crawler in lake.pipeline.crawlers.values() {
        let scope = Scope::new(Concern::LakeFormation, &crawler.key, &crawler.origin);
        let mut wants = Wants::of(entries, lake_formation, Actor::Crawler, scope, crawler.role.as_ref());
        for target in &crawler.targets.catalog {
            wants.add(On::Database(target.database.clone()), &["DESCRIBE"], &[]);
            for table in &target.tables {
                wants.add(On::Table(target.database.clone(), table.clone()), &["SELECT", "DESCRIBE", "ALTER"], &[]);
            }
        }
        if crawler.targets.catalog.is_empty() {
            wants.add(On::Database(crawler.database.clone()), &["CREATE_TABLE", "ALTER", "DESCRIBE"], &[]);
        }
        crawler.targets.locations().into_iter().for_each(|location| wants.locations(location));
    }
}

fn of_jobs(lake: &Lake<'_>, lake_formation: &LakeFormation, entries: &mut Entries) {
    for job in lake.pipeline.jobs.values() {
        let scope = Scope::new(Concern::LakeFormation, &job.key, &job.origin);
        let mut wants = Wants::of(entries, lake_formation, Actor::Job, scope, job.role.as_ref());
        wants.reads(lake, &job.reads);
        // Spark that writes by the credentials of Lake Formation needs everything (AWS Glue Developer Guide, "Using AWS
        // Glue with AWS Lake Formation for Full Table Access").
        let all = job.lake_formation == Some(LakeFormationMode::FullTable);
        wants.writes(lake, &job.writes, if all { &["ALL"] } else { &WRITE });
    }
}

/// EMR Serverless and warehouses.
fn of_readers(lake: &Lake<'_>, lake_formation: &LakeFormation, entries: &mut Entries) {
    for application in lake.pipeline.emr_serverless.values() {
        let scope = Scope::new(Concern::LakeFormation, &application.key, &application.origin);
        let mut wants = Wants::of(entries, lake_formation, Actor::EmrServerless, scope, None);
        wants.reads(lake, &application.reads);
        wants.writes(lake, &application.writes, &WRITE);
    }
    for warehouse in lake.pipeline.warehouses.values() {
        let scope = Scope::new(Concern::LakeFormation, &warehouse.key, &warehouse.origin);
        let mut wants = Wants::of(entries, lake_formation, Actor::Warehouse, scope, None);
        for schema in &warehouse.external_schemas {
            wants.add(On::Database(schema.clone()), &["DESCRIBE"], &[]);
            wants.add(On::Tables(schema.clone()), &READ, &[]);
        }
    }
}

/// Whom the spec names.
fn of_others(lake_formation: &LakeFormation, entries: &mut Entries) {
    for grant in lake_formation.grants.values() {
        let scope = Scope::new(Concern::LakeFormation, &grant.key, &grant.origin);
        let grantee = Grantee::Existing(grant.principal.clone());
        let mut wants = Wants { entries, lake_formation, grantee, scope, part: "" };
        let words = |permissions: &[LakeFormationPermission]| -> Vec<&'static str> {
            permissions.iter().map(|permission| permission.as_str()).collect()
        };
        let (permissions, grantable) = (words(&grant.permissions), words(&grant.grantable));
        for model::GrantedTable { database, table, columns, .. } in &grant.tables {
            let database = database.clone();
            wants.add(On::Database(database.clone()), &["DESCRIBE"], &[]);
            let on = match (table.clone(), columns) {
                (None, _) => On::Tables(database),
                (Some(table), GrantedColumns::All) => On::Table(database, table),
                (Some(table), GrantedColumns::Only(columns)) => On::Only(database, table, columns.clone()),
                (Some(table), GrantedColumns::Except(columns)) => On::Except(database, table, columns.clone()),
            };
            // Columns know no other permission.
            let of_columns = |words: &[&'static str]| -> Vec<&'static str> {
                words.iter().copied().filter(|word| *word == "SELECT").collect()
            };
            match &on {
                On::Only(..) | On::Except(..) => wants.add(on, &["SELECT"], &of_columns(&grantable)),
                _ => wants.add(on, &permissions, &grantable),
            }
        }
        if !grant.policy.is_empty() {
            let conditions: Vec<_> = grant.policy.iter().map(|(key, values)| (key.clone(), values.clone())).collect();
            wants.add(On::Tagged("DATABASE", conditions.clone()), &["DESCRIBE"], &[]);
            wants.add(On::Tagged("TABLE", conditions), &permissions, &grantable);
        }
    }
}

impl On {
    /// What it is called as part of a name.
    fn name(&self) -> String {
        match self {
            Self::Database(database) => format!("database_{database}"),
            Self::Tables(database) => format!("tables_of_{database}"),
            Self::Table(database, table) => format!("table_{database}_{table}"),
            Self::Only(database, table, _) => format!("columns_of_{database}_{table}"),
            Self::Except(database, table, _) => format!("other_columns_of_{database}_{table}"),
            Self::Location(location) => format!("location_{}", word(&location.to_string())),
            Self::Tagged(kind, _) => format!("tagged_{}s", kind.to_ascii_lowercase()),
        }
    }

    fn resource(&self, lake: &Lake<'_>, tags: &Tags) -> GrantedResource {
        let catalog_id = || Some(Text::of(Pseudo::AccountId));
        let texts = |texts: &[String]| Some(texts.iter().map(Text::from).collect());
        let mut resource = GrantedResource::default();
        match self {
            Self::Database(name) => {
                resource.database =
                    Some(GrantedDatabase { catalog_id: catalog_id(), name: Some(lake.database_name(name)) });
            }
            Self::Tables(database) => {
                resource.table = Some(GrantedTable {
                    catalog_id: catalog_id(),
                    database_name: Some(lake.database_name(database)),
                    name: None,
                    table_wildcard: Some(Document::of(Expr::Object(Vec::new()))),
                });
            }
            Self::Table(database, table) => {
                resource.table = Some(GrantedTable {
                    catalog_id: catalog_id(),
                    database_name: Some(lake.database_name(database)),
                    name: Some(table.into()),
                    table_wildcard: None,
                });
            }
            Self::Only(database, table, columns) | Self::Except(database, table, columns) => {
                let is_listed = matches!(self, Self::Only(..));
                resource.table_with_columns = Some(crate::resource::GrantedColumns {
                    catalog_id: catalog_id(),
                    database_name: Some(lake.database_name(database)),
                    name: Some(table.into()),
                    column_names: texts(columns).filter(|_| is_listed),
                    column_wildcard: (!is_listed).then(|| ColumnWildcard { excluded_column_names: texts(columns) }),
                });
            }
            Self::Location(location) => {
                resource.data_location =
                    Some(DataLocation { catalog_id: catalog_id(), resource_arn: Some(location_arn(lake, location)) });
            }
            Self::Tagged(kind, conditions) => {
                let condition = |(key, values): &(String, Vec<String>)| LfTagCondition {
                    tag_key: Some(tags.get(key).map_or_else(|| key.into(), |tag| tag.tag_key())),
                    tag_values: texts(values),
                };
                resource.lf_tag_policy = Some(LfTagPolicy {
                    catalog_id: catalog_id(),
                    resource_type: Some((*kind).into()),
                    expression: Some(conditions.iter().map(condition).collect()),
                });
            }
        }
        resource
    }
}
