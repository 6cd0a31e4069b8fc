//! A cloud assembly that the CDK command line takes as it is: `cdk deploy --app cdk.out`.
//!
//! It is written at schema version 36.0.0: every aws-cdk@2 since 2.143 reads it, and nothing newer is needed.

use serde_json::{Map, Value, json};

use crate::artifact::{ArtifactSet, Digest};
use crate::expr::{AssetId, AssetPart};
use crate::graph::{AssetKind, Graph};
use crate::template::Templates;

use super::asset::{Packed, PackedAsset};
use super::cloudformation::{AssetSpelling, Document, describe};
use super::{JsonFile, RenderError};

/// The lowest version that serves.
const VERSION: &str = "36.0.0";
/// The bucket of the CDK's default bootstrap stack.
const BUCKET: &str = "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}";
/// The bootstrap version that the assets need.
const LEAST_BOOTSTRAP: u32 = 6;
const VERSION_PARAMETER: &str = "/cdk-bootstrap/hnb659fds/version";

/// `cdk.json` and `cdk.out/` of `graph`.
///
/// # Errors
/// A template does not render.
pub fn render(graph: &Graph, templates: &Templates) -> Result<ArtifactSet, RenderError> {
    let stack = &graph.name;
    let print = |name: &str, document| templates.render(&format!("cdk/cdk.out/{name}"), &JsonFile { document });
    let mut files = ArtifactSet::default();
    let mut assets = Map::new();
    let packed = Packed::new(graph)?;
    for asset in packed.iter() {
        let digest = asset.digest();
        let (path, packaging) = match asset.asset.kind {
            AssetKind::Script | AssetKind::File => {
                let path = format!("asset.{digest}.{}", asset.extension());
                files.insert(format!("cdk.out/{path}"), asset.bytes.clone())?;
                (path, "file")
            }
            AssetKind::Function => {
                let path = format!("asset.{digest}");
                files.insert(format!("cdk.out/{path}/{}", asset.asset.file), asset.bytes.clone())?;
                (path, "zip")
            }
        };
        assets.insert(digest.to_owned(), file_asset(&asset.asset.name, &path, packaging, &object_key(asset)));
    }

    let mut document = Document::new(graph, &Published { packed: &packed }, bootstrap_parameter());
    document.rules.append(&mut bootstrap_rule());
    let ids: Vec<(String, Value)> = document
        .resources
        .iter()
        .flat_map(|(_, resources)| resources.iter())
        .map(|(id, resource)| (id.clone(), resource["Type"].clone()))
        .collect();
    let template = print("stack.template.json", document.template(&describe(graph)))?;
    let template_file = format!("{stack}.template.json");
    let template_digest = Digest::of(template.as_bytes()).to_string();
    let template_key = format!("{template_digest}.json");
    assets.insert(template_digest, file_asset(&format!("{stack} template"), &template_file, "file", &template_key));

    for (name, template, document) in [
        (format!("{stack}.assets.json"), "stack.assets.json", assets_manifest(assets)),
        ("manifest.json".to_owned(), "manifest.json", manifest(graph, &template_file, &template_key, &ids)),
        ("tree.json".to_owned(), "tree.json", tree(stack, &ids)),
        ("cdk.out".to_owned(), "cdk.out", json!({ "version": VERSION })),
    ] {
        files.insert(format!("cdk.out/{name}"), print(template, document)?)?;
    }
    files.insert(format!("cdk.out/{template_file}"), template)?;
    files.insert("cdk.json", templates.render("cdk/cdk.json", &())?)?;
    Ok(files)
}

/// The key under which the CDK publishes an asset. Of a file beside a script the name counts, so it stands in the key.
fn object_key(asset: &PackedAsset<'_>) -> String {
    match asset.asset.kind {
        AssetKind::Script => format!("{}.{}", asset.digest(), asset.extension()),
        AssetKind::File => format!("{}/{}", asset.digest(), asset.asset.file),
        AssetKind::Function => format!("{}.zip", asset.digest()),
    }
}

/// Assets in the bootstrap bucket, each under its hash.
struct Published<'g> {
    packed: &'g Packed<'g>,
}

impl AssetSpelling for Published<'_> {
    fn spell(&self, asset: AssetId, part: AssetPart) -> Value {
        let key = object_key(self.packed.get(asset));
        match part {
            AssetPart::Uri => json!({ "Fn::Sub": format!("s3://{BUCKET}/{key}") }),
            AssetPart::ObjectArn => json!({ "Fn::Sub": format!("arn:${{AWS::Partition}}:s3:::{BUCKET}/{key}") }),
            AssetPart::Code => json!({ "S3Bucket": { "Fn::Sub": BUCKET }, "S3Key": key }),
        }
    }
}

