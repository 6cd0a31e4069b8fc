//! Specs with environments: what is rendered where, and what is said of which.

use super::lakegen::{MINIMAL, Sandbox};

/// [`MINIMAL`] in two accounts.
fn spec() -> String {
    format!(
        "{MINIMAL}\
environments:
  dev: {{ account: \"111111111111\", set: {{ defaults.job.number_of_workers: 3 }} }}
  prod: {{ account: \"222222222222\", region: eu-west-1 }}
"
    )
}

#[test]
fn each_environment_has_a_folder() {
    let sandbox = Sandbox::with("lakegen.yaml", spec().as_bytes());
    sandbox.run(&["render", "lakegen.yaml", "--env", "dev", "--target", "terraform"]).assert_code(0);
    assert!(sandbox.path("out/tiny/dev/terraform/jobs.tf").is_file());
    assert!(!sandbox.path("out/tiny/prod").exists());
    sandbox.run(&["render", "lakegen.yaml", "--target", "terraform"]).assert_code(0);
    let jobs = |environment: &str| {
        let path = sandbox.path(&format!("out/tiny/{environment}/terraform/jobs.tf"));
        let text = std::fs::read_to_string(path).expect("is there");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(jobs("dev").contains("\"tiny-dev-clean\"") && jobs("dev").contains("number_of_workers = 3"));
    assert!(jobs("prod").contains("\"tiny-prod-clean\"") && jobs("prod").contains("number_of_workers = 2"));
    assert!(!sandbox.path("out/tiny/terraform").exists());
}

#[test]
fn an_unknown_environment_is_told_with_the_known_ones() {
    let sandbox = Sandbox::with("lakegen.yaml", spec().as_bytes());
    for command in ["render", "validate", "show"] {
        let run = sandbox.run(&[command, "lakegen.yaml", "--env", "prdo"]);
        run.assert_code(2);
        assert!(run.stderr.contains("has no environment `prdo`; did you mean `prod`?"), "{}", run.stderr);
    }
    let several = sandbox.run(&["show", "lakegen.yaml"]);
    several.assert_code(2);
    assert!(several.stderr.contains("one of dev, prod"), "{}", several.stderr);
    sandbox.run(&["show", "lakegen.yaml", "--env", "prod"]).assert_code(0);
    sandbox.run(&["explain", "iam", "lakegen.yaml", "--env", "prod"]).assert_code(0);
    let sample = ["test", "lakegen.yaml", "--env", "prod", "--sample", "crawler-succeeded"];
    let matched = sandbox.run(&sample);
    matched.assert_code(0);
    assert!(matched.stdout.contains("tiny-prod-clean"), "{}", matched.stdout);
}

#[test]
fn a_mistake_is_told_once_and_with_its_environment() {
    let broken = spec()
        .replace("database: tiny", "database: tyni")
        .replace("jobs:\n", "defaults: { job: { number_of_workers: 1 } }\njobs:\n")
        .replace("set: { defaults.job.number_of_workers: 3 }", "set: { jobs.clean.worker_type: G.9X }")
        .replace("region: eu-west-1", "set: { defaults.job.number_of_workers: 2 }");
    let sandbox = Sandbox::with("lakegen.yaml", broken.as_bytes());
    let told = sandbox.run(&["validate", "lakegen.yaml"]);
    told.assert_code(1);
    assert_eq!(told.stdout.matches("LG-E006").count(), 1, "{}", told.stdout);
    assert!(told.stdout.contains("there is no database `tyni`\n"), "{}", told.stdout);
    assert_eq!(told.stdout.matches("(in the environment `dev`)").count(), 1, "{}", told.stdout);
    assert!(told.stdout.contains("unknown value `G.9X` for `worker_type`\n"), "{}", told.stdout);
    assert!(told.stdout.contains("lakegen.yaml:18:66"), "{}", told.stdout);
    let prod = sandbox.run(&["validate", "lakegen.yaml", "--env", "prod"]);
    assert!(prod.stdout.contains("LG-E006") && !prod.stdout.contains("environment `dev`"), "{}", prod.stdout);
}

#[test]
fn two_environments_in_one_place_may_not_make_the_same() {
    let together = spec().replace("222222222222", "111111111111").replace(", region: eu-west-1", "");
    let sandbox = Sandbox::with("lakegen.yaml", together.as_bytes());
    let refused = sandbox.run(&["validate", "lakegen.yaml"]);
    refused.assert_code(1);
    assert_eq!(refused.stdout.matches("LG-E018").count(), 1, "{}", refused.stdout);
    let message = "the environment `dev` of lakegen.yaml:7 makes the database `tiny`, too";
    assert!(refused.stdout.contains(message), "{}", refused.stdout);
    sandbox.run(&["validate", "lakegen.yaml", "--env", "dev"]).assert_code(0);
}
