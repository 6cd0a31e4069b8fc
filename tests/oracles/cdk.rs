//! The CDK command line over the rendered cloud assembly, and the assembly's official schema.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::rendering::{Lake, Rendered, read_json, while_edited};
use crate::tool::{self, Outcome, needed};
use crate::yaml11::differences;
use crate::{assert_accepted, assert_rejected};

/// The current command line.
fn current() -> Option<PathBuf> {
    needed("aws-cdk", tool::named("LAKEGEN_CDK").or_else(|| tool::program("cdk")?.canonicalize().ok()))
}

/// One that reads assemblies only up to version 43, as those of many users do.
fn older() -> Option<PathBuf> {
    needed("an older aws-cdk", tool::named("LAKEGEN_CDK_OLDER"))
}

const LIST: &[&str] = &["--no-notices", "ls"];
const SYNTH: &[&str] = &["--no-notices", "synth", "--json", "--strict"];

/// What the command line says of each lake, called in one process for all.
fn cdk(program: &Path, lakes: &[Lake], home: &Path, arguments: &[&str]) -> Vec<Outcome> {
    let node = tool::program("node").expect("the command line runs on node");
    let mut command = tool::command(&node);
    // A home without the user's ~/.cdk.json, for the cache too.
    command.env("HOME", home).env("CDK_DISABLE_CLI_TELEMETRY", "true");
    // Node's own complaints about its age are none about the assembly.
    command.env("NODE_NO_WARNINGS", "1");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/cdk.mjs");
    let calls: Vec<_> = lakes.iter().map(|lake| json!({ "folder": lake.cdk(), "arguments": arguments })).collect();
    let answers = tool::ask(command.arg(script).arg(program), &json!(calls));
    let outcomes: Vec<_> = answers.as_array().expect("a list").iter().map(Outcome::read).collect();
    assert_eq!(outcomes.len(), lakes.len());
    outcomes
}

/// What is wrong with what `ls` says: it must name the one stack, without a warning.
fn judge_list(lake: &Lake, listed: &Outcome) -> Vec<String> {
    let is_right = listed.success && listed.words().trim() == lake.name;
    if is_right { Vec::new() } else { vec![format!("{}: cdk ls:\n{}", lake.spec, listed.words())] }
}

/// What is wrong with what `synth` says: it must give the one stack's template, without a warning.
fn judge_synth(lake: &Lake, synthesized: &Outcome) -> Vec<String> {
    if !synthesized.success || !synthesized.stderr.trim().is_empty() {
        return vec![format!("{}: cdk synth:\n{}", lake.spec, synthesized.stderr)];
    }
    let template = serde_json::from_str(&synthesized.stdout)
        .unwrap_or_else(|error| panic!("{}: no template ({error}):\n{}", lake.spec, synthesized.stdout));
    let found = differences("", &template, &shown(read_json(&lake.cdk_template())));
    found.into_iter().map(|difference| format!("{}: cdk synth: {difference}", lake.spec)).collect()
}

/// What `synth` shows of a template: the rule that every stack of the CDK has is not worth showing.
fn shown(mut template: Value) -> Value {
    if let Some(rules) = template["Rules"].as_object_mut() {
        rules.remove("CheckBootstrapVersion").expect("the rule that every stack has");
        if rules.is_empty() {
            template.as_object_mut().expect("a template").remove("Rules");
        }
    }
    template
}

/// All complaints about the lakes.
fn list(program: &Path, rendered: &Rendered) -> Vec<String> {
    let listed = cdk(program, &rendered.lakes, rendered.scratch(), LIST);
    rendered.lakes.iter().zip(&listed).flat_map(|(lake, listed)| judge_list(lake, listed)).collect()
}

/// All complaints about the lakes.
fn synthesize(program: &Path, rendered: &Rendered) -> Vec<String> {
    let synthesized = cdk(program, &rendered.lakes, rendered.scratch(), SYNTH);
    rendered.lakes.iter().zip(&synthesized).flat_map(|(lake, synthesized)| judge_synth(lake, synthesized)).collect()
}

