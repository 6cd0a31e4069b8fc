//! What has to hold in every template, whatever the spec: the promises behind "safe by default".

mod support;

use std::path::{Path, PathBuf};

use lakegen::backend::cloudformation::Format;
use lakegen::diag::Report;
use lakegen::pipeline::{self, Target};
use lakegen::template::Templates;
use serde_json::{Map, Value};

/// The CloudFormation template of every example and every valid fixture.
fn templates() -> Vec<(PathBuf, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    let mut specs = Vec::new();
    for folder in ["examples", "tests/fixtures/valid"] {
        specs_below(&root.join(folder), &mut specs);
    }
    assert!(specs.len() >= 5, "only {specs:?}");
    specs.sort();
    specs.into_iter().map(|spec| (spec.clone(), template(&placed(&spec, folder.path())))).collect()
}

fn specs_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            specs_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
}

/// An example stands complete in its folder; a fixture gets a copy beside the files that it names.
fn placed(spec: &Path, folder: &Path) -> PathBuf {
    if spec.file_name().is_some_and(|name| name == "lakegen.yaml") {
        return spec.to_owned();
    }
    support::place(spec, folder)
}

fn template(spec: &Path) -> Value {
    let templates = Templates::embedded();
    let mut report = Report::new();
    let checked = pipeline::check(spec, &[Target::CloudFormation], &templates, &mut report).expect("it can be read");
    let checked = checked.unwrap_or_else(|| panic!("{}", report.pretty(false)));
    let files =
        pipeline::render_target(&checked.graph, Target::CloudFormation, Format::Json, &templates).expect("it renders");
    serde_json::from_slice(files.get("template.json").expect("a template")).expect("JSON")
}

fn resources<'t>(template: &'t Value, kind: &'t str) -> impl Iterator<Item = (&'t str, &'t Map<String, Value>)> {
    let all = template["Resources"].as_object().expect("resources");
    all.iter()
        .filter(move |(_, resource)| resource["Type"] == kind)
        .map(|(id, resource)| (id.as_str(), resource["Properties"].as_object().expect("properties")))
}

/// Every policy statement in the template, with the id of its resource.
fn statements(template: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    for (id, resource) in template["Resources"].as_object().expect("resources") {
        for document in ["PolicyDocument", "KeyPolicy", "AssumeRolePolicyDocument"] {
            for statement in resource["Properties"][document]["Statement"].as_array().into_iter().flatten() {
                found.push((id.clone(), statement));
            }
        }
    }
    found
}

fn listed(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    }
}

