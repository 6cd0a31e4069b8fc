//! Roles and policies, judged by what knows IAM: parliament reads each policy, a simulator answers requests as IAM would.
//!
//! What a role may do is worked out from the spec alone: `iam_requests.rs`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value, json};

use crate::iam_requests::{ACCOUNT, KEY, REGION, roles};
use crate::rendering::{Lake, Rendered};
use crate::tool::{self, needed};
use crate::{assert_accepted, assert_rejected};

/// The Service Authorization Reference knows no resource for this action; the policy that AWS asks for names the account's log
/// groups all the same, and no other account's (Amazon EMR Serverless User Guide, "Storing logs").
const NARROWER: [&str; 2] = ["RESOURCE_MISMATCH", "logs:DescribeLogGroups"];

/// What `lakegen` prints for a lake.
fn lakegen(args: &[&str], lake: &Lake) -> String {
    let environment = lake.environment.iter().flat_map(|name| ["--env", name]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_lakegen"));
    let outcome = tool::run(command.args(args).arg(&lake.source).args(environment));
    assert!(outcome.success, "{}: {}", lake.spec, outcome.stderr);
    outcome.stdout
}

/// The policies of a lake, with what only a deployment knows filled in.
fn policies(lake: &Lake) -> Vec<Value> {
    let text = lakegen(&["explain", "iam", "--format", "json", "--account", ACCOUNT, "--region", REGION], lake);
    let mut parts = text.split("${");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').expect("a substitution ends");
        let service = |path: &str| format!("arn:aws:{path}").replace("::", &format!(":{REGION}:{ACCOUNT}:"));
        filled += &match name {
            "Key.Arn" => KEY.to_owned(),
            "aws:userid" => "${aws:userid}".to_owned(),
            name if name.ends_with("Application.Arn") => service("emr-serverless::/applications/00f1abcdefgh"),
            name if name.ends_with("WorkgroupArn") => service("redshift-serverless::workgroup/0a1b2c3d"),
            name if name.ends_with("NamespaceArn") => service("redshift-serverless::namespace/0a1b2c3d"),
            // A file that is uploaded.
            name => format!("arn:aws:s3:::uploads/{}", name.trim_end_matches(".Arn")),
        };
        filled += rest;
    }
    serde_json::from_str(&filled).expect("JSON")
}

fn parliament() -> Option<PathBuf> {
    let has_it =
        |python: &PathBuf| tool::run(tool::command(python).args(["-W", "ignore", "-c", "import parliament"])).success;
    needed("parliament", tool::program("python3").filter(has_it))
}

fn lint(python: &Path, documents: &Map<String, Value>) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/iam_lint.py");
    let found = tool::ask(tool::command(python).args(["-W", "ignore"]).arg(script), &Value::Object(documents.clone()));
    found.as_array().expect("a list").iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn parliament_finds_nothing() {
    let Some(python) = parliament() else { return };
    let mut documents = Map::new();
    for lake in &Rendered::all().lakes {
        for policy in policies(lake) {
            if policy["type"] == "AWS::IAM::ManagedPolicy" {
                let name = format!("{}: {}", lake.spec, policy["logical_id"].as_str().expect("a name"));
                documents.insert(name, policy["document"].clone());
            }
        }
    }
    assert!(documents.len() > 50, "only {} policies", documents.len());
    let mut complaints = lint(&python, &documents);
    complaints.retain(|complaint| !NARROWER.iter().all(|part| complaint.contains(part)));
    assert_accepted(&complaints);
}

#[test]
fn parliament_rejects_broken_policies() {
    let Some(python) = parliament() else { return };
    let policy = |action: &str, resource: &str| json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": action, "Resource": resource }] });
    let broken = [
        ("no such action", "UNKNOWN_ACTION", policy("glue:StartTheJob", "*")),
        ("an object's action on a bucket", "RESOURCE_MISMATCH", policy("s3:GetObject", "arn:aws:s3:::raw")),
    ];
    for (name, why, document) in broken {
        assert_rejected(name, why, &lint(&python, &[(name.to_owned(), document)].into_iter().collect()));
    }
}

/// What is asked of a simulator, and what is to come of it.
#[derive(Default)]
struct Trial {
    questions: Vec<Value>,
    expected: Vec<(String, bool)>,
    /// How many roles there were of each kind.
    kinds: BTreeMap<&'static str, usize>,
}

