//! How the time of each stage grows with the size of a spec: `cargo bench --bench growth`.
//!
//! A lake of n crawlers and n jobs is read, checked and resolved, each stage the best of several runs. The last column is
//! what twice the size costs: about 2 where the stage is linear. Fails where it is far from that.

#![allow(clippy::print_stdout, reason = "a report is what it is for")]

use std::fmt::Write;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use lakegen::backend;
use lakegen::pipeline::{self, Asked, Folder, Target};
use lakegen::template::Templates;
use lakegen::yaml::Document;

const SIZES: [usize; 3] = [500, 1_000, 2_000];
const RUNS: usize = 5;
/// Twice the size may cost this much: sorting and hashing are not quite linear, and a machine is never quite quiet.
const MOST: f64 = 2.6;

/// A lake of `size` crawlers, each followed by a job that writes where the next crawler does not look.
fn spec(size: usize) -> String {
    let mut text = String::from(
        "lakegen: 1\nname: growth\nbuckets: { raw: {}, curated: {} }\ndatabases: { growth: {} }\ncrawlers:\n",
    );
    for n in 0..size {
        let _ = writeln!(
            text,
            "  c{n}: {{ database: growth, targets: {{ s3: [raw/s{n}/] }}, trigger: {{ schedule: \"cron({} * * * ? *)\" }} }}",
            n % 60
        );
    }
    text.push_str("jobs:\n");
    for n in 0..size {
        let _ = writeln!(
            text,
            "  j{n}: {{ script: builtin:parquet, trigger: {{ crawler: c{n} }}, reads: [raw/s{n}/], writes: [curated/s{n}/] }}"
        );
    }
    text
}

fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let timed = |_| {
        let began = Instant::now();
        black_box(run());
        began.elapsed()
    };
    (0..RUNS).map(timed).min().unwrap_or_default()
}

fn main() -> ExitCode {
    let templates = Templates::embedded();
    // Two thousand jobs are more than one stack holds, but not more than one module.
    let asked = Asked::today(&[Target::Terraform], &templates);
    let files = Folder::at(".".into());
    let mut rows: Vec<(&str, Vec<Duration>)> = vec![("read", vec![]), ("check", vec![]), ("render", vec![])];
    for size in SIZES {
        let text = spec(size);
        let parse = || Document::parse("growth.yaml", text.clone().into_bytes()).expect("YAML");
        let document = parse();
        let check = || pipeline::examine(&document, &files, &asked).expect("embedded templates render");
        let (mut lakes, findings) = check();
        let graph = lakes.pop().unwrap_or_else(|| panic!("{:?}", findings.first())).graph;
        rows[0].1.push(best(parse));
        rows[1].1.push(best(check));
        rows[2].1.push(best(|| backend::terraform::render(&graph, &templates).expect("embedded templates render")));
    }
    println!("{:8}{:>14}{:>14}{:>14}{:>10}", "stage", "n = 500", "n = 1000", "n = 2000", "growth");
    let mut code = ExitCode::SUCCESS;
    for (stage, times) in rows {
        let growth = times[2].as_secs_f64() / times[1].as_secs_f64();
        let cells: String = times.iter().map(|time| format!("{:>11.1} ms", time.as_secs_f64() * 1e3)).collect();
        println!("{stage:8}{cells}{growth:>10.2}");
        if growth > MOST {
            code = ExitCode::FAILURE;
        }
    }
    code
}
