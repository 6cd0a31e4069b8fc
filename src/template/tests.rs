//! The production table, and the registry on tables of its own. What helpers print is judged in `tests/literals.rs`.

mod literals;

use std::fs;
use std::path::Path;

use serde::Serialize;
use serde_json::json;

use super::embedded::TABLE;
use super::helpers::PRINTERS;
use super::*;

#[test]
fn the_table_and_the_folder_agree() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut on_disk = Vec::new();
    let mut folders = vec![templates.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("to list") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "hbs") {
                let name = path.strip_prefix(&templates).expect("below").with_extension("");
                on_disk.push(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    on_disk.sort();
    let table: Vec<_> = TABLE.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        table, on_disk,
        "src/template/embedded.rs (left) lists every file in templates/ (right), sorted by name"
    );
}

#[test]
fn every_template_compiles_and_is_laid_out_well() {
    let templates = Templates::embedded();
    for (name, text) in TABLE {
        if let Err(error @ TemplateError::Syntax { .. }) = templates.render(name, &json!({})) {
            panic!("{error}");
        }
        assert_eq!(layout_fault(&text.replace("\r\n", "\n")), None, "templates/{name}.hbs");
    }
}

/// The line of the first two braces in a Python template that open neither a helper nor a block: most likely Python's.
fn stray_braces(text: &str) -> Option<usize> {
    let opens_expression = |rest: &str| {
        let rest = rest.trim_start_matches(['{', '~']);
        let word = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default();
        rest.starts_with(['!', '#', '/', '>']) || word == "else" || PRINTERS.iter().any(|(name, _)| *name == word)
    };
    text.lines().position(|line| {
        line.match_indices("{{").any(|(at, _)| {
            let inside_run = line[..at].ends_with('{');
            !inside_run && !line[..at].ends_with('\\') && !opens_expression(&line[at..])
        })
    })
}

#[test]
fn the_braces_of_python_are_escaped() {
    for (name, text) in TABLE.iter().filter(|(name, _)| name.ends_with(".py")) {
        if let Some(line) = stray_braces(text) {
            panic!("templates/{name}.hbs:{}: two braces open an expression; write \\{{{{ for literal ones", line + 1);
        }
    }
    for (text, expected) in [
        ("x = {}\ny = f'{{a}}'\n", Some(1)),
        ("x = {{}}", Some(0)),
        ("x = {{{'a': 1}}}", Some(0)),
        ("f'\\{{a}}'\nNAME = {{py name}}\n{{#if x}}{{else}}{{/if}}{{! note }}{{{json x}}}", None),
    ] {
        assert_eq!(stray_braces(text), expected, "{text}");
    }
}

#[test]
fn a_full_context_is_tried_in_all_its_branches() {
    #[derive(Serialize)]
    struct Main {
        on: bool,
        list: Vec<u8>,
    }
    let full = |text: &'static str| {
        let templates = Templates::of(&[("t", text)]);
        testing::try_full(&templates, "t", &Main { on: true, list: vec![1] })
    };
    assert_eq!(full("{{#if on}}a{{else}}b{{/if}}{{#each list}}{{this}}{{/each}}").as_deref(), Ok("a1\n"));
    for (bad, word) in [
        ("{{#if on}}a{{else}}{{nope}}{{/if}}", "`nope`"),
        ("{{#each list}}a{{else}}{{nope}}{{/each}}", "`nope`"),
        ("a{{#if on}} {{/if}}", "white space"),
    ] {
        let fault = full(bad).expect_err(bad);
        assert!(fault.contains(word), "{fault}");
    }
}

#[test]
fn a_file_without_expressions_comes_out_as_it_is() {
    let name = "lambda/trigger/index.py";
    assert_eq!(Some(testing::render_full(name, &()).as_str()), Templates::embedded().source(name));
}

#[test]
fn a_template_includes_another_with_its_own_values() {
    let table = [
        ("a/b.py", "import x\n\n{{> a/shared.py}}\n\nlast\n"),
        ("a/shared.py", "{{!-- note --}}\nSHARED = {{py x}}\n"),
    ];
    let templates = Templates::of(&table);
    let text = templates.render("a/b.py", &json!({"x": 1})).expect("to render");
    assert_eq!(text, "import x\n\nSHARED = 1\n\nlast\n");
    assert!(templates.render("a/b.py", &json!({})).is_err());
}

#[test]
fn the_job_scripts_have_their_shared_part() {
    for name in ["glue/flatten.py", "glue/parquet.py"] {
        let text = testing::render_full(name, &());
        assert!(!text.contains("{{") && text.contains("def plan("), "{name}");
    }
    let unify = json!({ "unify": { "table": "c360.orders", "columns": [{ "name": "id", "type": "string" }] } });
    let text = testing::render_full("glue/unify.py", &unify);
    assert!(text.contains("\nUNIFY = {\"table\": \"c360.orders\", ") && text.contains("def write_frame("));
}

/// Renders `text` as the template `t`.
fn render(text: &'static str, context: &impl Serialize) -> Result<String, String> {
    Templates::of(&[("t", text)]).render("t", context).map_err(|error| error.to_string())
}

