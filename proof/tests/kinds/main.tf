# What template.yaml says, for Terraform.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  skip_credentials_validation = true
  skip_requesting_account_id  = false
  s3_use_path_style           = true
}

data "aws_caller_identity" "current" {}

locals {
  tags = { team = "data" }
}

resource "aws_glue_catalog_database" "database" {
  name = "kinds"
}

resource "aws_glue_catalog_table" "table" {
  database_name = aws_glue_catalog_database.database.name
  name          = "orders"
  description   = "One row an order"
  table_type    = "EXTERNAL_TABLE"
  parameters    = { classification = "parquet", EXTERNAL = "TRUE" }
  partition_keys {
    name    = "dt"
    type    = "string"
    comment = "The day"
  }
  storage_descriptor {
    location      = "s3://kinds-curated/orders/"
    input_format  = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"
    ser_de_info {
      serialization_library = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
      parameters            = { "serialization.format" = "1" }
    }
    columns {
      name = "id"
      type = "string"
    }
    columns {
      name    = "amount"
      type    = "decimal(12,2)"
      comment = "In euros"
    }
  }
}

resource "aws_glue_catalog_table" "iceberg" {
  database_name = aws_glue_catalog_database.database.name
  name          = "facts"
  table_type    = "EXTERNAL_TABLE"
  open_table_format_input {
    iceberg_input {
      metadata_operation = "CREATE"
      version            = "2"
    }
  }
  storage_descriptor {
    location = "s3://kinds-curated/facts/"
    columns {
      name = "id"
      type = "string"
    }
  }
}

resource "aws_glue_catalog_table_optimizer" "optimizer" {
  catalog_id    = data.aws_caller_identity.current.account_id
  database_name = aws_glue_catalog_database.database.name
  table_name    = aws_glue_catalog_table.iceberg.name
  type          = "compaction"
  configuration {
    role_arn = aws_iam_role.role.arn
    enabled  = true
  }
}

resource "aws_glue_data_quality_ruleset" "ruleset" {
  name        = "kinds-rules"
  description = "What must hold"
  ruleset     = "Rules = [ RowCount > 0, IsComplete \"id\" ]"
  target_table {
    database_name = aws_glue_catalog_database.database.name
    table_name    = aws_glue_catalog_table.table.name
  }
  tags = local.tags
}

resource "aws_glue_job" "job" {
  name              = "kinds-job"
  role_arn          = aws_iam_role.role.arn
  glue_version      = "5.0"
  worker_type       = "G.1X"
  number_of_workers = 2
  execution_class   = "STANDARD"
  command {
    name            = "glueetl"
    script_location = "s3://kinds-curated/job.py"
    python_version  = "3"
  }
}

resource "aws_glue_crawler" "crawler" {
  name          = "kinds-crawler"
  role          = aws_iam_role.role.arn
  database_name = aws_glue_catalog_database.database.name
  s3_target {
    path = "s3://kinds-curated/raw/"
  }
}

resource "aws_glue_workflow" "workflow" {
  name                   = "kinds-flow"
  description            = "Crawls, then runs"
  default_run_properties = { stage = "test" }
  max_concurrent_runs    = 1
  tags                   = local.tags
}

resource "aws_glue_trigger" "begin" {
  name              = "kinds-begin"
  type              = "SCHEDULED"
  schedule          = "cron(15 2 * * ? *)"
  start_on_creation = true
  workflow_name     = aws_glue_workflow.workflow.name
  actions {
    crawler_name = aws_glue_crawler.crawler.name
  }
  tags = local.tags
}

resource "aws_glue_trigger" "follow" {
  name              = "kinds-follow"
  description       = "After the crawl"
  type              = "CONDITIONAL"
  start_on_creation = true
  workflow_name     = aws_glue_workflow.workflow.name
  predicate {
    logical = "AND"
    conditions {
      logical_operator = "EQUALS"
      crawler_name     = aws_glue_crawler.crawler.name
      crawl_state      = "SUCCEEDED"
    }
  }
  actions {
    job_name  = aws_glue_job.job.name
    timeout   = 20
    arguments = { "--lakegen_trigger" = "workflow" }
  }
}

resource "aws_glue_trigger" "ring" {
  name          = "kinds-ring"
  type          = "EVENT"
  workflow_name = aws_glue_workflow.workflow.name
  event_batching_condition {
    batch_size   = 5
    batch_window = 300
  }
  actions {
    job_name = aws_glue_job.job.name
  }
}

resource "aws_iam_role" "role" {
  name = "kinds-role"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }]
  })
}

resource "aws_cloudwatch_log_group" "group" {
  name              = "/kinds"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_stream" "delivery" {
  name           = "delivery"
  log_group_name = aws_cloudwatch_log_group.group.name
}

resource "aws_cloudwatch_log_metric_filter" "filter" {
  name           = "kinds-errors"
  log_group_name = aws_cloudwatch_log_group.group.name
  pattern        = "ERROR"
  metric_transformation {
    name          = "Errors"
    namespace     = "Kinds"
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}

resource "aws_cloudwatch_log_resource_policy" "policy" {
  policy_name = "kinds-events"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "logs:PutLogEvents"
      Resource  = "*"
    }]
  })
}

