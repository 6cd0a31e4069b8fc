//! Roles and policies, judged by what knows IAM: parliament reads each policy, a simulator answers requests as IAM would.
//!
//! What a job may do is worked out here from the spec alone, by names that the README promises.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value, json};

use crate::rendering::{Lake, Rendered};
use crate::tool::{self, needed};
use crate::{assert_accepted, assert_rejected};

const ACCOUNT: &str = "111122223333";
const REGION: &str = "us-east-1";
const KEY: &str = "arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-1111-2222-333344445555";
const ANOTHER_KEY: &str = "arn:aws:kms:us-east-1:111122223333:key/ffffffff-0000-1111-2222-333344445555";

/// The Service Authorization Reference knows no resource for this action; the policy that AWS asks for names the account's log
/// groups all the same, and no other account's (Amazon EMR Serverless User Guide, "Storing logs").
const NARROWER: [&str; 2] = ["RESOURCE_MISMATCH", "logs:DescribeLogGroups"];

/// What `lakegen` prints for the spec at `spec`.
fn lakegen(args: &[&str], spec: &Path) -> String {
    let outcome = tool::run(Command::new(env!("CARGO_BIN_EXE_lakegen")).args(args).arg(spec));
    assert!(outcome.success, "{}: {}", spec.display(), outcome.stderr);
    outcome.stdout
}

