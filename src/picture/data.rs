//! Where data comes from, what turns it into what, and who reads it.

use crate::model::{
    Connection, ConnectionEnd, ConnectionUse, Crawler, EmrType, Job, Pipeline, Read, S3Location, Script, StreamKind,
    Write,
};

use super::canvas::Canvas;
use super::places::Places;
use super::{Flow, Kind};

/// Draws everything that holds, moves or reads data.
pub(super) fn draw(canvas: &mut Canvas, pipeline: &Pipeline) {
    let mut data = Data { canvas, pipeline, places: Places::default() };
    data.streams();
    pipeline.crawlers.values().for_each(|crawler| data.crawler(crawler));
    data.tables();
    pipeline.jobs.values().for_each(|job| data.job(job));
    data.applications();
    data.readers();
    data.places.connect(data.canvas);
}

struct Data<'c, 'p> {
    canvas: &'c mut Canvas,
    pipeline: &'p Pipeline,
    places: Places<'p>,
}

impl<'p> Data<'_, 'p> {
    fn written(&mut self, location: &'p S3Location) -> usize {
        self.places.written(self.canvas, self.pipeline, location)
    }

    fn read(&mut self, location: &'p S3Location) -> usize {
        self.places.read(self.canvas, self.pipeline, location)
    }

    fn flows(&mut self, from: usize, to: usize, label: &str) {
        self.canvas.edge(from, to, Flow::Data, label);
    }

    fn streams(&mut self) {
        for stream in self.pipeline.streams.values() {
            let node = stream_node(self.canvas, self.pipeline, &stream.key);
            let StreamKind::Firehose(firehose) = &stream.kind else { continue };
            if let Some(source) = &firehose.source {
                let source = stream_node(self.canvas, self.pipeline, source);
                self.flows(source, node, "");
            }
            let to = self.written(&firehose.to);
            self.flows(node, to, "");
        }
    }

    fn crawler(&mut self, crawler: &'p Crawler) {
        let node = self.canvas.declared(Kind::Crawler, &crawler.key, &crawler.origin);
        let targets = &crawler.targets;
        for (connection, _, wants) in targets.connections() {
            if let Some(connection) =
                self.pipeline.connections.get(connection).filter(|_| wants != ConnectionUse::PrivateS3)
            {
                let source = source_node(self.canvas, connection);
                self.flows(source, node, "");
            }
        }
        for target in &targets.dynamodb {
            let source = self.canvas.node(Kind::Source, &target.table);
            self.canvas.note(source, "DynamoDB");
            self.flows(source, node, "");
        }
        for location in targets.locations() {
            let location = self.read(location);
            self.flows(location, node, "");
        }
        for table in self.tables_of(crawler) {
            self.flows(node, table, "");
        }
    }

    /// The tables that a crawler makes, as one node, or those that it keeps up to date.
    fn tables_of(&mut self, crawler: &Crawler) -> Vec<usize> {
        let known = crawler.targets.catalog.iter();
        let known = known.flat_map(|target| target.tables.iter().map(|table| format!("{}.{table}", target.database)));
        let known: Vec<usize> = known.map(|table| self.table(&table)).collect();
        if !known.is_empty() {
            return known;
        }
        vec![self.table(&format!("{}.{}*", crawler.database, crawler.table_prefix))]
    }

    /// The node of tables, declared or not: `sales.orders`, `sales.raw_*`.
    fn table(&mut self, name: &str) -> usize {
        match self.pipeline.tables.get(name) {
            Some(table) => self.canvas.declared(Kind::Table, name, &table.origin),
            None => {
                let database = name.split_once('.').and_then(|(key, _)| self.pipeline.databases.get(key));
                match database {
                    Some(database) => self.canvas.declared(Kind::Table, name, &database.origin),
                    None => self.canvas.node(Kind::Table, name),
                }
            }
        }
    }

    fn tables(&mut self) {
        let fills = |writes: &[Write], key: &str| writes.iter().any(|write| write.table() == Some(key));
        for (key, table) in &self.pipeline.tables {
            let node = self.table(key);
            self.canvas.note(node, table.location.to_string());
            let jobs = self.pipeline.jobs.values().any(|job| fills(&job.writes, key));
            let filled = jobs || self.pipeline.emr_serverless.values().any(|runs| fills(&runs.writes, key));
            self.places.table(&table.location, node, filled);
        }
    }

    fn job(&mut self, job: &'p Job) {
        let node = self.canvas.declared(Kind::Job, &job.key, &job.origin);
        self.canvas.note(node, script(job));
        if job.is_streaming() {
            self.canvas.note(node, "never ends");
        } else if job.spark().is_none() {
            self.canvas.note(node, "Python shell");
        }
        for connection in job.connections.iter().filter_map(|key| self.pipeline.connections.get(key)) {
            if connection.end != ConnectionEnd::Network {
                let source = source_node(self.canvas, connection);
                self.flows(source, node, "");
            }
        }
        self.reads(node, &job.reads);
        self.writes(node, &job.writes);
        for gate in &job.gates {
            let checked = self.canvas.declared(Kind::Gate, &gate.key, &gate.origin);
            self.flows(node, checked, "checks");
            for (location, label) in gate
                .quarantine
                .iter()
                .map(|at| (at, "failed rows"))
                .chain(gate.results.iter().map(|at| (at, "outcome")))
            {
                let to = self.written(location);
                self.flows(checked, to, label);
            }
        }
    }

    fn reads(&mut self, node: usize, reads: &'p [Read]) {
        for read in reads {
            match read {
                Read::Location(location) => {
                    let from = self.read(location);
                    self.flows(from, node, "");
                }
                Read::Stream(key) => {
                    let from = stream_node(self.canvas, self.pipeline, key);
                    self.flows(from, node, "");
                }
                Read::Tables { database, tables, .. } => self.reads_tables(node, read, (database, tables)),
            }
        }
    }

    /// From the declared tables and those of crawlers that `read` means; from tables that somebody else makes if there are
    /// none.
    fn reads_tables(&mut self, node: usize, read: &Read, (database, tables): (&str, &str)) {
        let mut from: Vec<usize> = self.pipeline.declared_tables(read).map(|table| self.table(&table.key)).collect();
        for crawler in self.nearest_crawlers(read, tables) {
            let known = !crawler.targets.catalog.is_empty();
            let all = self.tables_of(crawler);
            from.extend(all.into_iter().filter(|table| !known || read.means(table_of(self.canvas.label(*table)))));
        }
        if from.is_empty() {
            from.push(self.table(&format!("{database}.{tables}")));
        }
        for table in from {
            // Said only if it is a part of them.
            let label = if read.means(table_of(self.canvas.label(table))) { "" } else { tables };
            self.flows(table, node, label);
        }
    }

    /// Of the crawlers that may have made what `tables` names, not those whose prefix says less of it than another's.
    fn nearest_crawlers(&self, read: &Read, tables: &str) -> Vec<&'p Crawler> {
        let fixed = tables.split('*').next().unwrap_or(tables);
        let behind = self.pipeline.crawlers_behind(read);
        let says = |crawler: &Crawler| fixed.starts_with(&crawler.table_prefix).then_some(crawler.table_prefix.len());
        let most = behind.iter().filter_map(|crawler| says(crawler)).max();
        behind.into_iter().filter(|crawler| says(crawler).is_none_or(|length| Some(length) == most)).collect()
    }

    fn writes(&mut self, node: usize, writes: &'p [Write]) {
        for write in writes {
            let (to, label) = match write {
                Write::Location { location, .. } => (self.written(location), ""),
                Write::Table { key, .. } => (self.table(key), ""),
                Write::Warehouse(table) => {
                    let warehouse = self.warehouse(&table.warehouse);
                    self.canvas.note(warehouse, format!("{}.{}", table.schema, table.table));
                    (warehouse, "")
                }
            };
            self.flows(node, to, label);
        }
    }

    fn warehouse(&mut self, key: &str) -> usize {
        match self.pipeline.warehouses.get(key) {
            Some(warehouse) => self.canvas.declared(Kind::Warehouse, key, &warehouse.origin),
            None => self.canvas.node(Kind::Warehouse, key),
        }
    }

    fn applications(&mut self) {
        for application in self.pipeline.emr_serverless.values() {
            let node = self.canvas.declared(Kind::Application, &application.key, &application.origin);
            self.canvas.note(node, if application.kind == EmrType::Spark { "Spark" } else { "Hive" });
            self.reads(node, &application.reads);
            self.writes(node, &application.writes);
        }
    }

    /// Those who read whole databases.
    fn readers(&mut self) {
        for warehouse in self.pipeline.warehouses.values() {
            let node = self.warehouse(&warehouse.key);
            self.canvas.note(node, "Redshift Serverless");
            for database in &warehouse.external_schemas {
                self.reads_database(node, database);
            }
        }
        if let Some(athena) = &self.pipeline.athena {
            let node = self.canvas.declared(Kind::Athena, &self.pipeline.name, &athena.origin);
            for query in athena.queries.values() {
                self.canvas.note(node, &query.key);
                self.reads_database(node, &query.database);
            }
        }
    }

    fn reads_database(&mut self, node: usize, database: &str) {
        for table in self.canvas.tables_of(database) {
            self.flows(table, node, "");
        }
    }
}