resource "aws_sfn_state_machine" "machine" {
  name     = "kinds-machine"
  type     = "STANDARD"
  role_arn = aws_iam_role.role.arn
  definition = jsonencode({
    StartAt = "Run"
    States = {
      Run = {
        Type       = "Task"
        Resource   = "arn:aws:states:::glue:startJobRun.sync"
        Parameters = { JobName = aws_glue_job.job.name }
        ResultPath = null
        End        = true
      }
    }
  })
  logging_configuration {
    level                  = "ERROR"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.group.arn}:*"
  }
  tracing_configuration {
    enabled = true
  }
  tags = local.tags
}

resource "aws_kinesis_stream" "stream" {
  name             = "kinds-stream"
  retention_period = 48
  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"
  tags            = local.tags
}

resource "aws_kinesis_stream" "shards" {
  name        = "kinds-shards"
  shard_count = 2
  stream_mode_details {
    stream_mode = "PROVISIONED"
  }
}

resource "aws_kinesis_firehose_delivery_stream" "delivery" {
  name        = "kinds-delivery"
  destination = "extended_s3"
  server_side_encryption {
    enabled  = true
    key_type = "AWS_OWNED_CMK"
  }
  extended_s3_configuration {
    bucket_arn          = "arn:aws:s3:::kinds-curated"
    role_arn            = aws_iam_role.role.arn
    prefix              = "access/"
    error_output_prefix = "errors/"
    buffering_interval  = 60
    buffering_size      = 64
    compression_format  = "GZIP"
    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = aws_cloudwatch_log_group.group.name
      log_stream_name = aws_cloudwatch_log_stream.delivery.name
    }
  }
  tags = local.tags
}

resource "aws_athena_workgroup" "group" {
  name          = "kinds"
  description   = "Queries of kinds"
  state         = "ENABLED"
  force_destroy = true
  configuration {
    bytes_scanned_cutoff_per_query     = 10737418240
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true
    result_configuration {
      output_location = "s3://kinds-curated/results/"
      encryption_configuration {
        encryption_option = "SSE_S3"
      }
    }
  }
  tags = local.tags
}

resource "aws_athena_named_query" "query" {
  name        = "orders of today"
  description = "The newest"
  database    = aws_glue_catalog_database.database.name
  workgroup   = aws_athena_workgroup.group.name
  query       = "SELECT * FROM orders"
}

resource "aws_emrserverless_application" "application" {
  name          = "kinds-spark"
  release_label = "emr-7.5.0"
  type          = "SPARK"
  architecture  = "ARM64"
  maximum_capacity {
    cpu    = "16 vCPU"
    memory = "64 GB"
  }
  initial_capacity {
    initial_capacity_type = "Driver"
    initial_capacity_config {
      worker_count = 1
      worker_configuration {
        cpu    = "2 vCPU"
        memory = "4 GB"
      }
    }
  }
  auto_start_configuration {
    enabled = true
  }
  auto_stop_configuration {
    enabled              = true
    idle_timeout_minutes = 15
  }
  interactive_configuration {
    livy_endpoint_enabled = true
    studio_enabled        = false
  }
  tags = local.tags
}

resource "aws_glue_classifier" "csv" {
  name = "kinds"

  csv_classifier {
    contains_header            = "ABSENT"
    delimiter                  = ";"
    header                     = ["a", "b"]
    allow_single_column        = false
    disable_value_trimming     = false
    custom_datatype_configured = true
    custom_datatypes           = ["INT", "STRING"]
  }
}

resource "aws_redshiftserverless_namespace" "namespace" {
  namespace_name        = "kinds"
  db_name               = "analytics"
  admin_username        = "admin"
  manage_admin_password = true
  iam_roles             = [aws_iam_role.role.arn]
  default_iam_role_arn  = aws_iam_role.role.arn
  log_exports           = ["userlog"]
  tags                  = local.tags
}

resource "aws_redshiftserverless_workgroup" "workgroup" {
  workgroup_name       = "kinds"
  namespace_name       = aws_redshiftserverless_namespace.namespace.namespace_name
  base_capacity        = 8
  port                 = 5440
  enhanced_vpc_routing = true
  publicly_accessible  = false
  subnet_ids           = ["subnet-0a1b2c3d", "subnet-1a1b2c3d", "subnet-2a1b2c3d"]
  security_group_ids   = ["sg-0aa11bb22"]
  config_parameter {
    parameter_key   = "require_ssl"
    parameter_value = "true"
  }
  tags = local.tags
}

resource "aws_cloudwatch_dashboard" "dashboard" {
  dashboard_name = "kinds"
  dashboard_body = jsonencode({
    widgets = [{ type = "text", x = 0, y = 0, width = 6, height = 1, properties = { markdown = "kinds" } }]
  })
}

resource "aws_sqs_queue" "queue" {
  name             = "kinds-queue"
  max_message_size = 262144
}

