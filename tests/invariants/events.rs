//! What stands between an event and what it starts.

use serde_json::{Map, Value};

use crate::{hold, listed, resources};

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
fn dead_letters_are_taken_from_the_rules_that_have_them() {
    hold(|template| {
        let mut faults = Vec::new();
        for (id, rule) in resources(template, "AWS::Events::Rule") {
            for target in rule.get("Targets").and_then(Value::as_array).into_iter().flatten() {
                let queue = target["DeadLetterConfig"]["Arn"]["Fn::GetAtt"][0].as_str().unwrap_or_default();
                if !lets_in(template, queue, id) {
                    faults.push(format!("{queue} does not let {id} in"));
                }
            }
        }
        faults
    });
}

/// Whether the policy of the queue allows EventBridge to send for the rule.
fn lets_in(template: &Value, queue: &str, rule: &str) -> bool {
    let mut policies =
        resources(template, "AWS::SQS::QueuePolicy").filter(|(_, policy)| policy["Queues"][0]["Ref"] == queue);
    policies.any(|(_, policy)| {
        let mut statements = policy["PolicyDocument"]["Statement"].as_array().into_iter().flatten();
        statements.any(|statement| {
            statement["Principal"]["Service"] == "events.amazonaws.com"
                && listed(&statement["Action"]).contains(&"sqs:SendMessage")
                && statement["Condition"].to_string().contains(&format!(r#"["{rule}","Arn"]"#))
        })
    })
}

#[test]
fn events_that_glue_may_lose_are_looked_for_every_hour() {
    hold(|template| {
        let is_scheduled = |function: &str| {
            resources(template, "AWS::Events::Rule").any(|(_, rule)| {
                rule.get("ScheduleExpression").is_some_and(|when| when == "rate(1 hour)")
                    && reaches(template, &rule["Targets"][0]["Arn"]["Fn::GetAtt"][0], function)
            })
        };
        resources(template, "AWS::Lambda::Function")
            .filter(|(_, function)| {
                let trigger = function["Environment"]["Variables"]["TRIGGER"].as_str();
                trigger.is_some_and(|trigger| ["crawler", "job", "all_of"].contains(&trigger))
            })
            .filter(|(id, _)| !is_scheduled(id))
            .map(|(id, _)| format!("nothing starts {id} when an event was lost"))
            .collect()
    });
}

/// Whether `target` is the function, or the queue that it polls.
fn reaches(template: &Value, target: &Value, function: &str) -> bool {
    target == function
        || resources(template, "AWS::Lambda::EventSourceMapping").any(|(_, mapping)| {
            mapping["FunctionName"]["Ref"] == function && &mapping["EventSourceArn"]["Fn::GetAtt"][0] == target
        })
}

#[test]
fn functions_are_what_lambda_and_both_tools_take() {
    // terraform-provider-aws 5.100 knows runtimes up to python3.13; Lambda creates no functions on anything before 3.10.
    const RUNTIMES: [&str; 4] = ["python3.10", "python3.11", "python3.12", "python3.13"];
    // Lambda Developer Guide, "Defined runtime environment variables".
    const RESERVED: [&str; 7] =
        ["_HANDLER", "_X_AMZN_TRACE_ID", "AWS_", "LAMBDA_", "TZ", "LD_LIBRARY_PATH", "PYTHONPATH"];
    hold(|template| {
        let mut faults = Vec::new();
        for (id, function) in resources(template, "AWS::Lambda::Function") {
            if !RUNTIMES.iter().any(|runtime| function["Runtime"] == *runtime) {
                faults.push(format!("{id} runs on {}", function["Runtime"]));
            }
            // Code in a bucket of the same stack could not be there before the bucket.
            if function["Code"]["ZipFile"].is_null() {
                faults.push(format!("{id} does not bring its code"));
            }
            let variables = function["Environment"]["Variables"].as_object().into_iter().flatten();
            for (name, _) in variables {
                let is_legal = name.starts_with(|c: char| c.is_ascii_alphabetic())
                    && name.len() > 1
                    && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                if !is_legal || RESERVED.iter().any(|reserved| name.starts_with(reserved)) {
                    faults.push(format!("{id} has a variable `{name}`"));
                }
            }
        }
        faults
    });
}