impl Trial {
    /// Asks what each role of `lake` may do, when its policy is what `change` makes of it.
    fn add(&mut self, lake: &Lake, change: &dyn Fn(&mut Value)) {
        let policies = policies(lake);
        let of_type = |kind: &str| policies.iter().filter(move |policy| policy["type"] == kind).collect::<Vec<_>>();
        let resolved: Value = serde_yaml::from_str(&lakegen(&["show"], lake)).expect("YAML");
        let key = of_type("AWS::KMS::Key").first().map(|policy| policy["document"].clone());
        for role in roles(&lake.name, &resolved) {
            let policies = of_type("AWS::IAM::ManagedPolicy");
            let own = policies.into_iter().find(|policy| policy["name"] == role.name);
            let mut document =
                own.unwrap_or_else(|| panic!("{}: no policy {}", lake.spec, role.name))["document"].clone();
            change(&mut document);
            *self.kinds.entry(role.kind).or_default() += 1;
            for request in role.requests {
                let bucket = request.resource.strip_prefix("arn:aws:s3:::").and_then(|rest| rest.split('/').next());
                let objects = format!("\"arn:aws:s3:::{}/*\"", bucket.unwrap_or_default());
                let of_bucket = |policy: &&&Value| policy["document"].to_string().contains(&objects);
                let resource_policy = match request.action {
                    "kms:Decrypt" => key.clone(),
                    _ => {
                        of_type("AWS::S3::BucketPolicy").iter().find(of_bucket).map(|policy| policy["document"].clone())
                    }
                };
                self.questions.push(json!({
                    "identityPolicies": [{ "name": "own", "policy": document }],
                    "serviceControlPolicies": [],
                    "resourceControlPolicies": [],
                    "resourcePolicy": resource_policy,
                    "request": {
                        "action": request.action,
                        "principal": format!("arn:aws:iam::{ACCOUNT}:role/{}", role.name),
                        "resource": { "resource": request.resource, "accountId": ACCOUNT },
                        "contextVariables": request.context,
                    },
                }));
                let what =
                    format!("{}: {} {}: {} {}", lake.spec, role.name, request.what, request.action, request.resource);
                self.expected.push((what, request.allowed));
            }
        }
    }

    /// What comes out differently than it should.
    fn complaints(self, (node, package): &(PathBuf, PathBuf)) -> Vec<String> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/iam_simulate.mjs");
        let verdicts = tool::ask(tool::command(node).arg(script).arg(package), &Value::Array(self.questions));
        let verdicts: Vec<String> = serde_json::from_value(verdicts).expect("a list of texts");
        assert_eq!(verdicts.len(), self.expected.len());
        let pairs = self.expected.into_iter().zip(verdicts);
        let is_wrong = |allowed: bool, verdict: &str| match verdict {
            "Allowed" => !allowed,
            "ImplicitlyDenied" | "ExplicitlyDenied" => allowed,
            _ => true,
        };
        let wrong = pairs.filter(|((_, allowed), verdict)| is_wrong(*allowed, verdict));
        wrong.map(|((request, _), verdict)| format!("{request}: {verdict}")).collect()
    }
}

fn simulator() -> Option<(PathBuf, PathBuf)> {
    let package = needed("iam-simulate", tool::named("LAKEGEN_IAM_SIMULATE"))?;
    Some((needed("node", tool::program("node"))?, package))
}

#[test]
fn roles_may_do_what_the_spec_says_and_nothing_else() {
    let Some(simulator) = simulator() else { return };
    let mut trial = Trial::default();
    // Environments have accounts of their own, which is all that their roles differ in.
    for lake in Rendered::all().lakes.iter().filter(|lake| lake.environment.is_none()) {
        trial.add(lake, &|_| {});
    }
    let allowed = trial.expected.iter().filter(|(_, allowed)| *allowed).count();
    assert!(allowed > 500 && trial.expected.len() > 2 * allowed, "{allowed} of {}", trial.expected.len());
    let kinds = [
        "application",
        "crawler",
        "function",
        "job",
        "readers",
        "registered locations",
        "rules",
        "state machine",
        "stream",
        "warehouse",
    ];
    assert_eq!(trial.kinds.keys().copied().collect::<Vec<_>>(), kinds);
    assert_accepted(&trial.complaints(&simulator));
}

#[test]
fn a_role_that_may_too_much_or_too_little_is_found() {
    let Some(simulator) = simulator() else { return };
    let allow = |action: &'static str, resource: &'static str| {
        move |policy: &mut Value| {
            let more = json!({ "Effect": "Allow", "Action": action, "Resource": resource });
            policy["Statement"].as_array_mut().expect("a list").push(more);
        }
    };
    let nothing = |policy: &mut Value| policy["Statement"] = json!([]);
    let key = "arn:aws:kms:us-east-1:111122223333:key/*";
    type Change<'c> = &'c dyn Fn(&mut Value);
    let changes: [(&str, &str, Change<'_>, &[&str]); 6] = [
        (
            "s3_drop",
            "nothing",
            &nothing,
            &["-job reads its input", "-trigger starts what it is for", "-trigger keeps what failed"],
        ),
        (
            "orders",
            "nothing",
            &nothing,
            &["-crawler reads its input", "-crawler makes a table", "-trigger looks for lost crawls"],
        ),
        (
            "s3_drop",
            "every object",
            &allow("s3:GetObject", "*"),
            &["-job reads another lake", "-trigger reads another lake"],
        ),
        (
            "orders",
            "every write",
            &allow("s3:PutObject", "*"),
            &["-crawler writes its input", "-job writes beside its output"],
        ),
        (
            "orders",
            "every key",
            &allow("kms:Decrypt", key),
            &["-crawler decrypts with another key", "-trigger decrypts with another key"],
        ),
        (
            "orders",
            "every job",
            &allow("glue:StartJobRun", "*"),
            &["-trigger starts another job", "-crawler starts another job"],
        ),
    ];
    for (example, name, change, wanted) in changes {
        let mut trial = Trial::default();
        trial.add(Rendered::example(example).only(), change);
        let complaints = trial.complaints(&simulator);
        for why in wanted {
            assert_rejected(&format!("{example} with {name}"), why, &complaints);
        }
    }
}