/// The part of `database.table` behind the database.
fn table_of(name: &str) -> &str {
    name.split_once('.').map_or(name, |(_, table)| table)
}

/// The node of a stream.
pub(super) fn stream_node(canvas: &mut Canvas, pipeline: &Pipeline, key: &str) -> usize {
    let Some(stream) = pipeline.streams.get(key) else { return canvas.node(Kind::Stream, key) };
    let node = canvas.declared(Kind::Stream, key, &stream.origin);
    canvas.note(node, if stream.is_kinesis() { "Kinesis" } else { "Firehose" });
    node
}

/// The node of what a connection leads to.
fn source_node(canvas: &mut Canvas, connection: &Connection) -> usize {
    let node = canvas.declared(Kind::Source, &connection.key, &connection.origin);
    let end = match &connection.end {
        ConnectionEnd::Jdbc { url, .. } => host(url.trim_start_matches("jdbc:")),
        ConnectionEnd::MongoDb(url) => host(url),
        ConnectionEnd::Network => String::new(),
        ConnectionEnd::Imported(name) => format!("connection {name}"),
    };
    canvas.note(node, end);
    node
}

/// What a URL leads to, without what else it says: `postgresql://crm.internal:5432/crm`.
fn host(url: &str) -> String {
    url.split(['?', ';']).next().unwrap_or(url).to_owned()
}

/// What a job runs.
fn script(job: &Job) -> String {
    match &job.script {
        Script::Local { path, .. } => path.clone(),
        Script::Builtin(builtin) => format!("builtin:{}", builtin.as_str()),
    }
}
