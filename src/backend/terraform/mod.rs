//! An idiomatic root module: one file per concern, no provider besides hashicorp/aws.

mod block;
mod expr;
pub mod hcl;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::artifact::ArtifactSet;
use crate::expr::{Expr, Pseudo};
use crate::graph::{Asset, AssetKind, Concern, Graph};
use crate::template::{Printed, Templates};

use self::expr::{TAGS, Translator, in_module, local, zip_path};
use self::hcl::Body;
use super::RenderError;
use super::asset::Packed;

/// What the template of a `.tf` file is given.
#[derive(Debug, Serialize)]
struct File<'g> {
    /// The spec's name.
    name: &'g str,
    /// The blocks.
    body: Printed,
}

/// The module of `graph`: `*.tf`, `scripts/`, `files/` and `lambda/`.
///
/// # Errors
/// A template does not render, or a file cannot be packed.
pub fn render(graph: &Graph, templates: &Templates) -> Result<ArtifactSet, RenderError> {
    let mut files = ArtifactSet::default();
    let add = |files: &mut ArtifactSet, file: &str, body: &Body| -> Result<(), RenderError> {
        let context = File { name: &graph.name, body: Printed::new(hcl::print(body, 0)) };
        let text = templates.render(&format!("terraform/{file}"), &context)?;
        Ok(files.insert(file, text)?)
    };
    let translator = Translator { graph };
    add(&mut files, "versions.tf", &Body::default())?;
    add(&mut files, "providers.tf", &provider(graph))?;
    if graph.site.region.is_none() {
        add(&mut files, "variables.tf", &Body::default())?;
    }
    add(&mut files, "data.tf", &data(graph))?;
    for concern in Concern::ALL {
        let mut body = Body::default();
        if concern == Concern::Jobs {
            uploads(translator, &mut body);
        }
        for (id, node) in graph.nodes().filter(|(_, node)| node.concern == concern) {
            translator.node(id, node, &mut body);
        }
        if !body.items.is_empty() {
            add(&mut files, &format!("{}.tf", concern.word()), &body)?;
        }
    }
    add(&mut files, "outputs.tf", &outputs(translator))?;
    for packed in Packed::new(graph)?.iter() {
        let asset = packed.asset;
        match asset.kind {
            AssetKind::Script | AssetKind::File => files.insert(upload_path(asset), packed.bytes.clone())?,
            AssetKind::Function => {
                let mut sources = ArtifactSet::new();
                sources.insert(asset.file.as_str(), packed.bytes.clone())?;
                files.insert(zip_path(&asset.name), sources.zip()?)?;
            }
        }
    }
    Ok(files)
}

/// The provider: for one account and region where those are known, else for a region that is given.
fn provider(graph: &Graph) -> Body {
    let mut provider = Body::default();
    match &graph.site.region {
        Some(region) => provider.attr("region", hcl::Expr::str(region)),
        None => provider.attr("region", hcl::Expr::reference("var", ["region"])),
    };
    if let Some(account) = &graph.site.account {
        provider.attr("allowed_account_ids", hcl::Expr::List(vec![hcl::Expr::str(account)]));
    }
    let mut body = Body::default();
    body.blank().block("provider", ["aws"], provider);
    body
}

/// What only the deployment knows, each by a short name; only what the module uses.
fn data(graph: &Graph) -> Body {
    let mut used = BTreeSet::new();
    let mut note = |value: &Expr| {
        value.walk(&mut |expr| {
            if let Expr::Pseudo(pseudo) = expr {
                used.insert(*pseudo);
            }
        });
    };
    graph.nodes().for_each(|(_, node)| node.properties.0.iter().for_each(|(_, value)| note(value)));
    graph.outputs().iter().for_each(|output| note(&output.value));

    let source = |pseudo| match pseudo {
        Pseudo::AccountId => ("aws_caller_identity", "account_id"),
        Pseudo::Partition => ("aws_partition", "partition"),
        Pseudo::UrlSuffix => ("aws_partition", "dns_suffix"),
        // `name` is deprecated from provider 6 on, `region` is unknown before; `id` is the same in both.
        Pseudo::Region => ("aws_region", "id"),
    };
    let mut body = Body::default();
    let sources: BTreeSet<&str> = used.iter().map(|&pseudo| source(pseudo).0).collect();
    for data in sources {
        body.blank().block("data", [data, "current"], Body::default());
    }
    let mut locals = Body::default();
    for &pseudo in &used {
        let (data, attribute) = source(pseudo);
        locals.attr(local(pseudo), hcl::Expr::reference("data", [data, "current", attribute]));
    }
    let tags = graph.tags.0.iter().map(|(key, value)| (key.clone(), hcl::Expr::str(value))).collect();
    locals.blank().attr(TAGS, hcl::Expr::Object(tags));
    body.blank().block("locals", [] as [&str; 0], locals);
    body
}

/// The uploads of the jobs' scripts, and of what they need beside them.
fn uploads(translator: Translator<'_>, file: &mut Body) {
    let Some(bucket) = translator.graph.artifacts() else { return };
    let label = &translator.graph.node(bucket.id()).name.label;
    for (_, asset) in translator.graph.assets().filter(|(_, asset)| asset.kind != AssetKind::Function) {
        let path = upload_path(asset);
        let mut body = Body::default();
        body.attr("bucket", translator.attribute(bucket.id(), "id"))
            .attr("key", hcl::Expr::str(&path))
            .attr("source", in_module(&path))
            .attr("source_hash", hcl::Expr::Call("filemd5", vec![in_module(&path)]))
            .blank()
            .attr(
                "depends_on",
                hcl::Expr::List(vec![
                    hcl::Expr::reference("aws_s3_bucket_server_side_encryption_configuration", [label.as_str()]),
                    hcl::Expr::reference("aws_s3_bucket_versioning", [label.as_str()]),
                ]),
            );
        file.blank().block("resource", ["aws_s3_object", asset.name.as_str()], body);
    }
}

fn outputs(translator: Translator<'_>) -> Body {
    let mut file = Body::default();
    for output in translator.graph.outputs() {
        let mut body = Body::default();
        body.attr("description", hcl::Expr::str(&output.description)).attr("value", translator.expr(&output.value));
        file.blank().block("output", [output.name.label.as_str()], body);
    }
    file
}

/// Where a file lies in the module, and its key in the artifacts bucket.
fn upload_path(asset: &Asset) -> String {
    match asset.kind {
        AssetKind::File => format!("files/{}/{}", asset.name, asset.file),
        AssetKind::Script | AssetKind::Function => format!("scripts/{}", asset.file),
    }
}
