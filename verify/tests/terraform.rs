//! Terraform: one good module and its mutants.
#![allow(missing_docs)]

mod common;

use common::{Mutant, fixture, judge_mutants, lines};
use lakegen_verify::{Files, terraform};

const fn mutant(file: &'static str, from: &'static str, to: &'static str, says: &'static [&'static str]) -> Mutant {
    Mutant { file, from, to, says }
}

const fn main(from: &'static str, to: &'static str, says: &'static [&'static str]) -> Mutant {
    mutant("main.tf", from, to, says)
}

const fn variables(from: &'static str, to: &'static str, says: &'static [&'static str]) -> Mutant {
    mutant("variables.tf", from, to, says)
}

const fn versions(from: &'static str, to: &'static str, says: &'static [&'static str]) -> Mutant {
    mutant("versions.tf", from, to, says)
}

const fn outputs(from: &'static str, to: &'static str, says: &'static [&'static str]) -> Mutant {
    mutant("outputs.tf", from, to, says)
}

#[rustfmt::skip]
const MUTANTS: &[Mutant] = &[
    // reading
    main("  timeout           = 60\n", "  timeout           = 60\n  timeout = 60\n", &["main.tf", "redefined attribute"]),
    main("  timeout           = 60\n", "  timeout           = [60\n", &["main.tf", "cannot be read"]),
    main("resource \"aws_glue_crawler\" \"raw\" {", "module \"crawler\" {", &["module", "no block of this kind"]),
    main("resource \"aws_glue_crawler\" \"raw\" {", "resource \"aws_glue_crawler\" {", &["takes 2 labels"]),
    main("resource \"aws_iam_role_policy\" \"glue\"", "resource \"aws_iam_role_policy\" \"1 glue\"", &["`1 glue` is not an identifier"]),
    variables("variable \"subnets\"", "variable \"region\"", &["var.region", "address is taken"]),
    variables("locals {", "region = 1\n\nlocals {", &["outside a block"]),
    variables("  tags = {", "  tags {}\n  labels = {", &["locals are attributes"]),
    // settings
    versions("source  = \"hashicorp/aws\"", "source  = \"acme/aws\"", &["only provider"]),
    versions("      version = \"~> 5.100\"\n", "", &["required_providers.aws", "version is not constrained"]),
    versions("    aws = {", "    random = {", &["hashicorp/aws is not required"]),
    versions("  required_version = \">= 1.9\"\n", "", &["required_version"]),
    versions("terraform {", "locals {", &["there is no terraform block"]),
    versions("  region = var.region\n", "  region = var.region\n  regions = [1]\n", &["provider.aws: regions", "no such attribute"]),
    versions("  region = var.region\n", "  region = var.regions\n", &["var.regions is not declared"]),
    // variables, outputs, locals
    variables("  description = \"Where the lake is\"\n", "", &["var.region: description"]),
    variables("  type        = string\n", "", &["var.region: type"]),
    variables("default     = []", "default     = \"none\"", &["var.subnets: default", "a list is wanted"]),
    variables("default     = []", "defaults    = []", &["var.subnets: defaults"]),
    outputs("description = \"The Glue job\"", "description = \"\"", &["output.job_name: description"]),
    outputs("  value       = aws_glue_job.clean.name\n", "", &["output.job_name: value"]),
    outputs("value       = aws_glue_job.clean.name", "value       = aws_glue_job.clean.names", &["aws_glue_job has no attribute names"]),
    outputs("upper(subnet)", "upper(subnets)", &["`subnets` is not a name in scope"]),
    outputs("upper(subnet)", "uppercase(subnet)", &["no function uppercase"]),
    variables("variable \"subnets\"", "variable \"unused\" {\n  description = \"x\"\n  type        = string\n}\n\nvariable \"subnets\"", &["var.unused", "never used"]),
    variables("locals {", "locals {\n  unused = 1\n", &["local.unused", "never used"]),
    variables("data \"aws_region\" \"current\" {}", "data \"aws_region\" \"current\" {}\n\ndata \"aws_partition\" \"here\" {}", &["data.aws_partition.here", "never used"]),
    variables("data.aws_region.current.name", "data.aws_region.here.name", &["data.aws_region.here is not declared"]),
    variables("data.aws_region.current.name", "data.aws_region.current.code", &["aws_region has no attribute code"]),
    variables("data \"aws_region\" \"current\" {}", "data \"aws_region\" \"current\" {\n  description = \"x\"\n}", &["data.aws_region.current: description", "read-only"]),
    // bodies
    main("resource \"aws_glue_catalog_database\"", "resource \"aws_glue_database\"", &["no schema of aws_glue_database"]),
    main("  number_of_workers = 2\n", "  number_of_worker  = 2\n", &["aws_glue_job.clean: number_of_worker", "no such attribute"]),
    main("  role_arn          = aws_iam_role.glue.arn\n", "", &["aws_glue_job.clean: role_arn", "required"]),
    main("number_of_workers = 2", "number_of_workers = \"two\"", &["aws_glue_job.clean: number_of_workers", "a number is wanted"]),
    main("number_of_workers = 2", "number_of_workers = true", &["number_of_workers", "a boolean is given"]),
    main("    variables = {", "    variables {", &["environment.variables", "an attribute, not a block"]),
    main("  lifecycle {", "  versioning {\n    enabled = true\n  }\n\n  lifecycle {", &["aws_s3_bucket.lake: versioning", "deprecated"]),
    main("  command {", "  command = {", &["command", "a block, not an attribute"]),
    main("  execution_property {", "  execution_properties {", &["execution_properties", "no such block"]),
    main("  execution_property {", "  command {\n    script_location = \"s3://x/y\"\n  }\n\n  execution_property {", &["aws_glue_job.clean: command", "2 blocks, at most 1"]),
    main("  versioning_configuration {\n    status = \"Enabled\"\n  }\n", "", &["versioning_configuration", "0 blocks, at least 1"]),
    main("max_concurrent_runs = 1", "max_concurrent_runs = [1]", &["execution_property.max_concurrent_runs", "a list is given"]),
    main("    script_location = \"s3://${aws_s3_object.script.bucket}/${aws_s3_object.script.key}\"\n", "", &["command.script_location", "required"]),
    main("  execution_property {", "  execution_property \"x\" {", &["execution_property", "no labels"]),
    main("  name = \"orders-crawled\"", "  name = \"orders-crawled\"\n  arn  = \"x\"", &["aws_cloudwatch_event_rule.crawled: arn", "read-only"]),
    main("  name = \"orders-crawled\"", "  name = \"orders-crawled\"\n  is_enabled = true", &["is_enabled", "deprecated"]),
    main("security_group_ids = []", "security_group_ids = aws_iam_role.glue.arn", &["vpc_config.security_group_ids", "a string is given, a list"]),
    main("security_group_ids = []", "security_group_ids = [[\"a\"]]", &["vpc_config.security_group_ids", "a list is given, a string"]),
    main("  name = \"orders\"\n", "  name = [\"orders\"]\n", &["aws_glue_catalog_database.orders: name", "a string is wanted"]),
    main("policy = jsonencode({", "policy = merge({", &["aws_iam_role_policy.glue: policy", "a map is given"]),
    main("prevent_destroy = true", "prevent_destroy = var.region", &["lifecycle.prevent_destroy", "literal"]),
    main("prevent_destroy = true", "destroy = false", &["lifecycle.destroy", "no such argument"]),
    main("ignore_changes  = [tags]", "ignore_changes  = [labels]", &["lifecycle.ignore_changes", "labels"]),
    main("  for_each = toset([\"raw\", \"curated\"])\n", "  for_each = toset([\"raw\", \"curated\"])\n  count = 2\n", &["not both"]),
    main("    content {\n", "    contents {\n", &["aws_glue_crawler.raw", "for_each and content"]),
    main("      path = \"s3", "      paths = \"s3", &["s3_target.paths", "no such attribute"]),
    // names
    main("database_name = aws_glue_catalog_database.orders.name", "database_name = aws_glue_catalog_database.order.name", &["aws_glue_catalog_database.order is not declared"]),
    main("database_name = aws_glue_catalog_database.orders.name", "database_name = aws_glue_catalog_database.orders.title", &["has no attribute title"]),
    main("database_name = aws_glue_catalog_database.orders.name", "database_name = orders", &["`orders` is not a name in scope"]),
    main("aws_s3_bucket.lake[\"raw\"].id", "aws_s3_bucket.lake.id", &["aws_s3_object.script: bucket", "many instances"]),
    main("role = aws_iam_role.glue.id", "role = aws_iam_role.glue[0].id", &["neither count nor for_each"]),
    main("  name = \"orders\"\n", "  name = each.key\n", &["`each` needs for_each"]),
    main("${s3_target.value}", "${s3_targets.value}", &["s3_targets.value is not declared"]),
    main("crawlerName = [aws_glue_crawler.raw.name]", "crawlerName = [aws_glue_crawler.row.name]", &["aws_glue_crawler.row is not declared"]),
    main("bucket   = \"${local.name}-${each.key}\"", "bucket   = \"${local.names}-${each.key}\"", &["local.names is not declared"]),
    main("depends_on = [aws_iam_role_policy.glue]", "depends_on = [aws_iam_role_policy.glu]", &["depends_on", "aws_iam_role_policy.glu is not a declared address"]),
    main("depends_on = [aws_iam_role_policy.glue]", "depends_on = aws_iam_role_policy.glue", &["depends_on", "a list of addresses"]),
    main("depends_on = [aws_iam_role_policy.glue]", "depends_on = [aws_cloudwatch_event_rule.crawled]", &["wait for each other", "aws_glue_crawler.raw"]),
    main("  arn  = aws_lambda_function.trigger.arn", "  arn  = aws_lambda_function.trigger.function_name", &["aws_cloudwatch_event_target.trigger: arn", "an ARN is wanted"]),
    main("role             = aws_iam_role.glue.arn", "role             = aws_iam_role.glue.name", &["aws_lambda_function.trigger: role", "an ARN is wanted"]),
    main("database_name = aws_glue_catalog_database.orders.name", "database_name = aws_glue_catalog_database.orders.arn", &["database_name", "a name is wanted"]),
    // files
    main("source      = \"${path.module}/glue/clean.py\"", "source      = \"${path.module}/glue/cleaned.py\"", &["source", "glue/cleaned.py does not exist"]),
    main("filemd5(\"${path.module}/glue/clean.py\")", "filemd5(\"${path.module}/glue/other.py\")", &["source_hash", "glue/other.py does not exist"]),
    main("filemd5(\"${path.module}/glue/clean.py\")", "filemd5(\"glue/other.py\")", &["source_hash", "glue/other.py does not exist"]),
    main("filename         = \"${path.module}/lambda/trigger.zip\"", "filename         = \"lambda/other.zip\"", &["filename", "lambda/other.zip does not exist"]),
];

#[test]
fn mutants_are_found() {
    judge_mutants(terraform, &fixture("terraform"), MUTANTS);
}

#[test]
fn an_empty_or_unreadable_module_is_a_finding() {
    assert!(lines(&terraform(&Files::new())).contains("no *.tf file"));
    let files = [("main.tf".to_owned(), vec![0xff])].into();
    assert!(lines(&terraform(&files)).contains("not UTF-8"));
}
