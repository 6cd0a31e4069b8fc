//! [`Pipeline`]: a spec with its defaults filled, its names resolved and its rules passed.
//!
//! [`build`] first turns the spec into a pipeline (`build/`), reporting what cannot be understood: references, paths,
//! scripts, triggers. Then every rule (`rules/`) looks at the result. A rule sees a whole pipeline, and reports a place in
//! the spec; only a renderer knows lines.

mod alarms;
mod athena;
mod build;
mod column;
mod column_type;
mod data_quality;
mod datalake_format;
mod date_pattern;
mod emr_serverless;
mod environment;
mod flatten;
mod job;
mod lake_formation;
mod lint;
mod located;
mod location;
mod mapping;
mod pipeline;
mod resolved;
mod rules;
mod schedule;
mod scope;
mod source;
mod sql;
mod stream;
mod table;
mod targets;
mod trigger;
mod warehouse;
mod weakness;
mod workflow;
mod write;
mod zone;

use std::io;

use time::Date;

use crate::diag::{Diagnostic, Place, Pointer};
use crate::spec::Spec;
use crate::yaml::Document;

pub use alarms::*;
pub use athena::{Athena, AthenaEngineVersion, NamedQuery, Size, Sql};
pub use column::{Column, ColumnType, PlainType, Schema};
pub use data_quality::Gate;
pub use datalake_format::{DatalakeFormat, EXTENSIONS, ICEBERG_CATALOG};
pub use emr_serverless::*;
pub use environment::Environment;
pub use flatten::{Flatten, FlattenArrays, Separator};
pub use job::{
    Job, JobFile, JobFileContent, JobKind, JobSecurity, Language, Monitoring, PythonShell, ShellCapacity, Spark,
    SparkMode,
};
pub use lake_formation::*;
pub use lint::{Allowed, allowed, suppress};
pub use mapping::{MappedColumn, Mapping};
pub use pipeline::*;
pub use resolved::resolved_spec;
pub use source::*;
pub use stream::*;
pub use table::*;
pub use targets::{not_in_cloudformation, not_in_terraform};
pub use trigger::*;
pub use warehouse::{RedshiftLog, Warehouse, WarehouseNetwork};
pub use weakness::Weakness;
pub use workflow::*;
pub use write::{WarehouseTable, Write, WriteMode};

/// The document that a spec was read from, as far as it is asked whether something was written.
pub trait Original {
    /// Whether a node stands at `at`, also one that was left out of the [`Spec`] because it could not be read.
    fn has(&self, at: &Pointer) -> bool;

    /// Whether a list without elements stands at `at`.
    fn is_empty_list(&self, at: &Pointer) -> bool;

    /// The keys of the mapping at `at`, also those that the spec does not know; none when it is no mapping.
    fn keys(&self, at: &Pointer) -> Vec<&str>;
}

impl Original for Document {
    /// An empty value (`trigger:` alone) is as good as none.
    fn has(&self, at: &Pointer) -> bool {
        let text = self.span(&Place::Value(at.clone())).and_then(|span| self.source().get(span)).unwrap_or_default();
        let is_list_or_mapping =
            || text.starts_with(['[', '{']) || Self::keys(self, at).next().is_some() || Self::has(self, &at.index(0));
        Self::has(self, at) && (self.scalar(at).is_some() || is_list_or_mapping())
    }

    fn is_empty_list(&self, at: &Pointer) -> bool {
        Self::is_empty_list(self, at)
    }

    fn keys(&self, at: &Pointer) -> Vec<&str> {
        Self::keys(self, at).collect()
    }
}

/// The files beside a spec.
pub trait SpecFiles {
    /// The content of a file, by its path relative to the folder of the spec.
    ///
    /// # Errors
    /// What the file system says.
    fn read(&self, relative: &str) -> io::Result<Vec<u8>>;

    /// The files below a folder, however deep, each by its path relative to it with `/`, sorted.
    ///
    /// # Errors
    /// What the file system says.
    fn list(&self, relative: &str) -> io::Result<Vec<String>>;
}

/// Makes a pipeline of a spec, and says everything that is wrong with it.
///
/// The pipeline is there when nothing is an error. When parts of the document could not be read, `spec` lacks them while
/// `original` still has them: what refers to them is then passed over in silence, and no pipeline is returned. Warnings about
/// what is *absent* may be wrong in that case, so a caller who found mistakes in reading shows the errors only.
///
/// `environment` is the one that both are as; `day` is the day for which it is asked: what AWS ends later is still there.
pub fn build(
    spec: &Spec,
    original: &dyn Original,
    environment: Option<&str>,
    files: &dyn SpecFiles,
    day: Date,
) -> (Option<Pipeline>, Vec<Diagnostic>) {
    let mut scope = scope::Scope::new(spec, original, environment, files, day);
    let pipeline = build::pipeline(&mut scope);
    for rule in rules::ALL {
        rule(&pipeline, &mut scope);
    }
    let sound = scope.is_sound();
    (sound.then_some(pipeline), scope.into_findings())
}

/// A text that is not what it should be: what is wrong, and what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Malformed {
    message: String,
    help: String,
}
