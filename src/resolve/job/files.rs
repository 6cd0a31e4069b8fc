//! What lies beside a job's script.

use crate::expr::{AssetId, AssetPart, Expr};
use crate::graph::{Asset, AssetKind, Content, Graph};
use crate::model::{self, JobFile, JobFileContent};

use super::arguments::comma_separated;

/// The files of a job, by the argument that names them.
pub(super) struct Files {
    lists: Vec<(&'static str, Vec<AssetId>)>,
}

impl Files {
    /// Adds what `job` needs, and takes the Python `module` of lakegen's own to it; what several jobs need is there once.
    pub(super) fn add(graph: &mut Graph, job: &model::Job, module: Option<AssetId>) -> Self {
        let mut added = |files: &[JobFile]| files.iter().map(|file| graph.add_asset(asset(file))).collect::<Vec<_>>();
        let python = added(&job.python_files).into_iter().chain(module).collect();
        let mut lists = vec![("--extra-py-files", python)];
        if let Some(spark) = job.spark() {
            lists.push(("--extra-jars", added(&spark.jars)));
            lists.push(("--extra-files", added(&spark.files)));
        }
        Self { lists }
    }

    /// The arguments that name them.
    pub(super) fn arguments(&self) -> impl Iterator<Item = (&'static str, Expr)> {
        // Lists without files give no argument.
        self.lists.iter().filter_map(|(argument, assets)| {
            let addresses = assets.iter().map(|asset| Expr::Asset(*asset, AssetPart::Uri));
            Some((*argument, comma_separated(addresses)?))
        })
    }

    /// Everything that the job reads before it runs: `script` and all of them.
    pub(super) fn with(&self, script: AssetId) -> Vec<AssetId> {
        let mut all = vec![script];
        for asset in self.lists.iter().flat_map(|(_, assets)| assets) {
            if !all.contains(asset) {
                all.push(*asset);
            }
        }
        all
    }
}

/// `jobs/lib/` becomes `file-jobs-lib-zip`, which holds `lib.zip`. No key of the spec has a dash in it.
fn asset(file: &JobFile) -> Asset {
    let (path, content) = match &file.content {
        JobFileContent::File(bytes) => (file.path.clone(), Content::Bytes(bytes.clone())),
        JobFileContent::Folder(files) => {
            (format!("{}.zip", file.path.trim_end_matches('/')), Content::Zip(files.clone()))
        }
    };
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    Asset {
        name: format!("file-{}", path.chars().map(plain).collect::<String>()),
        kind: AssetKind::File,
        file: path.rsplit('/').next().unwrap_or(&path).to_owned(),
        content,
    }
}
