//! What each role of a lake asks for, and what it must not get: worked out from the resolved spec alone, by names that the
//! handbook promises. Nothing here looks at a policy.

use serde_json::{Value, json};

pub const ACCOUNT: &str = "111122223333";
pub const REGION: &str = "us-east-1";
pub const KEY: &str = "arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-1111-2222-333344445555";
const ANOTHER_KEY: &str = "arn:aws:kms:us-east-1:111122223333:key/ffffffff-0000-1111-2222-333344445555";

/// A request of one role, and whether it should be allowed.
pub struct Request {
    pub what: &'static str,
    pub action: &'static str,
    pub resource: String,
    pub context: Value,
    pub allowed: bool,
}

/// One role with the policy of its name, and all that is asked of it.
pub struct Role {
    pub name: String,
    pub kind: &'static str,
    pub requests: Vec<Request>,
}

/// Every role that lakegen makes for the lake `name`.
pub fn roles(name: &str, spec: &Value) -> Vec<Role> {
    let lake = Lake { name, spec };
    let mut roles = Vec::new();
    for (key, job) in members(spec, "jobs").filter(|(_, job)| job["role"].is_null()) {
        roles.push(lake.role("job", key, "job", |asks| asks.job(job)));
    }
    for (key, job) in members(spec, "jobs").filter(|(_, job)| job["trigger"]["on_demand"] != true) {
        match job["trigger"]["via"].as_str() {
            Some("lambda") => roles.push(lake.role("function", key, "trigger", |asks| asks.function(key, job))),
            Some("step_functions") => {
                roles.push(lake.role("state machine", key, "trigger", |asks| asks.starts(key, "job")));
                roles.push(lake.role("rules", key, "rules", |asks| asks.rules(key)));
            }
            _ => {}
        }
    }
    for (key, crawler) in members(spec, "crawlers") {
        if crawler["role"].is_null() {
            roles.push(lake.role("crawler", key, "crawler", |asks| asks.crawler(key, crawler)));
        }
        if ["s3", "job"].into_iter().any(|source| !crawler["trigger"][source].is_null()) {
            roles.push(lake.role("function", key, "start", |asks| asks.starter(key)));
        }
    }
    for (key, stream) in members(spec, "streams").filter(|(_, stream)| !stream["firehose"].is_null()) {
        roles.push(lake.role("stream", key, "firehose", |asks| asks.firehose(&stream["firehose"])));
    }
    for (key, application) in members(spec, "emr_serverless") {
        roles.push(lake.role("application", key, "emr", |asks| asks.data(application)));
    }
    for (key, warehouse) in members(spec, "warehouses") {
        let schemas = texts(&warehouse["redshift_serverless"]["external_schemas"]);
        if !schemas.is_empty() {
            roles.push(lake.role("warehouse", key, "warehouse", |asks| asks.looks_up(&schemas)));
        }
    }
    if !spec["lake_formation"]["registered_locations"].is_null() {
        let locations = spec["lake_formation"]["registered_locations"].as_array().into_iter().flatten();
        let own: Vec<String> = locations.filter(|one| one["role"].is_null()).filter_map(path_of).collect();
        if !own.is_empty() {
            roles.push(lake.role_of_lake("registered locations", "lake-formation", |asks| asks.reads_and_writes(&own)));
        }
    }
    if !spec["athena"].is_null() {
        roles.push(lake.role_of_lake("readers", "athena-reader", |asks| asks.reader()));
    }
    roles
}

pub fn members<'s>(spec: &'s Value, section: &str) -> impl Iterator<Item = (&'s String, &'s Value)> {
    spec[section].as_object().into_iter().flatten()
}

pub fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

pub fn path_of(item: &Value) -> Option<String> {
    item.as_str().or_else(|| item["path"].as_str()).map(str::to_owned)
}

/// Whether `text` is a prefix of a bucket that the spec declares.
pub fn is_path(text: &str) -> bool {
    text.contains('/') && !text.contains(':') && !text.ends_with('*')
}

pub fn tls() -> Value {
    json!({ "aws:SecureTransport": "true" })
}

fn through(service: &str) -> Value {
    json!({ "kms:ViaService": format!("{service}.{REGION}.amazonaws.com") })
}

pub fn arn(service: &str, rest: &str) -> String {
    format!("arn:aws:{service}:{REGION}:{ACCOUNT}:{rest}")
}

pub struct Lake<'s> {
    pub name: &'s str,
    pub spec: &'s Value,
}

