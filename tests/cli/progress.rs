//! What long runs tell of their progress, and where.
#![cfg(target_os = "linux")]

use std::process::Command;

use crate::lakegen::{MINIMAL, Sandbox};

const LINE: &str = "\r\u{1b}[2K";

#[test]
fn a_terminal_is_told_how_far_it_is() {
    let sandbox = Sandbox::with("README.md", b"");
    for number in 0..80 {
        sandbox.write(&format!("{number}/lakegen.yaml"), MINIMAL.replace("tiny", &format!("tiny{number}")).as_bytes());
    }
    let lakegen = env!("CARGO_BIN_EXE_lakegen");
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", &format!("{lakegen} validate ."), "seen"]);
    let ended = script.current_dir(sandbox.path(".")).output().expect("util-linux");
    assert!(ended.status.success());
    let seen = std::fs::read_to_string(sandbox.path("seen")).expect("text");
    assert!(seen.contains(&format!("{LINE}checking ")) && seen.contains(" of 80 ("), "{seen:?}");
    assert!(seen.contains(&format!("{LINE}80 specs checked: 0 errors, 0 warnings, ")), "{seen:?}");
    let piped = sandbox.run(&["validate", "."]);
    piped.assert_code(0);
    assert!(piped.stderr.starts_with("80 specs checked: ") && piped.stdout.is_empty(), "{}", piped.stderr);
}
