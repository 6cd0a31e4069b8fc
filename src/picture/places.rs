//! Where data lies: what is written below one prefix and read below another is the same data.

use crate::model::{BucketRef, Pipeline, S3Location};

use super::canvas::Canvas;
use super::{Flow, Kind};

/// Every prefix and every table with a location that the picture shows.
#[derive(Debug, Default)]
pub(super) struct Places<'p> {
    written: Vec<(&'p S3Location, usize)>,
    read: Vec<(&'p S3Location, usize)>,
}

impl<'p> Places<'p> {
    /// The node of a prefix that something writes to.
    pub(super) fn written(&mut self, canvas: &mut Canvas, pipeline: &Pipeline, location: &'p S3Location) -> usize {
        let node = location_node(canvas, pipeline, location);
        self.written.push((location, node));
        node
    }

    /// The node of a prefix that something reads.
    pub(super) fn read(&mut self, canvas: &mut Canvas, pipeline: &Pipeline, location: &'p S3Location) -> usize {
        let node = location_node(canvas, pipeline, location);
        self.read.push((location, node));
        node
    }

    /// Notes a declared table, which is read where its data lies, and written there if something fills it by its name.
    pub(super) fn table(&mut self, location: &'p S3Location, node: usize, filled: bool) {
        self.read.push((location, node));
        if filled {
            self.written.push((location, node));
        }
    }

    /// Leads from what is written to what is read of it.
    pub(super) fn connect(&self, canvas: &mut Canvas) {
        for (to, reader) in &self.read {
            let sources = self.written.iter().filter(|(from, writer)| writer != reader && from.overlaps(to));
            for (_, writer) in sources {
                // Two tables in one place are as good as one: neither is made of the other.
                if !(canvas.is(*writer, Kind::Table) && canvas.is(*reader, Kind::Table)) {
                    canvas.edge(*writer, *reader, Flow::Data, "");
                }
            }
        }
    }
}

/// The node of a prefix.
pub(super) fn location_node(canvas: &mut Canvas, pipeline: &Pipeline, location: &S3Location) -> usize {
    let name = location.to_string();
    let bucket = match &location.bucket {
        BucketRef::Declared(key) => pipeline.buckets.get(key),
        BucketRef::Foreign(_) => None,
    };
    let Some(bucket) = bucket else { return canvas.node(Kind::Location, &name) };
    let node = canvas.declared(Kind::Location, &name, &bucket.origin);
    if let Some(name) = &bucket.import {
        canvas.note(node, format!("in {name}"));
    }
    node
}
