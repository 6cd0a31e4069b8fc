//! Who may do what.

use serde_json::Value;

use crate::{hold, listed, resources, statements, statements_of_role};

#[test]
fn nobody_is_allowed_an_action_by_wildcard() {
    hold(|template| {
        let allowed = statements(template).into_iter().filter(|(_, statement)| statement["Effect"] == "Allow");
        allowed
            .filter(|(_, statement)| listed(&statement["Action"]).iter().any(|action| action.contains('*')))
            .map(|(id, statement)| format!("{id}: {}", statement["Action"]))
            .collect()
    });
}

#[test]
fn every_resource_is_only_meant_where_there_is_nothing_narrower() {
    // Service Authorization Reference: these actions have no resource type.
    const WITHOUT_RESOURCE: &[&str] = &[
        "glue:GetSecurityConfiguration",
        "cloudwatch:PutMetricData",
        "lakeformation:GetDataAccess",
        "logs:CreateLogDelivery",
        "logs:GetLogDelivery",
        "logs:UpdateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups",
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
        "ec2:DescribeSubnets",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeVpcEndpoints",
        "ec2:DescribeRouteTables",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeVpcs",
        "redshift-data:DescribeStatement",
        "redshift-data:GetStatementResult",
    ];
    hold(|template| {
        let key_policy = |id: &str| template["Resources"][id]["Type"] == "AWS::KMS::Key";
        statements(template)
            .into_iter()
            .filter(|(id, statement)| statement["Resource"] == "*" && !key_policy(id))
            .filter(|(_, statement)| {
                !listed(&statement["Action"]).iter().all(|action| WITHOUT_RESOURCE.contains(action))
            })
            .map(|(id, statement)| format!("{id}: {} on everything", statement["Action"]))
            .collect()
    });
}

#[test]
fn nobody_but_a_service_or_this_account_is_let_in() {
    hold(|template| {
        let open = |statement: &Value| {
            statement["Effect"] == "Allow" && (statement["Principal"] == "*" || statement["Principal"]["AWS"] == "*")
        };
        let open = statements(template).into_iter().filter(|(_, statement)| open(statement));
        open.map(|(id, statement)| format!("{id}: {statement}")).collect()
    });
}

#[test]
fn every_grant_to_a_service_names_its_source() {
    hold(|template| {
        let grants = statements(template)
            .into_iter()
            .filter(|(_, statement)| statement["Effect"] == "Allow" && !statement["Principal"]["Service"].is_null());
        grants
            .filter(|(_, statement)| {
                let condition = statement["Condition"].to_string();
                !["aws:SourceAccount", "aws:SourceArn", "sts:ExternalId", "kms:EncryptionContext"]
                    .iter()
                    .any(|key| condition.contains(key))
            })
            .map(|(id, statement)| format!("{id}: {statement}"))
            .collect()
    });
}

#[test]
fn event_bridge_is_let_in_by_the_rule_and_by_nothing_else() {
    hold(|template| {
        resources(template, "AWS::Lambda::Permission")
            .filter(|(_, permission)| {
                let rule = permission["SourceArn"]["Fn::GetAtt"][0].as_str().unwrap_or_default();
                let source = &template["Resources"][rule];
                source["Type"] != "AWS::Events::Rule"
                    || permission.contains_key("SourceAccount")
                    || permission["Principal"] != "events.amazonaws.com"
            })
            .map(|(id, permission)| format!("{id}: {permission:?}"))
            .collect()
    });
}

#[test]
fn a_function_may_start_what_its_environment_names() {
    hold(|template| {
        let mut faults = Vec::new();
        for (id, function) in resources(template, "AWS::Lambda::Function") {
            let variables = &function["Environment"]["Variables"];
            let (kind, variable, action) = match variables["START_CRAWLER"].is_null() {
                true => ("job", "JOB_NAME", "glue:StartJobRun"),
                false => ("crawler", "START_CRAWLER", "glue:StartCrawler"),
            };
            let started = variables[variable]["Ref"].as_str().unwrap_or_default();
            let role = function["Role"]["Fn::GetAtt"][0].as_str().unwrap_or_default();
            let starts: Vec<&Value> = statements_of_role(template, role)
                .into_iter()
                .filter(|statement| listed(&statement["Action"]).contains(&action))
                .map(|statement| &statement["Resource"])
                .collect();
            let only = serde_json::json!({
                "Fn::Sub": format!("arn:${{AWS::Partition}}:glue:${{AWS::Region}}:${{AWS::AccountId}}:{kind}/${{{started}}}")
            });
            if started.is_empty() || starts != [&only] {
                faults.push(format!("{id} starts {started:?} and may start {starts:?}"));
            }
        }
        faults
    });
}

