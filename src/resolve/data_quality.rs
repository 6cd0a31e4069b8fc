//! Gates: rulesets, what jobs are told of them and what they may do.

use crate::expr::{AssetId, Expr};
use crate::graph::{Asset, AssetKind, Concern, Content, Graph, NewNode, Scope};
use crate::model::{self, Gate};
use crate::resource::{DataQualityRuleset, TargetTable};
use crate::template::{TemplateError, Templates};

use super::data::uri;
use super::iam::Statement;
use super::lake::Lake;
use super::names::arn;

/// The target is a table that lakegen makes. Glue refuses a ruleset whose table does not exist, so one that a crawler makes
/// later has none.
pub(super) fn resolve(lake: &Lake<'_>, graph: &mut Graph) {
    for gate in lake.pipeline.gates.values() {
        let scope = Scope::new(Concern::Jobs, &gate.key, &gate.origin);
        let table = lake.tables.get(&gate.table_key()).copied();
        let new = scope.node(
            "ruleset",
            DataQualityRuleset {
                name: Some(lake.names.of(&gate.key).into()),
                description: gate.description.as_ref().map(Into::into),
                ruleset: Some(gate.ruleset().into()),
                target_table: table.map(|_| TargetTable {
                    database_name: Some(lake.database_name(&gate.database)),
                    table_name: Some((&gate.table).into()),
                }),
                tags: Some(lake.tags().into()),
            },
        );
        graph.add(table.into_iter().fold(new, NewNode::after));
    }
}

/// The module that scripts import, if a job has gates.
///
/// # Errors
/// The template does not render.
pub(super) fn module(
    lake: &Lake<'_>,
    graph: &mut Graph,
    templates: &Templates,
) -> Result<Option<AssetId>, TemplateError> {
    if lake.pipeline.jobs.values().all(|job| job.gates.is_empty()) {
        return Ok(None);
    }
    let text = templates.render("glue/lakegen_quality.py", &())?;
    Ok(Some(graph.add_asset(Asset {
        name: "lakegen_quality".to_owned(),
        kind: AssetKind::File,
        file: "lakegen_quality.py".to_owned(),
        content: Content::Bytes(text.into_bytes()),
    })))
}

/// What `lakegen_quality` reads: each gate of `job` with its settings, as JSON.
pub(super) fn job_argument(lake: &Lake<'_>, job: &model::Job) -> Option<Expr> {
    let settings = |gate: &Gate| {
        let mut settings: Vec<(&str, Expr)> = vec![
            ("ruleset", lake.names.of(&gate.key).into()),
            ("table", gate.table_key().into()),
            ("minimum_score", Expr::Number(gate.minimum_score.clone())),
            ("fail_job", Expr::Bool(gate.fail_job)),
        ];
        let places = [("quarantine", &gate.quarantine), ("results", &gate.results)];
        settings.extend(places.into_iter().filter_map(|(name, at)| Some((name, uri(lake, at.as_ref()?).into()))));
        (gate.key.clone(), Expr::object(settings))
    };
    let gates = Expr::object(job.gates.iter().map(settings));
    (!job.gates.is_empty()).then(|| Expr::JsonText(Box::new(gates)))
}

/// What the gates of `job` need besides their prefixes.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/data-quality-authorization.html>.
pub(super) fn job_statements(lake: &Lake<'_>, job: &model::Job) -> Vec<Statement> {
    if job.gates.is_empty() {
        return Vec::new();
    }
    let rulesets = job.gates.iter().map(|gate| arn("glue", format!("dataQualityRuleset/{}", lake.names.of(&gate.key))));
    vec![
        Statement::allow("ReadRulesets", &["glue:GetDataQualityRuleset"], rulesets),
        // A job evaluates rules, not a ruleset by its name, so its results belong to none in particular.
        Statement::allow(
            "PublishDataQuality",
            &["glue:PublishDataQuality", "glue:GetDataQualityResult"],
            [arn("glue", "dataQualityRuleset/*")],
        ),
        // The action has no resource type; the namespace is its limit.
        Statement::allow("PublishQualityMetrics", &["cloudwatch:PutMetricData"], ["*"]).when(
            "StringEquals",
            "cloudwatch:namespace",
            "Glue Data Quality",
        ),
    ]
}