impl Lake<'_> {
    fn role(&self, kind: &'static str, key: &str, part: &str, ask: impl FnOnce(&mut Asks<'_>)) -> Role {
        self.role_of_lake(kind, &format!("{}-{part}", key.replace('_', "-")), ask)
    }

    fn role_of_lake(&self, kind: &'static str, part: &str, ask: impl FnOnce(&mut Asks<'_>)) -> Role {
        let mut asks = Asks { lake: self, requests: Vec::new() };
        ask(&mut asks);
        asks.nobodys();
        Role { name: format!("{}-{part}", self.name), kind, requests: asks.requests }
    }

    pub fn of(&self, key: &str) -> String {
        format!("{}-{}", self.name, key.replace('_', "-"))
    }

    pub fn object(&self, path: &str, file: &str) -> String {
        let (bucket, prefix) = path.split_once('/').expect("a bucket and a prefix");
        let name = match self.spec["buckets"][bucket]["import"].as_str() {
            Some(name) => name.to_owned(),
            None => format!("{}-{ACCOUNT}-{REGION}", self.of(bucket)),
        };
        format!("arn:aws:s3:::{name}/{prefix}{file}")
    }

    /// Whether Lake Formation hands out access to what lies below `path`.
    pub fn is_governed(&self, path: &str) -> bool {
        let locations = self.spec["lake_formation"]["registered_locations"].as_array().into_iter().flatten();
        let strict = locations.filter(|one| one["hybrid_access_enabled"] != true);
        strict.filter_map(path_of).any(|registered| path.starts_with(&registered))
    }
}

/// The requests of one role, as they are collected.
pub struct Asks<'l> {
    pub lake: &'l Lake<'l>,
    requests: Vec<Request>,
}

impl Asks<'_> {
    pub fn ask(&mut self, what: &'static str, action: &'static str, resource: String, context: Value, allowed: bool) {
        self.requests.push(Request { what, action, resource, context, allowed });
    }

    /// What no role may.
    fn nobodys(&mut self) {
        let own = self.lake.of("any");
        self.ask("reads another lake", "s3:GetObject", "arn:aws:s3:::another-lake/raw/a.json".into(), tls(), false);
        self.ask("writes another lake", "s3:PutObject", "arn:aws:s3:::another-lake/raw/a.json".into(), tls(), false);
        self.ask("decrypts with another key", "kms:Decrypt", ANOTHER_KEY.into(), through("s3"), false);
        self.ask("starts another job", "glue:StartJobRun", arn("glue", &format!("job/{own}")), json!({}), false);
        self.ask(
            "starts another crawler",
            "glue:StartCrawler",
            arn("glue", &format!("crawler/{own}")),
            json!({}),
            false,
        );
        let elsewhere = arn("glue", "table/somebody_elses/any");
        self.ask("drops a table elsewhere", "glue:DeleteTable", elsewhere, json!({}), false);
        let role = format!("arn:aws:iam::{ACCOUNT}:role/{own}");
        self.ask("passes a role on", "iam:PassRole", role, json!({}), false);
    }

    /// The account's own key through `service`, where the lake has made it.
    pub fn decrypts(&mut self, service: &str) {
        if self.lake.spec["encryption"]["kms_key"] == "create" {
            self.ask("decrypts", "kms:Decrypt", KEY.into(), through(service), true);
        }
    }

    /// Reading `paths`, and nothing else but what it writes and what lies behind the tables that it reads.
    pub fn reads(&mut self, paths: &[String], writes: &[String], tables: &[String]) {
        let within = |path: &str, others: &[String]| others.iter().any(|other| path.starts_with(other.as_str()));
        for path in paths {
            let object = self.lake.object(path, "part-0.parquet");
            self.ask("reads its input", "s3:GetObject", object.clone(), tls(), true);
            if self.lake.spec["buckets"][path.split('/').next().unwrap_or_default()]["import"].is_null() {
                let plain = json!({ "aws:SecureTransport": "false" });
                self.ask("reads without TLS", "s3:GetObject", object.clone(), plain, false);
            }
            if !within(path, writes) {
                self.ask("writes its input", "s3:PutObject", object.clone(), tls(), false);
                self.ask("removes its input", "s3:DeleteObject", object, tls(), false);
            }
            let beside = beside(path);
            if ![paths, writes, tables].into_iter().any(|others| within(&beside, others)) {
                let object = self.lake.object(&beside, "part-0.parquet");
                self.ask("reads beside its input", "s3:GetObject", object, tls(), false);
            }
        }
    }

    pub fn writes(&mut self, paths: &[String]) {
        for path in paths {
            let object = self.lake.object(path, "part-0.parquet");
            self.ask("writes its output", "s3:PutObject", object, tls(), true);
            let beside = beside(path);
            if !paths.iter().any(|other| beside.starts_with(other.as_str())) {
                let object = self.lake.object(&beside, "part-0.parquet");
                self.ask("writes beside its output", "s3:PutObject", object, tls(), false);
            }
        }
    }

    pub fn reads_and_writes(&mut self, paths: &[String]) {
        let paths: Vec<String> = paths.iter().filter(|path| is_path(path)).cloned().collect();
        self.reads(&paths, &paths, &[]);
        self.writes(&paths);
    }
}

/// A folder of the same bucket that no spec names.
fn beside(path: &str) -> String {
    format!("{}/beside-everything/", path.split('/').next().expect("a bucket"))
}
