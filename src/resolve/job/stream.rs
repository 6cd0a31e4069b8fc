//! What a job needs to read Kinesis streams.

use crate::expr::Arn;
use crate::model::{self, Read, S3Location};
use crate::resolve::bucket::in_artifacts;
use crate::resolve::iam::Statement;
use crate::resolve::lake::Lake;
use crate::resolve::stream::READ_STREAM;

/// Where a job that reads streams remembers how far it is: not below `temp/`, whose objects go after a week.
pub(super) fn checkpoint(job: &model::Job) -> Option<S3Location> {
    let reads_stream = job.reads.iter().any(|read| matches!(read, Read::Stream(_)));
    reads_stream.then(|| in_artifacts(format!("checkpoints/{}/", job.key)))
}

/// Reading the streams in `reads`, and decrypting their records.
pub(super) fn job_statements(lake: &Lake<'_>, job: &model::Job) -> Vec<Statement> {
    let streams: Vec<Arn> = job
        .reads
        .iter()
        .filter_map(|read| match read {
            Read::Stream(key) => lake.streams.get(key).map(|stream| stream.arn()),
            Read::Location(_) | Read::Tables { .. } => None,
        })
        .collect();
    if streams.is_empty() {
        return Vec::new();
    }
    let mut statements = vec![Statement::allow("ReadStreams", READ_STREAM, streams)];
    if let Some(key) = lake.key_arn() {
        statements.push(Statement::allow("DecryptStreams", &["kms:Decrypt"], [key]).via("kinesis"));
    }
    statements
}
