//! Athena: a work group, its saved queries, and what it takes to use them.

use crate::expr::{Expr, Number, Pseudo, Text};
use crate::graph::{Concern, Graph, Name, Output, Scope};
use crate::model;
use crate::resource::{
    EngineVersion, ManagedPolicy, NamedQuery, ResultConfiguration, ResultEncryption, WorkGroup, WorkGroupConfiguration,
};

use super::data::{behind, list_buckets, objects, read_databases, read_tables, uri, use_key_for_catalog};
use super::iam::{Statement, policy};
use super::lake::Lake;
use super::names::arn;

/// What a client does in a work group (Amazon Athena User Guide, "Use IAM policies to control workgroup access").
const QUERY: &[&str] = &[
    "athena:BatchGetNamedQuery",
    "athena:BatchGetQueryExecution",
    "athena:GetNamedQuery",
    "athena:GetQueryExecution",
    "athena:GetQueryResults",
    "athena:GetQueryResultsStream",
    "athena:GetQueryRuntimeStatistics",
    "athena:GetWorkGroup",
    "athena:ListNamedQueries",
    "athena:ListQueryExecutions",
    "athena:StartQueryExecution",
    "athena:StopQueryExecution",
];

pub(super) fn resolve(lake: &Lake<'_>, graph: &mut Graph) {
    let Some(athena) = &lake.pipeline.athena else { return };
    let scope = Scope::new(Concern::Readers, "", &athena.origin);
    let group = graph.add(scope.node("athena_workgroup", work_group(lake, athena)));
    for query in athena.queries.values() {
        let scope = Scope::new(Concern::Readers, &query.key, &query.origin);
        graph.add(scope.node(
            "query",
            NamedQuery {
                name: Some(lake.names.of(&query.key).into()),
                description: query.description.as_ref().map(Into::into),
                database: Some(lake.database_name(&query.database)),
                query_string: Some(query.sql.text().into()),
                work_group: Some(group.name()),
            },
        ));
    }
    let readers = graph.add(scope.node(
        "athena_reader_policy",
        ManagedPolicy {
            managed_policy_name: Some(lake.names.lake("athena-reader").into()),
            description: Some(format!("Querying the data lake {} with Athena", lake.pipeline.name).into()),
            policy_document: Some(policy(permissions(lake, athena))),
        },
    ));
    graph.add_output(Output {
        name: Name::new("", "athena_workgroup_name", ""),
        description: "The work group in which Athena queries the lake".to_owned(),
        value: group.name().into(),
    });
    graph.add_output(Output {
        name: Name::new("", "athena_reader_policy_arn", ""),
        description: "Attach it to the role of whoever may query the lake with Athena".to_owned(),
        value: readers.arn().into(),
    });
}

fn work_group(lake: &Lake<'_>, athena: &model::Athena) -> WorkGroup {
    let key = lake.key_arn();
    let option = if key.is_some() { "SSE_KMS" } else { "SSE_S3" };
    WorkGroup {
        name: Some((&lake.pipeline.name).into()),
        description: athena.description.as_ref().map(Into::into),
        state: Some("ENABLED".into()),
        // It holds no data; without, a query that somebody saved by hand would keep the stack from going.
        recursive_delete_option: Some(true.into()),
        work_group_configuration: Some(WorkGroupConfiguration {
            bytes_scanned_cutoff_per_query: athena.cutoff.map(|cutoff| Number::of(Expr::Number(cutoff.bytes().into()))),
            enforce_work_group_configuration: Some(true.into()),
            publish_cloud_watch_metrics_enabled: Some(true.into()),
            requester_pays_enabled: Some(false.into()),
            engine_version: Some(EngineVersion {
                selected_engine_version: Some(athena.engine_version.as_str().into()),
            }),
            result_configuration: Some(ResultConfiguration {
                output_location: Some(uri(lake, &athena.results)),
                // A bucket that is made here is this account's; whose the others are is not known.
                expected_bucket_owner: athena.results_expire_days.map(|_| Text::of(Pseudo::AccountId)),
                encryption_configuration: Some(ResultEncryption {
                    encryption_option: Some(option.into()),
                    kms_key: key,
                }),
            }),
        }),
        tags: Some(lake.tags()),
    }
}

/// Running queries, reading every table of the lake, and keeping the results.
fn permissions(lake: &Lake<'_>, athena: &model::Athena) -> Vec<Statement> {
    const WRITE: &[&str] = &["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"];
    let pipeline = lake.pipeline;
    let group = arn("athena", format!("workgroup/{}", pipeline.name));
    let mut statements = vec![Statement::allow("QueryInWorkGroup", QUERY, [group])];
    if !pipeline.databases.is_empty() {
        statements.push(read_databases(pipeline.databases.keys()));
        statements.extend(use_key_for_catalog(lake));
    }
    let data = read_tables(lake, behind(pipeline, |_| true), &mut statements);
    statements.push(Statement::allow("KeepResults", WRITE, [objects(lake, &athena.results)]));
    statements.extend(list_buckets(lake, data.into_iter().chain([&athena.results])));
    if let Some(key) = lake.key_arn() {
        let use_key = Statement::allow("UseKeyForData", &["kms:Decrypt", "kms:GenerateDataKey"], [Expr::from(key)]);
        statements.push(use_key.via("s3"));
    }
    statements
}