resource "aws_lambda_function" "function" {
  function_name = "kinds-function"
  role          = aws_iam_role.role.arn
  runtime       = "python3.13"
  handler       = "index.handler"
  filename      = "function.zip"
}

resource "aws_lambda_event_source_mapping" "source" {
  event_source_arn                   = aws_sqs_queue.queue.arn
  function_name                      = aws_lambda_function.function.function_name
  batch_size                         = 10
  maximum_batching_window_in_seconds = 20
  function_response_types            = ["ReportBatchItemFailures"]
}

resource "aws_cloudwatch_event_rule" "rule" {
  name          = "kinds-rule"
  event_pattern = jsonencode({ source = ["mine"] })
}

resource "aws_cloudwatch_event_target" "target" {
  rule      = aws_cloudwatch_event_rule.rule.name
  target_id = "machine"
  arn       = aws_sfn_state_machine.machine.arn
  role_arn  = aws_iam_role.role.arn
  input     = jsonencode({ a = "b" })
}

resource "aws_lakeformation_data_lake_settings" "settings" {
  admins                                = ["arn:aws:iam::123456789012:role/admin"]
  allow_full_table_external_data_access = true
}

resource "aws_lakeformation_resource" "location" {
  arn                   = "arn:aws:s3:::kinds-curated/orders"
  role_arn              = aws_iam_role.role.arn
  hybrid_access_enabled = true
}

resource "aws_lakeformation_lf_tag" "tag" {
  key    = "sensitivity"
  values = ["public", "internal"]
}

resource "aws_lakeformation_resource_lf_tags" "database" {
  lf_tag {
    catalog_id = data.aws_caller_identity.current.account_id
    key        = aws_lakeformation_lf_tag.tag.key
    value      = "internal"
  }
  database {
    name = aws_glue_catalog_database.database.name
  }
}

resource "aws_lakeformation_resource_lf_tags" "column" {
  lf_tag {
    key   = aws_lakeformation_lf_tag.tag.key
    value = "public"
  }
  table_with_columns {
    database_name = aws_glue_catalog_database.database.name
    name          = aws_glue_catalog_table.table.name
    column_names  = ["id"]
  }
}

resource "aws_lakeformation_permissions" "location" {
  principal   = aws_iam_role.role.arn
  permissions = ["DATA_LOCATION_ACCESS"]
  data_location {
    arn = aws_lakeformation_resource.location.arn
  }
}

resource "aws_lakeformation_permissions" "database" {
  principal                     = aws_iam_role.role.arn
  permissions                   = ["ALTER", "CREATE_TABLE", "DESCRIBE"]
  permissions_with_grant_option = ["DESCRIBE"]
  database {
    name = aws_glue_catalog_database.database.name
  }
}

resource "aws_lakeformation_permissions" "tables" {
  principal   = aws_iam_role.role.arn
  permissions = ["DESCRIBE", "SELECT"]
  table {
    database_name = aws_glue_catalog_database.database.name
    wildcard      = true
  }
}

resource "aws_lakeformation_permissions" "table" {
  principal   = "arn:aws:iam::123456789012:role/steward"
  permissions = ["ALL"]
  table {
    database_name = aws_glue_catalog_database.database.name
    name          = aws_glue_catalog_table.table.name
  }
}

resource "aws_lakeformation_permissions" "columns" {
  principal   = "arn:aws:iam::123456789012:role/analyst"
  permissions = ["SELECT"]
  table_with_columns {
    database_name = aws_glue_catalog_database.database.name
    name          = aws_glue_catalog_table.table.name
    column_names  = ["id", "amount"]
  }
}

resource "aws_lakeformation_permissions" "others" {
  principal   = "arn:aws:iam::123456789012:role/auditor"
  permissions = ["SELECT"]
  table_with_columns {
    database_name         = aws_glue_catalog_database.database.name
    name                  = aws_glue_catalog_table.table.name
    excluded_column_names = ["amount"]
    wildcard              = true
  }
}

resource "aws_lakeformation_permissions" "tagged" {
  principal   = "arn:aws:iam::123456789012:role/analyst"
  permissions = ["DESCRIBE", "SELECT"]
  lf_tag_policy {
    resource_type = "TABLE"
    expression {
      key    = aws_lakeformation_lf_tag.tag.key
      values = ["public", "internal"]
    }
  }
}

resource "aws_glue_data_catalog_encryption_settings" "encryption" {
  data_catalog_encryption_settings {
    connection_password_encryption {
      aws_kms_key_id                       = "arn:aws:kms:eu-west-1:123456789012:key/a"
      return_connection_password_encrypted = true
    }
    encryption_at_rest {
      catalog_encryption_mode = "SSE-KMS"
      sse_aws_kms_key_id      = "arn:aws:kms:eu-west-1:123456789012:key/a"
    }
  }
}

output "address" {
  value = aws_redshiftserverless_workgroup.workgroup.endpoint[0].address
}

output "application" {
  value = aws_emrserverless_application.application.id
}