/// The policies of a lake, with what only a deployment knows filled in.
fn policies(spec: &Path) -> Vec<Value> {
    let text = lakegen(&["explain", "iam", "--format", "json", "--account", ACCOUNT, "--region", REGION], spec);
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
        for policy in policies(&lake.source) {
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

/// A request of one role, and whether it should be allowed.
struct Request {
    what: String,
    action: &'static str,
    resource: String,
    context: Value,
    allowed: bool,
}

/// The requests that a job of the lake `name` makes or must not, from its resolved spec.
fn requests(name: &str, job: &Value) -> Vec<Request> {
    let mut requests = Vec::new();
    let mut ask = |what: &str, action: &'static str, resource: String, context: Value, allowed: bool| {
        requests.push(Request { what: what.to_owned(), action, resource, context, allowed });
    };
    let tls = || json!({ "aws:SecureTransport": "true" });
    let object = |path: &str, file: &str| {
        let (bucket, prefix) = path.split_once('/').expect("a bucket and a prefix");
        format!("arn:aws:s3:::{name}-{}-{ACCOUNT}-{REGION}/{prefix}{file}", bucket.replace('_', "-"))
    };
    let is_path = |text: &&str| text.contains('/') && !text.contains(':') && !text.ends_with('*');
    let texts = |key: &str| job[key].as_array().into_iter().flatten().cloned().collect::<Vec<_>>();
    let path_of = |item: &Value| item.as_str().or_else(|| item["path"].as_str()).map(str::to_owned);
    let reads: Vec<String> = texts("reads").iter().filter_map(path_of).filter(|path| is_path(&path.as_str())).collect();
    let writes: Vec<String> =
        texts("writes").iter().filter_map(path_of).filter(|path| is_path(&path.as_str())).collect();
    let within = |path: &str, others: &[String]| others.iter().any(|other| path.starts_with(other.as_str()));
    for path in &reads {
        ask("reads its input", "s3:GetObject", object(path, "part-0.parquet"), tls(), true);
        ask(
            "reads without TLS",
            "s3:GetObject",
            object(path, "part-0.parquet"),
            json!({ "aws:SecureTransport": "false" }),
            false,
        );
        if !within(path, &writes) {
            ask("writes its input", "s3:PutObject", object(path, "part-0.parquet"), tls(), false);
        }
        let beside = format!("{}/beside-everything/", path.split('/').next().expect("a bucket"));
        if !within(&beside, &reads) && !within(&beside, &writes) {
            ask("reads beside its input", "s3:GetObject", object(&beside, "part-0.parquet"), tls(), false);
        }
    }
    for path in &writes {
        ask("writes its output", "s3:PutObject", object(path, "part-0.parquet"), tls(), true);
        ask("takes output back", "s3:DeleteObject", object(path, "part-0.parquet"), tls(), true);
        let beside = format!("{}/beside-everything/", path.split('/').next().expect("a bucket"));
        if !within(&beside, &writes) {
            ask("writes beside its output", "s3:PutObject", object(&beside, "part-0.parquet"), tls(), false);
        }
    }
    let through = |service: &str| json!({ "kms:ViaService": format!("{service}.{REGION}.amazonaws.com") });
    if !reads.is_empty() || !writes.is_empty() {
        ask("decrypts data", "kms:Decrypt", KEY.into(), through("s3"), true);
        ask("decrypts with another key", "kms:Decrypt", ANOTHER_KEY.into(), through("s3"), false);
    }
    for database in texts("reads").iter().filter_map(Value::as_str).filter_map(|read| read.strip_suffix(".*")) {
        let table = |database: &str| format!("arn:aws:glue:{REGION}:{ACCOUNT}:table/{database}/any");
        ask("looks a table up", "glue:GetTable", table(database), json!({}), true);
        ask("looks up elsewhere", "glue:GetTable", table("somebody_elses"), json!({}), false);
        ask("drops a table", "glue:DeleteTable", table(database), json!({}), false);
    }
    ask("reads another lake", "s3:GetObject", "arn:aws:s3:::another-lake/raw/a.json".into(), tls(), false);
    ask(
        "starts a job",
        "glue:StartJobRun",
        format!("arn:aws:glue:{REGION}:{ACCOUNT}:job/{name}-any"),
        json!({}),
        false,
    );
    ask("passes a role on", "iam:PassRole", format!("arn:aws:iam::{ACCOUNT}:role/{name}-any"), json!({}), false);
    requests
}

/// What is asked of a simulator, and what is to come of it.
#[derive(Default)]
struct Trial {
    questions: Vec<Value>,
    expected: Vec<(String, bool)>,
}

impl Trial {
    /// Asks what each job of `lake` may do, when its policy is what `change` makes of it.
    fn add(&mut self, lake: &Lake, change: fn(&mut Value)) {
        let policies = policies(&lake.source);
        let of_type = |kind: &str| policies.iter().filter(move |policy| policy["type"] == kind).collect::<Vec<_>>();
        let resolved: Value = serde_yaml::from_str(&lakegen(&["show"], &lake.source)).expect("YAML");
        let is_import = |bucket: &Value| !bucket["import"].is_null();
        // Names of buckets that exist, and keys of AWS's, are not worked out here.
        let imports = resolved["buckets"].as_object().is_some_and(|buckets| buckets.values().any(is_import));
        let Some(key) = of_type("AWS::KMS::Key").first().map(|policy| policy["document"].clone()) else { return };
        if imports {
            return;
        }
        for (job, said) in resolved["jobs"].as_object().into_iter().flatten() {
            let role = format!("{}-{}-job", lake.name, job.replace('_', "-"));
            let Some(own) = of_type("AWS::IAM::ManagedPolicy").into_iter().find(|policy| policy["name"] == role) else {
                continue;
            };
            let mut document = own["document"].clone();
            change(&mut document);
            for request in requests(&lake.name, said) {
                let bucket = request.resource.strip_prefix("arn:aws:s3:::").and_then(|rest| rest.split('/').next());
                let objects = format!("\"arn:aws:s3:::{}/*\"", bucket.unwrap_or_default());
                let of_bucket = |policy: &&&Value| policy["document"].to_string().contains(&objects);
                let resource_policy = match request.action {
                    "kms:Decrypt" => Some(key.clone()),
                    _ => {
                        of_type("AWS::S3::BucketPolicy").iter().find(of_bucket).map(|policy| policy["document"].clone())
                    }
                };
                self.questions.push(json!({
                    "identityPolicies": [{ "name": "job", "policy": document }],
                    "serviceControlPolicies": [],
                    "resourceControlPolicies": [],
                    "resourcePolicy": resource_policy,
                    "request": {
                        "action": request.action,
                        "principal": format!("arn:aws:iam::{ACCOUNT}:role/{role}"),
                        "resource": { "resource": request.resource, "accountId": ACCOUNT },
                        "contextVariables": request.context,
                    },
                }));
                let what = format!("{}: {job} {}: {} {}", lake.spec, request.what, request.action, request.resource);
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
fn jobs_may_do_what_the_spec_says_and_nothing_else() {
    let Some(simulator) = simulator() else { return };
    let mut trial = Trial::default();
    for lake in &Rendered::all().lakes {
        trial.add(lake, |_| {});
    }
    let allowed = trial.expected.iter().filter(|(_, allowed)| *allowed).count();
    assert!(allowed > 100 && trial.expected.len() > 2 * allowed, "{allowed} of {}", trial.expected.len());
    assert_accepted(&trial.complaints(&simulator));
}

#[test]
fn a_job_that_may_too_much_or_too_little_is_found() {
    let Some(simulator) = simulator() else { return };
    let rendered = Rendered::example("s3_drop");
    type Change = fn(&mut Value);
    let changes: [(&str, Change, &str); 2] = [
        ("too little", |policy| policy["Statement"] = json!([]), "reads its input"),
        (
            "too much",
            |policy| {
                let all = json!({ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*" });
                policy["Statement"].as_array_mut().expect("a list").push(all);
            },
            "reads another lake",
        ),
    ];
    for (name, change, why) in changes {
        let mut trial = Trial::default();
        trial.add(rendered.only(), change);
        assert_rejected(name, why, &trial.complaints(&simulator));
    }
}
