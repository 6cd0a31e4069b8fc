//! Redshift Serverless: where rows of the lake go, and what it takes to load and to read them.

use std::collections::{BTreeMap, BTreeSet};

use crate::expr::{Arn, Expr, Handle, NodeId, Text};
use crate::graph::{Concern, Graph, Name, NewNode, Output, Scope};
use crate::model::{self, S3Location};
use crate::resource::{ConfigParameter, Namespace, Role, Workgroup};

use super::bucket::in_artifacts;
use super::data::{behind, list_buckets, read_databases, read_objects, read_tables, use_key_for_catalog};
use super::iam::{RoleSpec, Statement, Trusted, role};
use super::lake::{Actor, Lake};
use super::log_group::add_log_group;
use super::names::arn;

/// The administrator, whose password Secrets Manager keeps. The name is part of the secret's.
const ADMINISTRATOR: &str = "admin";

/// AWS's defaults, but `require_ssl`. All of them: Terraform's provider reads back every parameter that a workgroup has
/// and would want to remove those that are not said.
const PARAMETERS: &[(&str, &str)] = &[
    ("auto_mv", "true"),
    ("datestyle", "ISO, MDY"),
    ("enable_case_sensitive_identifier", "false"),
    ("enable_user_activity_logging", "true"),
    ("max_query_execution_time", "14400"),
    ("query_group", "default"),
    ("require_ssl", "true"),
    ("search_path", "$user, public"),
    ("use_fips_ssl", "false"),
];

/// The two halves of a warehouse.
#[derive(Clone, Copy)]
pub(super) struct Made {
    namespace: Handle<Namespace>,
    workgroup: Handle<Workgroup>,
}

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph) {
    for warehouse in lake.pipeline.warehouses.values() {
        let scope = Scope::new(Concern::Readers, &warehouse.key, &warehouse.origin);
        let name = lake.names.of(&warehouse.key);
        let role = reader(lake, graph, &scope, warehouse);
        if let Some(role) = role {
            lake.roles.insert((Actor::Warehouse, warehouse.key.clone()), role.arn());
        }
        let logs: Vec<NodeId> = warehouse
            .log_exports
            .iter()
            .map(|log| {
                add_log_group(lake, graph, &scope, &format!("{log}_log_group"), &log_group(&name, log.as_str())).id()
            })
            .collect();
        let namespace = scope.node(
            "namespace",
            Namespace {
                namespace_name: Some((&name).into()),
                db_name: Some((&warehouse.database).into()),
                admin_username: Some(ADMINISTRATOR.into()),
                manage_admin_password: Some(true.into()),
                admin_password_secret_kms_key_id: lake.key_arn(),
                kms_key_id: lake.key_arn(),
                default_iam_role_arn: role.map(|role| role.arn()),
                iam_roles: role.map(|role| vec![role.arn()]),
                log_exports: Some(warehouse.log_exports.iter().map(|log| log.as_str().into()).collect()),
                tags: Some(lake.tags()),
            },
        );
        let namespace = graph.add(logs.into_iter().fold(namespace.keep(warehouse.retain), NewNode::after));
        let workgroup = graph.add(scope.node("workgroup", workgroup(lake, warehouse, &name, namespace)));
        lake.warehouses.insert(warehouse.key.clone(), Made { namespace, workgroup });
        graph.add_output(Output {
            name: Name::new(&warehouse.key, "workgroup_name", ""),
            description: format!("The workgroup of the warehouse that the spec calls {}", warehouse.key),
            value: workgroup.name().into(),
        });
    }
}

fn workgroup(lake: &Lake<'_>, warehouse: &model::Warehouse, name: &str, namespace: Handle<Namespace>) -> Workgroup {
    let parameter = |(key, value): &(&str, &str)| ConfigParameter {
        parameter_key: Some((*key).into()),
        parameter_value: Some((*value).into()),
    };
    Workgroup {
        workgroup_name: Some(name.into()),
        namespace_name: Some(namespace.name()),
        base_capacity: Some(warehouse.base_capacity.into()),
        max_capacity: warehouse.max_capacity.map(Into::into),
        port: Some(warehouse.port.into()),
        enhanced_vpc_routing: Some(true.into()),
        publicly_accessible: Some(false.into()),
        subnet_ids: Some(warehouse.network.subnets.iter().map(Text::from).collect()),
        security_group_ids: Some(warehouse.network.security_groups.iter().map(Text::from).collect()),
        config_parameters: Some(PARAMETERS.iter().map(parameter).collect()),
        tags: Some(lake.tags()),
    }
}

/// Where Redshift writes a log (Amazon Redshift Management Guide, "Audit logging for Amazon Redshift Serverless").
fn log_group(namespace: &str, log: &str) -> String {
    format!("/aws/redshift/{namespace}/{log}")
}

/// Below this a job that loads warehouses leaves the rows for them.
pub(super) fn staging(job: &model::Job) -> S3Location {
    in_artifacts(format!("temp/{}/warehouse/", job.key))
}