fn bootstrap_parameter() -> Map<String, Value> {
    let parameter = json!({
        "Type": "AWS::SSM::Parameter::Value<String>",
        "Default": VERSION_PARAMETER,
        "Description": "Version of the CDK bootstrap stack in this account and region. [cdk:skip]",
    });
    [("BootstrapVersion".to_owned(), parameter)].into_iter().collect()
}

/// Fails the deployment early in an account whose bootstrap stack is older than the assets need: version 6, the first
/// that the default synthesizer of aws-cdk@2 accepts.
fn bootstrap_rule() -> Map<String, Value> {
    let older: Vec<String> = (1..LEAST_BOOTSTRAP).map(|version| version.to_string()).collect();
    let rule = json!({
        "Assertions": [{
            "Assert": { "Fn::Not": [{ "Fn::Contains": [older, { "Ref": "BootstrapVersion" }] }] },
            "AssertDescription": "Version 6 or later of the CDK bootstrap stack is needed. Run `cdk bootstrap`.",
        }],
    });
    [("CheckBootstrapVersion".to_owned(), rule)].into_iter().collect()
}

/// A role of the bootstrap stack, as the command line resolves it.
fn role(name: &str) -> String {
    format!(
        "arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/cdk-hnb659fds-{name}-role-${{AWS::AccountId}}-${{AWS::Region}}"
    )
}

fn file_asset(name: &str, path: &str, packaging: &str, key: &str) -> Value {
    json!({
        "displayName": name,
        "source": { "path": path, "packaging": packaging },
        "destinations": {
            "current_account-current_region": {
                "bucketName": BUCKET,
                "objectKey": key,
                "assumeRoleArn": role("file-publishing"),
            },
        },
    })
}

fn assets_manifest(files: Map<String, Value>) -> Value {
    json!({ "version": VERSION, "files": files, "dockerImages": {} })
}

fn manifest(graph: &Graph, template_file: &str, template_key: &str, ids: &[(String, Value)]) -> Value {
    let stack = &graph.name;
    let account = graph.site.account.as_deref().unwrap_or("unknown-account");
    let region = graph.site.region.as_deref().unwrap_or("unknown-region");
    let assets = format!("{stack}.assets");
    let metadata: Map<String, Value> = ids
        .iter()
        .map(|(id, _)| (format!("/{stack}/{id}"), json!([{ "type": "aws:cdk:logicalId", "data": id }])))
        .collect();
    let mut artifacts = Map::new();
    artifacts.insert(
        assets.clone(),
        json!({
            "type": "cdk:asset-manifest",
            "properties": {
                "file": format!("{assets}.json"),
                "requiresBootstrapStackVersion": LEAST_BOOTSTRAP,
                "bootstrapStackVersionSsmParameter": VERSION_PARAMETER,
            },
        }),
    );
    artifacts.insert(
        stack.to_owned(),
        json!({
            "type": "aws:cloudformation:stack",
            "environment": format!("aws://{account}/{region}"),
            "properties": {
                "templateFile": template_file,
                "terminationProtection": false,
                "validateOnSynth": false,
                "assumeRoleArn": role("deploy"),
                "cloudFormationExecutionRoleArn": role("cfn-exec"),
                "stackTemplateAssetObjectUrl": format!("s3://{BUCKET}/{template_key}"),
                "requiresBootstrapStackVersion": LEAST_BOOTSTRAP,
                "bootstrapStackVersionSsmParameter": VERSION_PARAMETER,
                "additionalDependencies": [assets],
                "lookupRole": {
                    "arn": role("lookup"),
                    "requiresBootstrapStackVersion": 8,
                    "bootstrapStackVersionSsmParameter": VERSION_PARAMETER,
                },
            },
            "dependencies": [assets],
            "metadata": metadata,
            "displayName": stack,
        }),
    );
    artifacts.insert("Tree".into(), json!({ "type": "cdk:tree", "properties": { "file": "tree.json" } }));
    json!({ "version": VERSION, "artifacts": artifacts })
}

fn tree(stack: &str, ids: &[(String, Value)]) -> Value {
    let children: Map<String, Value> = ids
        .iter()
        .map(|(id, kind)| {
            let attributes = json!({ "aws:cdk:cloudformation:type": kind, "aws:cdk:cloudformation:props": {} });
            (id.clone(), json!({ "id": id, "path": format!("{stack}/{id}"), "attributes": attributes }))
        })
        .collect();
    let stack_node = json!({ "id": stack, "path": stack, "children": children });
    json!({ "version": "tree-0.1", "tree": { "id": "App", "path": "", "children": { stack: stack_node } } })
}
