//! Crawlers, each with its role and log group.

use std::collections::BTreeSet;

use crate::expr::{Arn, Expr, NodeId, Text};
use crate::graph::{Concern, Graph, Name, Output, Scope};
use crate::model::{self, Configuration, CrawlerSource, DeleteBehavior, Workflow};
use crate::resource::{
    Crawler, LakeFormationConfiguration, LineageConfiguration, RecrawlPolicy, Schedule, SchemaChangePolicy,
};

use super::data::{READ_CATALOG, catalog_arns, distinct, use_key_for_catalog};
use super::iam::{RoleSpec, Statement, Trusted, glue_logs, role};
use super::lake::{Actor, Lake};
use super::log_group::add_log_group;
use super::target;

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph) {
    let workflows = lake.pipeline.workflows();
    // Glue would start them a second time, and nothing of the workflow would hear of it.
    let in_workflows: BTreeSet<String> = workflows.iter().flat_map(Workflow::crawlers).map(str::to_owned).collect();
    for crawler in lake.pipeline.crawlers.values() {
        let scope = Scope::new(Concern::Crawlers, &crawler.key, &crawler.origin);
        let (role_arn, log_group) = match &crawler.role {
            Some(arn) => (Arn::of(arn), None),
            None => principal(lake, graph, &scope, crawler),
        };
        lake.roles.insert((Actor::Crawler, crawler.key.clone()), role_arn.clone());
        let mut new = scope.node(
            "crawler",
            Crawler {
                name: Some(lake.names.of(&crawler.key).into()),
                description: crawler.description.as_ref().map(Into::into),
                database_name: lake.databases.get(&crawler.database).map(|database| database.name()),
                table_prefix: (!crawler.table_prefix.is_empty()).then(|| (&crawler.table_prefix).into()),
                role: Some(role_arn),
                crawler_security_configuration: lake.security_configuration_name().map(Into::into),
                schedule: schedule(crawler).filter(|_| !in_workflows.contains(&crawler.key)),
                classifiers: classifiers(lake, crawler),
                configuration: Some(configuration(&crawler.configuration)),
                targets: Some(target::targets(lake, crawler)),
                recrawl_policy: Some(RecrawlPolicy { recrawl_behavior: Some(crawler.recrawl.as_str().into()) }),
                schema_change_policy: Some(SchemaChangePolicy {
                    update_behavior: Some(crawler.update_behavior.as_str().into()),
                    delete_behavior: Some(crawler.delete_behavior.as_str().into()),
                }),
                lake_formation_configuration: crawler.lake_formation.as_ref().map(|lake_formation| {
                    LakeFormationConfiguration {
                        use_lake_formation_credentials: Some(lake_formation.use_credentials.into()),
                        account_id: lake_formation.account_id.as_ref().map(Into::into),
                    }
                }),
                lineage_configuration: crawler
                    .lineage
                    .map(|lineage| LineageConfiguration { crawler_lineage_settings: Some(lineage.as_str().into()) }),
                tags: Some(lake.tags().into()),
            },
        );
        let queue_policy = lake.event_queues.get(&crawler.key).map(|queue| queue.policy);
        for node in [log_group, lake.security_configuration, queue_policy].into_iter().flatten() {
            new = new.after(node);
        }
        let handle = graph.add(new);
        lake.crawlers.insert(crawler.key.clone(), handle);
        graph.add_output(Output {
            name: Name::new(&crawler.key, "crawler_name", ""),
            description: format!("Start it with: aws glue start-crawler --name {}", lake.names.of(&crawler.key)),
            value: handle.name().into(),
        });
    }
}

fn schedule(crawler: &model::Crawler) -> Option<Schedule> {
    match &crawler.trigger.as_ref()?.source {
        CrawlerSource::Schedule(cron) => Some(Schedule { schedule_expression: Some(cron.into()) }),
        CrawlerSource::OnDemand | CrawlerSource::Event { .. } => None,
    }
}

fn classifiers(lake: &Lake<'_>, crawler: &model::Crawler) -> Option<Vec<Text>> {
    let names = crawler.classifiers.iter().filter_map(|key| lake.classifiers.get(key));
    (!crawler.classifiers.is_empty()).then(|| names.map(|classifier| classifier.name()).collect())
}

/// The `Configuration` document; `Version` has to be a JSON number (AWS Glue Developer Guide, "Setting crawler
/// configuration options").
fn configuration(typed: &Configuration) -> Text {
    let word = |name: &str, value: Option<Expr>| value.map(|value| (name.to_owned(), value));
    let section = |name: &str, entries: Vec<Option<(String, Expr)>>| {
        let entries: Vec<_> = entries.into_iter().flatten().collect();
        (!entries.is_empty()).then(|| (name.to_owned(), Expr::Object(entries)))
    };
    let tables = section(
        "Tables",
        vec![
            word("AddOrUpdateBehavior", typed.tables.map(|tables| tables.as_str().into())),
            word("TableThreshold", typed.table_threshold.map(Into::into)),
        ],
    );
    let partitions = section(
        "Partitions",
        vec![word("AddOrUpdateBehavior", typed.partitions.map(|partitions| partitions.as_str().into()))],
    );
    let grouping = section(
        "Grouping",
        vec![
            word("TableGroupingPolicy", typed.table_grouping_policy.map(|policy| policy.as_str().into())),
            word("TableLevelConfiguration", typed.table_level.map(Into::into)),
        ],
    );
    // Sorted, and the version without a fraction: Terraform's jsonencode writes both so, and all targets say the same.
    let document = [
        section("CrawlerOutput", vec![tables, partitions]),
        word("CreatePartitionIndex", typed.create_partition_index.map(Into::into)),
        grouping,
        word("Version", Some(1.into())),
    ];
    Text::of(Expr::JsonText(Box::new(Expr::Object(document.into_iter().flatten().collect()))))
}