#[test]
fn lists_the_stack() {
    let Some(program) = current() else { return };
    assert_accepted(&list(&program, &Rendered::all()));
}

#[test]
fn synthesizes() {
    let Some(program) = current() else { return };
    assert_accepted(&synthesize(&program, &Rendered::all()));
}

#[test]
fn an_older_one_synthesizes() {
    let Some(program) = older() else { return };
    assert_accepted(&synthesize(&program, &Rendered::all()));
}

#[test]
fn broken_assemblies_are_rejected() {
    let rendered = Rendered::example("minimal");
    let manifest = rendered.only().cdk().join("cdk.out/manifest.json");
    for program in [current(), older()].into_iter().flatten() {
        let broken = |name: &str, why: &str, edit: &dyn Fn(&str) -> String| {
            assert_rejected(name, why, &while_edited(&manifest, edit, || synthesize(&program, &rendered)));
        };
        broken("a newer version", "Maximum schema version supported", &|text| {
            text.replacen("\"version\": \"", "\"version\": \"99", 1)
        });
        broken("no template", "nothing.json", &|text| text.replace(".template.json", ".nothing.json"));
        let other_name = |text: &str| text.replace("\"displayName\": \"", "\"displayName\": \"not-");
        assert_rejected("another name", "not-", &while_edited(&manifest, other_name, || list(&program, &rendered)));
    }
}

/// The schemas that `aws-cdk-lib` and the command line are built from.
struct Schemas {
    manifest: jsonschema::Validator,
    assets: jsonschema::Validator,
}

impl Schemas {
    fn find() -> Option<Self> {
        let folder = needed("@aws-cdk/cloud-assembly-schema", tool::named("LAKEGEN_ASSEMBLY_SCHEMA"))?;
        let schema = |name| jsonschema::validator_for(&read_json(&folder.join(name))).expect("a schema");
        Some(Self { manifest: schema("cloud-assembly.schema.json"), assets: schema("assets.schema.json") })
    }

    fn judge(&self, what: &str, manifest: &Value, assets: &Value) -> Vec<String> {
        let of_manifest = self.manifest.iter_errors(manifest).map(|error| format!("manifest.json: {error}"));
        let of_assets = self.assets.iter_errors(assets).map(|error| format!("assets.json: {error}"));
        of_manifest.chain(of_assets).map(|complaint| format!("{what}: {complaint}")).collect()
    }
}

fn assembly(lake: &Lake) -> (Value, Value) {
    let file = |name: &str| read_json(&lake.cdk().join("cdk.out").join(name));
    (file("manifest.json"), file(&format!("{}.assets.json", lake.name)))
}

#[test]
fn assemblies_follow_the_schema() {
    let Some(schemas) = Schemas::find() else { return };
    let judge = |lake: &Lake| {
        let (manifest, assets) = assembly(lake);
        schemas.judge(&lake.spec, &manifest, &assets)
    };
    assert_accepted(&Rendered::all().lakes.iter().flat_map(judge).collect::<Vec<_>>());
}

#[test]
fn assemblies_against_the_schema_are_rejected() {
    let Some(schemas) = Schemas::find() else { return };
    let rendered = Rendered::example("minimal");
    let (manifest, assets) = assembly(rendered.only());
    let mut broken = manifest.clone();
    broken["artifacts"][&rendered.only().name]["type"] = json!("aws:cloudformation:stacks");
    assert_rejected("no such artifact", "aws:cloudformation:stacks", &schemas.judge("broken", &broken, &assets));
    let mut broken = assets.clone();
    let file = broken["files"].as_object_mut().expect("files").values_mut().next().expect("a file");
    file["source"]["packaging"] = json!("tar");
    assert_rejected("no such packaging", "tar", &schemas.judge("broken", &manifest, &broken));
}