#[test]
fn a_policy_says_what_it_means_and_not_what_it_leaves_out() {
    hold(|template| {
        let negative = ["NotAction", "NotResource", "NotPrincipal"];
        let negated = |statement: &Value| negative.iter().any(|key| !statement[key].is_null());
        let negated = statements(template).into_iter().filter(|(_, statement)| negated(statement));
        negated.map(|(id, statement)| format!("{id}: {statement}")).collect()
    });
}

#[test]
fn a_role_has_policies_of_its_lake_only() {
    hold(|template| {
        let mut faults = Vec::new();
        for (id, role) in resources(template, "AWS::IAM::Role") {
            let managed = role["ManagedPolicyArns"].as_array().into_iter().flatten();
            let is_own = |arn: &Value| {
                arn["Ref"].as_str().is_some_and(|id| template["Resources"][id]["Type"] == "AWS::IAM::ManagedPolicy")
            };
            let foreign = managed.filter(|arn| !is_own(arn)).map(|arn| format!("{id} has the policy {arn}"));
            faults.extend(foreign);
            if role.contains_key("Policies") {
                faults.push(format!("{id} has policies that no other rule looks at"));
            }
        }
        faults
    });
}

#[test]
fn nobody_passes_a_role_on() {
    hold(|template| {
        let passing = statements(template).into_iter();
        let passing = passing.filter(|(_, statement)| listed(&statement["Action"]).contains(&"iam:PassRole"));
        passing.map(|(id, statement)| format!("{id}: {statement}")).collect()
    });
}

#[test]
fn whoever_reads_by_lake_formation_does_not_read_around_it() {
    hold(|template| {
        resources(template, "AWS::Glue::Crawler")
            .filter(|(_, crawler)| crawler_uses_lake_formation(crawler))
            .filter(|(_, crawler)| {
                let role = crawler["Role"]["Fn::GetAtt"][0].as_str().unwrap_or_default();
                let mut granted = statements_of_role(template, role).into_iter();
                granted.any(|statement| listed(&statement["Action"]).contains(&"s3:GetObject"))
            })
            .map(|(id, _)| format!("{id} may read objects without asking Lake Formation"))
            .collect()
    });
}

fn crawler_uses_lake_formation(crawler: &serde_json::Map<String, Value>) -> bool {
    crawler.get("LakeFormationConfiguration").is_some_and(|settings| settings["UseLakeFormationCredentials"] == true)
}

#[test]
fn the_key_lets_in_every_service_that_needs_it_itself() {
    hold(|template| {
        let Some((id, key)) = resources(template, "AWS::KMS::Key").next() else { return Vec::new() };
        let policy = key["KeyPolicy"].to_string();
        let mut faults = Vec::new();
        let mut need = |service: &str, who: &str| {
            if !policy.contains(service) {
                faults.push(format!("{id} does not let in {service}, which {who} needs"));
            }
        };
        for (id, group) in resources(template, "AWS::Logs::LogGroup") {
            if group.contains_key("KmsKeyId") {
                need("logs.${AWS::Region}", id);
            }
        }
        for (id, rule) in resources(template, "AWS::Events::Rule") {
            if rule.contains_key("Targets") {
                need("events.amazonaws.com", id);
            }
        }
        for (id, alarm) in resources(template, "AWS::CloudWatch::Alarm") {
            if alarm.contains_key("AlarmActions") {
                need("cloudwatch.amazonaws.com", id);
            }
        }
        for (id, bucket) in resources(template, "AWS::S3::Bucket") {
            let queues = bucket.get("NotificationConfiguration").map(|all| &all["QueueConfigurations"]);
            if queues.is_some_and(Value::is_array) {
                need("s3.amazonaws.com", id);
            }
        }
        faults
    });
}