/// The crawler's role, and the log group that it writes once a security configuration is set.
fn principal(lake: &Lake<'_>, graph: &mut Graph, scope: &Scope, crawler: &model::Crawler) -> (Arn, Option<NodeId>) {
    let role_name = lake.names.part(&crawler.key, "crawler");
    let own_group = lake
        .security_configuration_name()
        .map(|configuration| format!("/aws-glue/crawlers-role/{role_name}-{configuration}"));
    let log_group = own_group.as_ref().map(|name| add_log_group(lake, graph, scope, "crawler_log_group", name).id());
    let group = own_group.unwrap_or_else(|| "/aws-glue/crawlers".to_owned());
    let mut statements = permissions(lake, crawler);
    statements.extend(glue_logs(&[group], lake.security_configuration.is_some()));
    let spec = RoleSpec {
        name: &role_name,
        part: "crawler",
        who: format!("the crawler {}", lake.names.of(&crawler.key)),
        trusted: Trusted::Glue,
    };
    (role(lake, graph, scope, spec, statements).arn(), log_group)
}

fn permissions(lake: &Lake<'_>, crawler: &model::Crawler) -> Vec<Statement> {
    const WRITE_CATALOG: &[&str] = &[
        "glue:CreateTable",
        "glue:UpdateTable",
        "glue:CreatePartition",
        "glue:BatchCreatePartition",
        "glue:UpdatePartition",
        "glue:BatchUpdatePartition",
        "glue:CreatePartitionIndex",
    ];
    const DELETE_FROM_CATALOG: &[&str] =
        &["glue:DeleteTable", "glue:BatchDeleteTable", "glue:DeletePartition", "glue:BatchDeletePartition"];
    // The documented list for event mode (AWS Glue Developer Guide, "Accelerating crawls using Amazon S3 event
    // notifications"); it can purge the queue, which is why a queue belongs to one crawler.
    const READ_QUEUE: &[&str] = &[
        "sqs:DeleteMessage",
        "sqs:GetQueueUrl",
        "sqs:ListDeadLetterSourceQueues",
        "sqs:ReceiveMessage",
        "sqs:GetQueueAttributes",
        "sqs:ListQueueTags",
        "sqs:SetQueueAttributes",
        "sqs:PurgeQueue",
    ];

    let catalog = || match crawler.targets.catalog.as_slice() {
        [] => catalog_arns(&crawler.database, &format!("{}*", crawler.table_prefix)).into(),
        known => known_tables(known),
    };
    // Tables of the catalog are kept up to date, and none is made.
    let makes_tables = crawler.targets.catalog.is_empty();
    let write = WRITE_CATALOG.iter().copied().filter(|action| makes_tables || *action != "glue:CreateTable");
    let mut statements = target::permissions(lake, crawler);
    statements.push(Statement::allow("ReadCatalog", READ_CATALOG, catalog()));
    statements.push(Statement::allow("WriteCatalog", &write.collect::<Vec<_>>(), catalog()));
    statements.extend(use_key_for_catalog(lake));
    if crawler.delete_behavior == DeleteBehavior::DeleteFromDatabase {
        statements.push(Statement::allow("DeleteFromCatalog", DELETE_FROM_CATALOG, catalog()));
    }
    let decrypts = !crawler.targets.locations().is_empty() && !crawler.uses_lake_formation();
    if let Some(key) = lake.key_arn().filter(|_| decrypts) {
        statements.push(Statement::allow("DecryptData", &["kms:Decrypt"], [key]).via("s3"));
    }
    if let Some(queue) = lake.event_queues.get(&crawler.key) {
        statements.push(Statement::allow("EventQueue", READ_QUEUE, [queue.queue.arn(), queue.dead_letters.arn()]));
        if let Some(key) = lake.key_arn() {
            statements.push(Statement::allow("DecryptQueue", &["kms:Decrypt"], [key]).via("sqs"));
        }
    }
    statements
}

/// The ARNs of the catalog's own tables, each in its database.
fn known_tables(targets: &[model::CatalogTarget]) -> Vec<Arn> {
    let tables = targets.iter().flat_map(|target| target.tables.iter().map(move |table| (&target.database, table)));
    distinct(tables.flat_map(|(database, table)| catalog_arns(database, table)))
}
