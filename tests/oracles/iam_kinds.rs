//! What roles of each kind ask for, and what they must not get.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::iam_requests::{Asks, arn, is_path, members, path_of, texts, tls};

impl Asks<'_> {
    /// What a job or an application does with its `reads` and `writes`.
    pub fn data(&mut self, member: &Value) {
        let paths = |key: &str| -> Vec<String> {
            member[key].as_array().into_iter().flatten().filter_map(path_of).filter(|path| is_path(path)).collect()
        };
        let (reads, writes) = (paths("reads"), paths("writes"));
        let tables = self.behind(&member["reads"]);
        self.reads(&reads, &writes, &tables);
        self.writes(&writes);
        for path in &writes {
            let object = self.lake.object(path, "part-0.parquet");
            self.ask("takes output back", "s3:DeleteObject", object, tls(), true);
        }
        if !reads.is_empty() || !writes.is_empty() {
            self.decrypts("s3");
        }
        let databases: Vec<String> =
            texts(&member["reads"]).iter().filter_map(|read| read.strip_suffix(".*").map(str::to_owned)).collect();
        self.looks_up(&databases);
    }

    /// What crawlers crawl into the databases of `reads`.
    fn behind(&self, reads: &Value) -> Vec<String> {
        let databases: BTreeSet<String> =
            texts(reads).iter().filter_map(|read| Some(read.split_once('.')?.0.to_owned())).collect();
        let crawlers = members(self.lake.spec, "crawlers").map(|(_, crawler)| crawler);
        let filling =
            crawlers.filter(|crawler| crawler["database"].as_str().is_some_and(|name| databases.contains(name)));
        filling.flat_map(|crawler| crawled(&crawler["targets"])).collect()
    }

    pub fn job(&mut self, job: &Value) {
        self.data(job);
        if job["lake_formation"].is_null() {
            return;
        }
        self.ask("reads by grants", "lakeformation:GetDataAccess", "*".into(), json!({}), true);
        let tables = texts(&job["reads"]);
        let writes: BTreeSet<String> = job["writes"].as_array().into_iter().flatten().map(table_of).collect();
        for table in tables.iter().filter(|table| !writes.contains(*table)) {
            let location = self.lake.spec["tables"][table.as_str()]["location"].as_str().map(str::to_owned);
            let Some(path) = location.filter(|path| is_path(path) && self.lake.is_governed(path)) else { continue };
            let object = self.lake.object(&path, "part-0.parquet");
            self.ask("reads around the grants", "s3:GetObject", object, tls(), false);
        }
    }

    pub fn looks_up(&mut self, databases: &[String]) {
        for database in databases {
            let table = |database: &str| arn("glue", &format!("table/{database}/any"));
            self.ask("looks a table up", "glue:GetTable", table(database), json!({}), true);
            self.ask("looks up elsewhere", "glue:GetTable", table("somebody_elses"), json!({}), false);
            self.ask("drops a table", "glue:DeleteTable", table(database), json!({}), false);
        }
        if !databases.is_empty() && !self.lake.spec["encryption"]["catalog_encryption_mode"].is_null() {
            self.decrypts("glue");
        }
    }

    pub fn crawler(&mut self, key: &str, crawler: &Value) {
        let targets = &crawler["targets"];
        let each = |kind: &str| targets[kind].as_array().cloned().unwrap_or_default();
        let paths = crawled(targets);
        if crawler["lake_formation"]["use_credentials"] == true {
            self.ask("reads by grants", "lakeformation:GetDataAccess", "*".into(), json!({}), true);
            for path in &paths {
                let object = self.lake.object(path, "part-0.parquet");
                self.ask("reads around the grants", "s3:GetObject", object, tls(), false);
            }
        } else {
            self.reads(&paths, &[], &[]);
            if !paths.is_empty() {
                self.decrypts("s3");
            }
        }
        for path in &paths {
            let bucket = self.lake.object(path, "").split('/').next().expect("a bucket").to_owned();
            self.ask("lists the bucket", "s3:ListBucket", bucket, tls(), true);
        }
        for target in each("dynamodb") {
            let table = arn("dynamodb", &format!("table/{}", target["path"].as_str().unwrap_or_default()));
            self.ask("scans its table", "dynamodb:Scan", table.clone(), json!({}), true);
            self.ask("changes its table", "dynamodb:PutItem", table, json!({}), false);
            self.ask("scans another table", "dynamodb:Scan", arn("dynamodb", "table/another"), json!({}), false);
        }
        self.catalog(crawler, !each("catalog").is_empty());
        if crawler["recrawl_behavior"] == "CRAWL_EVENT_MODE" {
            let queue = |key: &str| arn("sqs", &format!("{}-events", self.lake.of(key)));
            let (own, other) = (queue(key), queue("another"));
            self.ask("reads its queue", "sqs:ReceiveMessage", own, json!({}), true);
            self.ask("reads another queue", "sqs:ReceiveMessage", other, json!({}), false);
            self.decrypts("sqs");
        }
    }

    /// What a crawler does in the catalog.
    fn catalog(&mut self, crawler: &Value, keeps_known_tables: bool) {
        let Some(database) = crawler["database"].as_str() else { return };
        let prefix = crawler["table_prefix"].as_str().unwrap_or_default();
        let table = |database: &str, name: &str| arn("glue", &format!("table/{database}/{name}"));
        let elsewhere = table("somebody_elses", &format!("{prefix}orders"));
        self.ask("makes a table elsewhere", "glue:CreateTable", elsewhere, json!({}), false);
        if keeps_known_tables {
            let other = table(database, "another_table");
            self.ask("changes another table", "glue:UpdateTable", other, json!({}), false);
            return;
        }
        let own = table(database, &format!("{prefix}orders"));
        self.ask("makes a table", "glue:CreateTable", own.clone(), json!({}), true);
        self.ask("adds partitions", "glue:BatchCreatePartition", own.clone(), json!({}), true);
        let deletes = crawler["schema_change_policy"]["delete_behavior"] == "DELETE_FROM_DATABASE";
        self.ask("removes a table", "glue:DeleteTable", own, json!({}), deletes);
        if !prefix.is_empty() {
            let other = table(database, "-another-crawlers");
            self.ask("changes another crawler's table", "glue:UpdateTable", other, json!({}), false);
        }
        if !self.lake.spec["encryption"]["catalog_encryption_mode"].is_null() {
            self.decrypts("glue");
        }
    }

    /// Starting what has `key`, and nothing else.
    pub fn starts(&mut self, key: &str, kind: &str) {
        let own = arn("glue", &format!("{kind}/{}", self.lake.of(key)));
        let action = if kind == "job" { "glue:StartJobRun" } else { "glue:StartCrawler" };
        self.ask("starts what it is for", action, own.clone(), json!({}), true);
        let look = if kind == "job" { "glue:GetJobRuns" } else { "glue:ListCrawls" };
        self.ask("looks up what it starts", look, own.clone(), json!({}), true);
        let change = if kind == "job" { "glue:UpdateJob" } else { "glue:UpdateCrawler" };
        self.ask("changes what it starts", change, own, json!({}), false);
    }

    /// A function: fails into its own queue, logs to its own group.
    fn any_function(&mut self, name: &str) {
        let queue = |name: &str| arn("sqs", &format!("{name}-dlq"));
        self.ask("keeps what failed", "sqs:SendMessage", queue(name), json!({}), true);
        let elsewhere = queue(&self.lake.of("another-trigger"));
        self.ask("sends elsewhere", "sqs:SendMessage", elsewhere, json!({}), false);
        let stream = |name: &str| arn("logs", &format!("log-group:/aws/lambda/{name}:log-stream:a"));
        self.ask("logs", "logs:PutLogEvents", stream(name), json!({}), true);
        let elsewhere = stream(&self.lake.of("another-trigger"));
        self.ask("logs elsewhere", "logs:PutLogEvents", elsewhere, json!({}), false);
        self.decrypts("sqs");
        self.decrypts("lambda");
    }

    pub fn function(&mut self, key: &str, job: &Value) {
        self.starts(key, "job");
        self.any_function(&format!("{}-trigger", self.lake.of(key)));
        if let Some(crawler) = job["trigger"]["crawler"].as_str() {
            let history = |key: &str| arn("glue", &format!("crawler/{}", self.lake.of(key)));
            let (own, other) = (history(crawler), history("another"));
            self.ask("looks for lost crawls", "glue:ListCrawls", own.clone(), json!({}), true);
            self.ask("looks at other crawls", "glue:ListCrawls", other, json!({}), false);
            self.ask("starts the crawler", "glue:StartCrawler", own, json!({}), false);
        }
        if let Some(upstream) = job["trigger"]["job"].as_str() {
            let runs = arn("glue", &format!("job/{}", self.lake.of(upstream)));
            self.ask("looks for lost runs", "glue:GetJobRuns", runs.clone(), json!({}), true);
            self.ask("starts the job before", "glue:StartJobRun", runs, json!({}), false);
        }
    }

    pub fn starter(&mut self, key: &str) {
        self.starts(key, "crawler");
        let name = format!("{}-start", self.lake.of(key));
        self.any_function(&name);
        let queue = |name: &str| arn("sqs", name);
        self.ask("takes what waits", "sqs:ReceiveMessage", queue(&name), json!({}), true);
        let other = queue(&format!("{}-start", self.lake.of("another")));
        self.ask("takes what waits elsewhere", "sqs:ReceiveMessage", other, json!({}), false);
    }

    pub fn rules(&mut self, key: &str) {
        let machine = |key: &str| arn("states", &format!("stateMachine:{}-trigger", self.lake.of(key)));
        let (own, other) = (machine(key), machine("another"));
        self.ask("starts the machine", "states:StartExecution", own, json!({}), true);
        self.ask("starts another machine", "states:StartExecution", other, json!({}), false);
    }

    pub fn firehose(&mut self, firehose: &Value) {
        let places = ["to", "error_output_prefix"].into_iter().filter_map(|key| firehose[key].as_str());
        let paths: Vec<String> = places.filter(|path| is_path(path)).map(str::to_owned).collect();
        self.writes(&paths);
        if let Some(source) = firehose["source"].as_str() {
            let stream = |key: &str| arn("kinesis", &format!("stream/{}", self.lake.of(key)));
            let (own, other) = (stream(source), stream("another"));
            self.ask("takes from its source", "kinesis:GetRecords", own, json!({}), true);
            self.ask("takes from another stream", "kinesis:GetRecords", other, json!({}), false);
        }
    }

    /// Whoever queries with Athena.
    pub fn reader(&mut self) {
        let group = |name: &str| arn("athena", &format!("workgroup/{name}"));
        let own = group(self.lake.name);
        self.ask("queries", "athena:StartQueryExecution", own, json!({}), true);
        self.ask("queries elsewhere", "athena:StartQueryExecution", group("primary"), json!({}), false);
        let databases: Vec<String> = members(self.lake.spec, "databases").map(|(key, _)| key.clone()).collect();
        self.looks_up(&databases);
        let tables: Vec<String> = members(self.lake.spec, "tables")
            .filter_map(|(_, table)| table["location"].as_str().map(str::to_owned))
            .filter(|path| is_path(path))
            .collect();
        for path in tables {
            let object = self.lake.object(&path, "part-0.parquet");
            let by_itself = !self.lake.is_governed(&path);
            self.ask("reads rows", "s3:GetObject", object.clone(), tls(), by_itself);
            self.ask("writes rows", "s3:PutObject", object, tls(), false);
        }
    }
}

/// The prefixes of declared buckets among the targets of a crawler.
fn crawled(targets: &Value) -> Vec<String> {
    let each = |kind: &str| targets[kind].as_array().cloned().unwrap_or_default();
    let mut paths: Vec<String> = each("s3").iter().filter_map(path_of).collect();
    for (kind, member) in [("catalog", "locations"), ("delta", "delta_tables"), ("iceberg", "paths"), ("hudi", "paths")]
    {
        paths.extend(each(kind).iter().flat_map(|target| texts(&target[member])));
    }
    paths.retain(|path| is_path(path));
    paths
}

fn table_of(write: &Value) -> String {
    write.as_str().or_else(|| write["table"].as_str()).unwrap_or_default().to_owned()
}