#[test]
fn text_is_neither_escaped_nor_reflowed() {
    #[derive(Serialize)]
    struct Main {
        note: &'static str,
        blocks: Vec<Printed>,
        last: bool,
    }
    let context = Main {
        note: "two\nlines",
        blocks: vec![Printed::new("resource \"a\" \"b\" {\n  c = \"<&'>\"\n}"), Printed::new("# d")],
        last: false,
    };
    let text = "{{hash_comment note}}\n{{#each blocks}}\n\n{{this}}\n{{/each}}\n{{#if last}}\nlast\n{{else}}\nmore\n{{/if}}\n\n\n";
    let expected = "# two\n# lines\n\nresource \"a\" \"b\" {\n  c = \"<&'>\"\n}\n\n# d\nmore\n";
    assert_eq!(render(text, &context).as_deref(), Ok(expected));
    assert_eq!(render("a\r\nb", &json!({})).as_deref(), Ok("a\nb\n"));
    assert_eq!(render("\u{feff}a", &json!({})).as_deref(), Ok("a\n"));
    assert_eq!(render("", &json!({})).as_deref(), Ok("\n"));
    assert_eq!(render("f\"\\{{a}} { {b} }\"", &json!({})).as_deref(), Ok("f\"{{a}} { {b} }\"\n"));
}

#[test]
fn every_mistake_has_its_place() {
    for (text, expected) in [
        ("a\n  {{nope}}", ":2:3: `nope` is not among"),
        ("{{#if nope}}x{{/if}}", ":1:1: `nope` is not among"),
        ("{{#unless nope}}x{{/unless}}", ":1:1: `nope` is not among"),
        ("{{#if yes}}\n\n {{#if deep.nope}}x{{/if}}{{/if}}", ":3:2: `deep.nope` is not among"),
        ("{{#each nope}}x{{/each}}", ":1:1: `nope` is not among"),
        ("{{#each list}}{{nope}}{{/each}}", ":1:15: `nope` is not among"),
        ("{{py nope}}", ":1:1: `nope` is not among"),
        ("{{#if (not nope)}}x{{/if}}", ":1:1: "),
        ("{{md list}}", ":1:1: `md` takes a text, not [1]"),
        ("{{md}}", ":1:1: `md` takes one value, not 0"),
        ("{{nope yes}}", ":1:1: there is no helper `nope`"),
        ("{{> nope}}", ":1:1: Partial not found"),
        ("{{cr}}", ": a value brought a carriage return"),
        ("a\n{{#if yes}}\n", ":"),
        ("a\n {{#if yes}}{{/each}}\n", ":"),
        ("a\nb {{ }}", ":2:"),
    ] {
        let context = json!({"yes": true, "deep": {}, "list": [1], "cr": "a\rb"});
        let error = render(text, &context).expect_err(text);
        assert!(error.starts_with(&format!("built-in template t{expected}")), "{text:?}: {error}");
    }
    assert!(matches!(Templates::embedded().render("nope", &()), Err(TemplateError::Unknown(name)) if name == "nope"));
}

#[test]
fn a_users_template_wins_and_its_mistakes_name_its_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a/b.tf.hbs");
    fs::create_dir(folder.path().join("a")).expect("a folder");
    fs::write(folder.path().join("README.txt"), "not a template").expect("to write");
    let replaced = |text: &str| {
        fs::write(&file, text).expect("to write");
        let mut templates = Templates::of(&[("a/b.tf", "built in {{x}}"), ("c", "built in")]);
        templates.replace_from(folder.path()).map(|()| templates)
    };

    let templates = replaced("mine {{x}}\r\n").expect("a good template");
    assert_eq!(templates.render("a/b.tf", &json!({"x": 1})).expect("to render"), "mine 1\n");
    assert_eq!(templates.render("c", &json!({})).expect("to render"), "built in\n");
    assert_eq!(templates.source("a/b.tf"), Some("mine {{x}}\n"));
    assert_eq!(templates.names().collect::<Vec<_>>(), ["a/b.tf", "c"]);

    let error = replaced("\n{{nope}}").expect("a good template").render("a/b.tf", &json!({})).expect_err("no value");
    assert!(error.to_string().starts_with(&format!("{}:2:1: `nope`", file.display())), "{error}");
    let error = replaced("\n{{#if").map(|_| ()).expect_err("bad syntax");
    assert!(error.to_string().starts_with(&format!("{}:2:", file.display())), "{error}");

    fs::write(&file, [0xff]).expect("to write");
    let read = |folder: &Path| Templates::of(&[("a/b.tf", "")]).replace_from(folder);
    assert!(matches!(read(folder.path()), Err(TemplateError::Unreadable { path, .. }) if path == file));
    assert!(matches!(read(&file), Err(TemplateError::Unreadable { path, .. }) if path == file));
    let stray = folder.path().join("a/c.tf.hbs");
    fs::rename(&file, &stray).expect("to move");
    let error = read(folder.path()).expect_err("a stray file");
    assert!(matches!(&error, TemplateError::Stray { path, nearest: "a/b.tf" } if *path == stray), "{error}");
}

#[test]
fn one_registry_serves_all_threads() {
    let templates = Templates::of(&[("t", "{{py x}}")]);
    std::thread::scope(|scope| {
        let run = |n: usize| templates.render("t", &json!({"x": n})).expect("to render");
        let threads: Vec<_> = (0..4).map(|n| scope.spawn(move || run(n))).collect();
        for (n, thread) in threads.into_iter().enumerate() {
            assert_eq!(thread.join().expect("no panic"), format!("{n}\n"));
        }
    });
}

#[test]
fn layout_faults_are_found() {
    for (text, expected) in [
        ("a\n", None),
        ("a", Some((1, "does not end with a newline"))),
        ("a\n\n", Some((2, "is empty, and the last one"))),
        ("a\nb \nc\n", Some((2, "ends with white space"))),
        ("a\r\n", Some((1, "has a carriage return"))),
        ("\n", None),
    ] {
        assert_eq!(layout_fault(text), expected, "{text:?}");
    }
}