/// The role in which the warehouse copies what jobs have staged, and reads the databases that it shows as schemas; none
/// if there is nothing of either.
fn reader(lake: &Lake<'_>, graph: &mut Graph, scope: &Scope, warehouse: &model::Warehouse) -> Option<Handle<Role>> {
    let jobs = lake.pipeline.jobs.values();
    let loading = jobs.filter(|job| job.loads().any(|table| table.warehouse == warehouse.key));
    let staged: Vec<S3Location> = loading.map(staging).collect();
    let data = behind(lake.pipeline, |database| warehouse.external_schemas.iter().any(|schema| schema == database));
    let mut statements = Vec::new();
    statements.extend(read_objects(lake, "ReadStaged", &staged.iter().collect()));
    let own = read_tables(lake, data, &mut statements);
    statements.extend(list_buckets(lake, staged.iter().chain(own)));
    if !warehouse.external_schemas.is_empty() {
        statements.push(read_databases(&warehouse.external_schemas));
        statements.extend(use_key_for_catalog(lake));
    }
    if statements.is_empty() {
        return None;
    }
    if let Some(key) = lake.key_arn() {
        statements.push(Statement::allow("DecryptData", &["kms:Decrypt"], [key]).via("s3"));
    }
    let name = lake.names.part(&warehouse.key, "warehouse");
    let who = format!("the warehouse {}", lake.names.of(&warehouse.key));
    let spec = RoleSpec { name: &name, part: "warehouse", who, trusted: Trusted::Redshift };
    Some(role(lake, graph, scope, spec, statements))
}

/// Loading the warehouses that `job` writes to, as their administrator, who may make schemas: through the Data API, which
/// needs no way into the VPC.
pub(super) fn job_statements(lake: &Lake<'_>, job: &model::Job) -> Vec<Statement> {
    let made: BTreeMap<&str, Made> = job
        .loads()
        .filter_map(|table| Some((table.warehouse.as_str(), *lake.warehouses.get(&table.warehouse)?)))
        .collect();
    if made.is_empty() {
        return Vec::new();
    }
    let run = ["redshift-data:BatchExecuteStatement", "redshift-data:ExecuteStatement"];
    // These have no resource type (Service Authorization Reference, "Amazon Redshift Data API"); a statement's owner may
    // ask for it.
    let follow = ["redshift-data:DescribeStatement", "redshift-data:GetStatementResult"];
    // Redshift names the secret (Amazon Redshift Management Guide, "Managing admin passwords using Secrets Manager").
    let secrets = made
        .keys()
        .map(|key| arn("secretsmanager", format!("secret:redshift!{}-{ADMINISTRATOR}-??????", lake.names.of(key))));
    let secrets: Vec<Arn> = secrets.collect();
    let mut statements = vec![
        Statement::allow("RunInWarehouse", &run, made.values().map(|made| made.workgroup.arn())),
        Statement::allow("FollowOwnStatements", &follow, ["*"]).when(
            "StringEquals",
            "redshift-data:statement-owner-iam-userid",
            "${aws:userid}",
        ),
        Statement::allow(
            "FindSecret",
            &["redshift-serverless:GetNamespace"],
            made.values().map(|made| made.namespace.arn()),
        ),
        Statement::allow("ReadSecret", &["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], secrets),
    ];
    if let Some(key) = lake.key_arn() {
        statements.push(Statement::allow("DecryptSecret", &["kms:Decrypt"], [key]).via("secretsmanager"));
    }
    statements
}

/// What the job is told beside where and how it writes: by which columns it upserts, and which schemas it makes.
pub(super) fn job_arguments(lake: &Lake<'_>, job: &model::Job) -> Vec<(&'static str, Expr)> {
    if job.loads().next().is_none() {
        return Vec::new();
    }
    let keys = job.writes.iter().map(|write| match write {
        model::Write::Warehouse(table) => table.keys.join("+"),
        _ => String::new(),
    });
    let warehouses: BTreeSet<&str> = job.loads().map(|table| table.warehouse.as_str()).collect();
    let warehouses = warehouses.into_iter().filter_map(|key| lake.pipeline.warehouses.get(key));
    let schemas = warehouses
        .flat_map(|warehouse| warehouse.external_schemas.iter().map(|schema| address(lake, warehouse, schema)));
    [
        ("--lakegen_external_schemas", schemas.collect::<Vec<_>>().join(",")),
        ("--lakegen_upsert_keys", keys.collect::<Vec<_>>().join(",")),
    ]
    .into_iter()
    .filter(|(_, value)| value.chars().any(|c| c != ','))
    .map(|(name, value)| (name, value.into()))
    .collect()
}

/// How a job is told of a table of a warehouse: `redshift://<workgroup>/<database>/<schema>.<table>`.
pub(super) fn table_address(lake: &Lake<'_>, table: &model::WarehouseTable) -> String {
    let name = format!("{}.{}", table.schema, table.table);
    let warehouse = lake.pipeline.warehouses.get(&table.warehouse);
    warehouse.map_or_else(|| name.clone(), |warehouse| address(lake, warehouse, &name))
}

fn address(lake: &Lake<'_>, warehouse: &model::Warehouse, rest: &str) -> String {
    format!("redshift://{}/{}/{rest}", lake.names.of(&warehouse.key), warehouse.database)
}
