//! A template that `aws cloudformation package` makes deployable, with its scripts as local files beside it.

mod document;
mod expr;
pub mod yaml;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::artifact::ArtifactSet;
use crate::expr::{AssetId, AssetPart};
use crate::graph::{AssetKind, Graph};
use crate::template::{Printed, Templates};

use super::asset::{Packed, PackedAsset};
use super::{JsonFile, RenderError};

pub(crate) use self::document::Document;
pub(crate) use self::expr::AssetSpelling;

/// How the template is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// `template.yaml`, sectioned and commented.
    #[default]
    Yaml,
    /// `template.json`.
    Json,
}

impl Format {
    /// The template's file.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Yaml => "template.yaml",
            Self::Json => "template.json",
        }
    }
}

/// The parameter that names the bucket `aws cloudformation package` uploads scripts to.
const PACKAGE_BUCKET: &str = "PackageBucket";

/// The folder of what jobs need beside their scripts.
const FILES: &str = "files";

/// What `template.yaml.hbs` is given.
#[derive(Debug, Serialize)]
struct Context<'g> {
    name: &'g str,
    description: &'g str,
    /// The folder to upload before the template is packaged, if there is one.
    files: Option<&'static str>,
    /// The region that the lake is for, if that is known.
    region: Option<&'g str>,
    parameters: Option<Printed>,
    rules: Option<Printed>,
    sections: Vec<Section>,
    outputs: Option<Printed>,
}

/// The resources of one concern.
#[derive(Debug, Serialize)]
struct Section {
    title: &'static str,
    resources: Printed,
}

/// The files of `graph`: the template with how to deploy it, `scripts/` and `files/`.
///
/// # Errors
/// A template does not render.
pub fn render(graph: &Graph, templates: &Templates, format: Format) -> Result<ArtifactSet, RenderError> {
    let packed = Packed::new(graph)?;
    let assets = LocalFiles { lake: &graph.name, packed: &packed };
    let document = Document::new(graph, &assets, parameters(graph));
    let mut files = ArtifactSet::default();
    let description = describe(graph);
    match format {
        Format::Json => {
            let file = JsonFile { document: document.template(&description) };
            files.insert(format.file(), templates.render("cloudformation/template.json", &file)?)?;
        }
        Format::Yaml => {
            let section = |members: Map<String, Value>, print: fn(&Value, usize) -> String| {
                if members.is_empty() {
                    return None;
                }
                let mut text = print(&members.into(), 2);
                // The template ends the line.
                text.truncate(text.strip_suffix('\n').map_or(text.len(), str::len));
                Some(Printed::new(text))
            };
            let context = Context {
                name: &graph.name,
                description: &description,
                files: packed.of(AssetKind::File).next().map(|_| FILES),
                region: graph.site.region.as_deref(),
                parameters: section(document.parameters, yaml::print),
                rules: section(document.rules, yaml::print),
                sections: document
                    .resources
                    .into_iter()
                    .filter_map(|(concern, resources)| {
                        Some(Section { title: concern.word(), resources: section(resources, yaml::print_sections)? })
                    })
                    .collect(),
                outputs: section(document.outputs, yaml::print),
            };
            files.insert(format.file(), templates.render("cloudformation/template.yaml", &context)?)?;
        }
    }
    for script in packed.of(AssetKind::Script) {
        files.insert(script_path(script), script.bytes.clone())?;
    }
    for file in packed.of(AssetKind::File) {
        files.insert(file_path(file), file.bytes.clone())?;
    }
    Ok(files)
}

/// The description, or a sentence that stands in for it; CloudFormation takes 1,024 bytes of it.
pub(crate) fn describe(graph: &Graph) -> String {
    if graph.description.is_empty() { format!("The data lake {}", graph.name) } else { graph.description.clone() }
}

fn parameters(graph: &Graph) -> Map<String, Value> {
    if !graph.assets().any(|(_, asset)| asset.kind == AssetKind::Script) {
        return Map::new();
    }
    let parameter = json!({
        "Type": "String",
        "Description": "The bucket given to `aws cloudformation package --s3-bucket`; job roles may read their scripts there",
        "AllowedPattern": "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
    });
    [(PACKAGE_BUCKET.to_owned(), parameter)].into_iter().collect()
}

/// Scripts as local files, which `aws cloudformation package` uploads; other files by the address to which the template's
/// head has them uploaded, since that command knows no property that may name them; a function's code inline.
struct LocalFiles<'g> {
    lake: &'g str,
    packed: &'g Packed<'g>,
}

impl AssetSpelling for LocalFiles<'_> {
    fn spell(&self, asset: AssetId, part: AssetPart) -> Value {
        let packed = self.packed.get(asset);
        let is_file = packed.asset.kind == AssetKind::File;
        let object = || format!("${{{PACKAGE_BUCKET}}}/{}/{}", self.lake, file_path(packed));
        match part {
            AssetPart::Uri if is_file => json!({ "Fn::Sub": format!("s3://{}", object()) }),
            AssetPart::Uri => script_path(packed).into(),
            AssetPart::ObjectArn if is_file => {
                json!({ "Fn::Sub": format!("arn:${{AWS::Partition}}:s3:::{}", object()) })
            }
            // Which key the upload gets is not known before; it is that bucket's.
            AssetPart::ObjectArn => {
                json!({ "Fn::Sub": format!("arn:${{AWS::Partition}}:s3:::${{{PACKAGE_BUCKET}}}/*") })
            }
            AssetPart::Code => json!({ "ZipFile": String::from_utf8_lossy(&packed.bytes) }),
        }
    }
}

fn script_path(script: &PackedAsset<'_>) -> String {
    format!("scripts/{}", script.asset.file)
}

/// Named by what is in it, so that a new content is a new object and no run reads half of each.
fn file_path(file: &PackedAsset<'_>) -> String {
    format!("{FILES}/{:.16}/{}", file.digest(), file.asset.file)
}
