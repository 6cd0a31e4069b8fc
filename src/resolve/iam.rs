//! Policies as values: statements, trust, and a role with its one policy.

use crate::expr::{Arn, Document, Expr, Handle, Pseudo};
use crate::graph::{Graph, Scope};
use crate::resource::{ManagedPolicy, Role};

use super::lake::Lake;
use super::names::{arn, below, regional_service};

/// One statement of a policy.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    sid: &'static str,
    effect: &'static str,
    principal: Option<Expr>,
    actions: Vec<&'static str>,
    resources: Vec<Expr>,
    conditions: Vec<(&'static str, Vec<(String, Expr)>)>,
}

impl Statement {
    pub(super) fn allow<R: Into<Expr>>(
        sid: &'static str,
        actions: &[&'static str],
        resources: impl IntoIterator<Item = R>,
    ) -> Self {
        Self {
            sid,
            effect: "Allow",
            principal: None,
            actions: actions.to_vec(),
            resources: resources.into_iter().map(Into::into).collect(),
            conditions: Vec::new(),
        }
    }

    /// Refuses `actions` to everybody who does not speak TLS. The value is a JSON boolean: AWS Guard's rule does not
    /// take the string.
    pub(super) fn deny_insecure_transport<R: Into<Expr>>(
        actions: &[&'static str],
        resources: impl IntoIterator<Item = R>,
    ) -> Self {
        let statement = Self { effect: "Deny", ..Self::allow("DenyInsecureTransport", actions, resources) };
        statement.anyone().when("Bool", "aws:SecureTransport", false)
    }

    fn anyone(mut self) -> Self {
        self.principal = Some(Expr::object([("AWS", "*")]));
        self
    }

    /// In a resource policy: to the service `service`.
    pub(super) fn by_service(mut self, service: impl Into<Expr>) -> Self {
        self.principal = Some(Expr::object([("Service", service.into())]));
        self
    }

    /// In a resource policy: to the AWS principal `principal`.
    pub(super) fn by_principal(mut self, principal: Expr) -> Self {
        self.principal = Some(Expr::object([("AWS", principal)]));
        self
    }

    /// Only if `key` compares to `value` by `operator`.
    pub(super) fn when(mut self, operator: &'static str, key: impl Into<String>, value: impl Into<Expr>) -> Self {
        let entry = (key.into(), value.into());
        match self.conditions.iter_mut().find(|(known, _)| *known == operator) {
            Some((_, entries)) => entries.push(entry),
            None => self.conditions.push((operator, vec![entry])),
        }
        self
    }

    /// Only on behalf of this account.
    pub(super) fn for_this_account(self) -> Self {
        self.when("StringEquals", "aws:SourceAccount", Pseudo::AccountId)
    }

    /// Only through `service` in this region.
    pub(super) fn via(self, service: &str) -> Self {
        self.when("StringEquals", "kms:ViaService", regional_service(service))
    }
}

impl From<Statement> for Expr {
    fn from(statement: Statement) -> Self {
        let mut entries: Vec<(String, Expr)> =
            vec![("Sid".into(), statement.sid.into()), ("Effect".into(), statement.effect.into())];
        entries.extend(statement.principal.map(|principal| ("Principal".into(), principal)));
        entries.push(("Action".into(), one_or_many(statement.actions.into_iter().map(Expr::from).collect())));
        if !statement.resources.is_empty() {
            entries.push(("Resource".into(), one_or_many(statement.resources)));
        }
        if !statement.conditions.is_empty() {
            let conditions = statement.conditions.into_iter().map(|(op, entries)| (op, Expr::object(entries)));
            entries.push(("Condition".into(), Expr::object(conditions)));
        }
        Self::Object(entries)
    }
}

fn one_or_many(mut items: Vec<Expr>) -> Expr {
    if items.len() == 1 { items.swap_remove(0) } else { Expr::List(items) }
}

/// A policy document of `statements`.
pub(super) fn policy(statements: impl IntoIterator<Item = Statement>) -> Document {
    Document::of(Expr::object([("Version", Expr::from("2012-10-17")), ("Statement", Expr::list(statements))]))
}

/// A service that assumes a role, and the condition that keeps other accounts' requests out.
pub(super) enum Trusted {
    /// Glue: whether it always sends the source account is not documented, so the condition holds if it does not.
    Glue,
    /// Lambda sends the source account (AWS Lambda Developer Guide, "execution role").
    Lambda,
    /// Firehose sends the account as the external id (Amazon Data Firehose Developer Guide, "Allow Firehose to assume an
    /// IAM role").
    Firehose,
    /// EventBridge, for the rules whose ARNs match.
    Events(Arn),
    /// Step Functions, for this state machine (AWS Step Functions Developer Guide, "Creating an IAM role").
    States(Arn),
    /// EMR Serverless, for runs of this application. It sends the source account (Amazon SageMaker AI Developer Guide,
    /// "Grant users permissions to use large data"); whether it always sends the ARN is not documented.
    EmrServerless(Arn),
    /// Lake Formation; whether it sends the source account is not documented.
    LakeFormation,
    /// Redshift, which acts as either service; whether it sends the source account is not documented.
    Redshift,
}

impl Trusted {
    fn document(self) -> Document {
        let assume = |sid, service: &str| Statement {
            sid,
            effect: "Allow",
            principal: Some(Expr::object([("Service", service)])),
            actions: vec!["sts:AssumeRole"],
            resources: Vec::new(),
            conditions: Vec::new(),
        };
        policy([match self {
            Self::Glue => assume("AssumedByGlue", "glue.amazonaws.com").when(
                "StringEqualsIfExists",
                "aws:SourceAccount",
                Pseudo::AccountId,
            ),
            Self::LakeFormation => assume("AssumedByLakeFormation", "lakeformation.amazonaws.com").when(
                "StringEqualsIfExists",
                "aws:SourceAccount",
                Pseudo::AccountId,
            ),
            Self::Redshift => {
                let services = ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"];
                assume("AssumedByRedshift", "").by_service(Expr::list(services)).when(
                    "StringEqualsIfExists",
                    "aws:SourceAccount",
                    Pseudo::AccountId,
                )
            }
            Self::EmrServerless(application) => assume("AssumedByEmrServerless", "emr-serverless.amazonaws.com")
                .for_this_account()
                .when("ArnLikeIfExists", "aws:SourceArn", Expr::list([below(&application, "/*"), application])),
            Self::Lambda => assume("AssumedByLambda", "lambda.amazonaws.com").for_this_account(),
            Self::Firehose => assume("AssumedByFirehose", "firehose.amazonaws.com").when(
                "StringEquals",
                "sts:ExternalId",
                Pseudo::AccountId,
            ),
            Self::States(machine) => assume("AssumedByStepFunctions", "states.amazonaws.com").for_this_account().when(
                "ArnLike",
                "aws:SourceArn",
                machine,
            ),
            Self::Events(rules) => assume("AssumedByEventBridge", "events.amazonaws.com").for_this_account().when(
                "ArnLike",
                "aws:SourceArn",
                rules,
            ),
        }])
    }
}

/// A role for one principal, with one customer managed policy. The role refers to the policy, so whatever waits for
/// the role waits for its permissions too.
pub(super) fn role(
    lake: &Lake<'_>,
    graph: &mut Graph,
    scope: &Scope,
    role: RoleSpec<'_>,
    statements: Vec<Statement>,
) -> Handle<Role> {
    let managed = graph.add(scope.node(
        &format!("{}_policy", role.part),
        ManagedPolicy {
            managed_policy_name: Some(role.name.into()),
            description: Some(format!("What {} may do", role.who).into()),
            policy_document: Some(policy(statements)),
        },
    ));
    graph.add(scope.node(
        &format!("{}_role", role.part),
        Role {
            role_name: Some(role.name.into()),
            description: Some(format!("Assumed by {}", role.who).into()),
            assume_role_policy_document: Some(role.trusted.document()),
            permissions_boundary: lake.pipeline.permissions_boundary.as_ref().map(Arn::of),
            managed_policy_arns: Some(vec![managed.arn()]),
            tags: Some(lake.tags()),
        },
    ))
}

/// Who a role is for.
pub(super) struct RoleSpec<'a> {
    /// The physical name of role and policy.
    pub(super) name: &'a str,
    /// The first part of their logical names: `job`.
    pub(super) part: &'a str,
    /// In words: "the job orders-clean".
    pub(super) who: String,
    /// The service that assumes it.
    pub(super) trusted: Trusted,
}

/// What Glue needs to write to log groups of its own; `encrypted` if a security configuration does that.
///
/// `logs:AssociateKmsKey` is required as soon as a security configuration encrypts logs (AWS Glue Developer Guide,
/// "Encrypting logs").
pub(super) fn glue_logs(groups: &[String], encrypted: bool) -> Vec<Statement> {
    let resources = groups.iter().flat_map(|group| {
        let group = arn("logs", format!("log-group:{group}"));
        [below(&group, ":log-stream:*"), group]
    });
    let actions: &[&str] = if encrypted {
        &["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:AssociateKmsKey"]
    } else {
        &["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    };
    let mut statements = vec![Statement::allow("WriteLogs", actions, resources)];
    if encrypted {
        // The action has no resource type (Service Authorization Reference, "AWS Glue").
        statements.push(Statement::allow("ReadSecurityConfiguration", &["glue:GetSecurityConfiguration"], ["*"]));
    }
    statements
}