/// Checks every template; a fault is named with its spec.
fn hold(check: impl Fn(&Value) -> Vec<String>) {
    let faults: Vec<String> = templates()
        .iter()
        .flat_map(|(spec, template)| {
            check(template).into_iter().map(move |fault| format!("{}: {fault}", spec.display()))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

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
fn buckets_queues_and_topics_refuse_plain_http() {
    hold(|template| {
        let mut faults = Vec::new();
        for (kind, policy) in [
            ("AWS::S3::Bucket", "AWS::S3::BucketPolicy"),
            ("AWS::SQS::Queue", "AWS::SQS::QueuePolicy"),
            ("AWS::SNS::Topic", "AWS::SNS::TopicPolicy"),
        ] {
            let denies = |policy: &Map<String, Value>| {
                // A JSON boolean: the string would not be taken by AWS Guard's rule.
                policy["PolicyDocument"].to_string().contains(r#""Condition":{"Bool":{"aws:SecureTransport":false}}"#)
            };
            let refusing = resources(template, policy).filter(|(_, policy)| denies(policy)).count();
            let guarded = resources(template, kind).count();
            if refusing < guarded {
                faults.push(format!("{guarded} of {kind}, and {refusing} policies that deny plain HTTP"));
            }
        }
        faults
    });
}

#[test]
fn an_event_can_be_lost_nowhere() {
    hold(|template| {
        let mut faults = Vec::new();
        for (id, rule) in resources(template, "AWS::Events::Rule") {
            let is_counted = |(_, alarm): (&str, &Map<String, Value>)| alarm["Dimensions"][0]["Value"]["Ref"] == id;
            if rule.get("Targets").is_none() && resources(template, "AWS::CloudWatch::Alarm").any(is_counted) {
                continue;
            }
            let targets = rule["Targets"].as_array().expect("targets");
            if targets.is_empty() || targets.len() > 5 {
                faults.push(format!("{id} has {} targets", targets.len()));
            }
            for target in targets {
                if target["RetryPolicy"].is_null() || target["DeadLetterConfig"]["Arn"].is_null() {
                    faults.push(format!("{id} has a target without retries or dead letters"));
                }
            }
        }
        for (id, function) in resources(template, "AWS::Lambda::Function") {
            let configured = resources(template, "AWS::Lambda::EventInvokeConfig");
            let configured = configured.filter(|(_, config)| config["FunctionName"]["Ref"] == id).count();
            if function["DeadLetterConfig"]["TargetArn"].is_null() || configured != 1 {
                faults.push(format!("{id} has no dead letters or no invoke configuration"));
            }
            let mut queues = resources(template, "AWS::Lambda::EventSourceMapping");
            match queues.find(|(_, mapping)| mapping["FunctionName"]["Ref"] == id) {
                Some((queue, mapping)) => {
                    // More pollers than invocations may run would count as tries of the messages.
                    if mapping["ScalingConfig"]["MaximumConcurrency"] != function["ReservedConcurrentExecutions"] {
                        faults.push(format!("{id} and {queue} differ in how many may run"));
                    }
                    if mapping["FunctionResponseTypes"][0] != "ReportBatchItemFailures" {
                        faults.push(format!("{queue} does not hear which messages have to come again"));
                    }
                }
                None if function["ReservedConcurrentExecutions"] != 1 => {
                    faults.push(format!("{id} may run beside itself"));
                }
                None => {}
            }
        }
        faults
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
fn what_glue_would_choose_is_chosen() {
    hold(|template| {
        let mut faults = Vec::new();
        for (id, crawler) in resources(template, "AWS::Glue::Crawler") {
            let explicit = ["RecrawlPolicy", "SchemaChangePolicy", "Configuration", "DatabaseName"];
            for name in explicit.into_iter().filter(|name| !crawler.contains_key(*name)) {
                faults.push(format!("{id} leaves {name} to Glue"));
            }
        }
        for (id, job) in resources(template, "AWS::Glue::Job") {
            let of_type: &[&str] = match job["Command"]["Name"].as_str() {
                Some("glueetl") => &["GlueVersion", "Timeout", "ExecutionClass", "WorkerType"],
                // Without a timeout a stream is followed for good.
                Some("gluestreaming") => &["GlueVersion", "WorkerType"],
                _ => &["Timeout", "MaxCapacity"],
            };
            let explicit = ["MaxRetries", "JobRunQueuingEnabled"].iter().chain(of_type);
            for name in explicit.filter(|name| !job.contains_key(**name)) {
                faults.push(format!("{id} leaves {name} to Glue"));
            }
            if job["DefaultArguments"]["--TempDir"].is_null() {
                faults.push(format!("{id} has no folder of its own for temporary files"));
            }
        }
        for (id, database) in resources(template, "AWS::Glue::Database") {
            if database["CatalogId"].is_null() {
                faults.push(format!("{id} has no catalog"));
            }
        }
        faults
    });
}

#[test]
fn what_holds_data_says_what_becomes_of_it() {
    const STATEFUL: &[&str] =
        &["AWS::S3::Bucket", "AWS::KMS::Key", "AWS::SQS::Queue", "AWS::Logs::LogGroup", "AWS::Kinesis::Stream"];
    hold(|template| {
        let all = template["Resources"].as_object().expect("resources");
        all.iter()
            .filter(|(_, resource)| STATEFUL.iter().any(|kind| resource["Type"] == *kind))
            .filter(|(_, resource)| resource["DeletionPolicy"].is_null() || resource["UpdateReplacePolicy"].is_null())
            .map(|(id, _)| id.clone())
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
            let policy =
                template["Resources"][role]["Properties"]["ManagedPolicyArns"][0]["Ref"].as_str().unwrap_or_default();
            let policy = &template["Resources"][policy]["Properties"]["PolicyDocument"];
            let starts: Vec<&Value> = policy["Statement"]
                .as_array()
                .into_iter()
                .flatten()
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
fn a_ruleset_waits_for_the_table_that_it_is_about() {
    let waits = |ruleset: &Value, table: &str, all: &Map<String, Value>| {
        let before = listed(&ruleset["DependsOn"]);
        before.iter().any(|id| all[*id]["Properties"]["TableInput"]["Name"] == table)
    };
    let mut targets = 0;
    for (spec, template) in templates() {
        let all = template["Resources"].as_object().expect("resources");
        for ruleset in all.values().filter(|resource| resource["Type"] == "AWS::Glue::DataQualityRuleset") {
            let Some(table) = ruleset["Properties"]["TargetTable"]["TableName"].as_str() else { continue };
            assert!(waits(ruleset, table, all), "{}: a ruleset before its table {table}", spec.display());
            targets += 1;
        }
    }
    assert!(targets > 0, "no spec has a gate on a declared table");
}
