//! AWS Lambda: the function between an event and a job.

use crate::expr::CfnAttribute::{GetAtt, Ref};
use crate::expr::Terraform::{Block, Code};
use crate::expr::{Arn, AssetId, AssetPart, Document, Expr, Flag, Number, Property, Text};

use super::{Shape, Tags};

/// The code of a function: inlined, zipped beside the module, or a file asset, as each target can.
#[derive(Clone, Debug)]
pub struct FunctionCode(pub AssetId);

impl From<FunctionCode> for Expr {
    fn from(code: FunctionCode) -> Self {
        Self::Asset(code.0, AssetPart::Code)
    }
}

impl Shape for FunctionCode {
    const NESTED: Option<&'static [Property]> = None;
}

resources! {
    /// A function.
    Function = "AWS::Lambda::Function" / "aws_lambda_function" as "function" {
        function_name: Text = "FunctionName",
        description: Text = "Description",
        runtime: Text = "Runtime",
        architectures: Vec<Text> = "Architectures",
        handler: Text = "Handler",
        code: FunctionCode = "Code" => Code,
        role: Arn = "Role",
        memory_size: Number = "MemorySize",
        timeout: Number = "Timeout",
        reserved_concurrent_executions: Number = "ReservedConcurrentExecutions",
        kms_key_arn: Arn = "KmsKeyArn",
        environment: Environment = "Environment" => Block("environment"),
        dead_letter_config: DeadLetter = "DeadLetterConfig" => Block("dead_letter_config"),
        tracing_config: Tracing = "TracingConfig" => Block("tracing_config"),
        logging_config: FunctionLogging = "LoggingConfig" => Block("logging_config"),
        tags: Tags = "Tags",
    } => {
        /// The function's name.
        name: Text = Ref, "function_name";
        /// The function's ARN.
        arn: Arn = GetAtt("Arn"), "arn";
    }

    /// Lets one source invoke a function.
    Permission = "AWS::Lambda::Permission" / "aws_lambda_permission" as "permission" {
        function_name: Text = "FunctionName",
        action: Text = "Action",
        principal: Text = "Principal",
        source_arn: Arn = "SourceArn",
    }

    /// Hands the messages of a queue to a function.
    EventSourceMapping = "AWS::Lambda::EventSourceMapping" / "aws_lambda_event_source_mapping" as "mapping" {
        event_source_arn: Arn = "EventSourceArn",
        function_name: Text = "FunctionName",
        enabled: Flag = "Enabled",
        batch_size: Number = "BatchSize",
        maximum_batching_window_in_seconds: Number = "MaximumBatchingWindowInSeconds",
        function_response_types: Vec<Text> = "FunctionResponseTypes",
        scaling_config: ScalingConfig = "ScalingConfig" => Block("scaling_config"),
        tags: Tags = "Tags",
    }

    /// What Lambda does with an event that the function failed on.
    EventInvokeConfig = "AWS::Lambda::EventInvokeConfig" / "aws_lambda_function_event_invoke_config" as "invoke_config" {
        function_name: Text = "FunctionName",
        qualifier: Text = "Qualifier",
        maximum_retry_attempts: Number = "MaximumRetryAttempts",
        maximum_event_age_in_seconds: Number = "MaximumEventAgeInSeconds",
    }
}

records! {
    /// Environment variables.
    Environment {
        variables: Document = "Variables",
    }

    /// Where an event goes that the function failed on for good.
    DeadLetter {
        target_arn: Arn = "TargetArn",
    }

    /// How many batches are handed over at a time.
    ScalingConfig {
        maximum_concurrency: Number = "MaximumConcurrency",
    }

    /// `Active` or `PassThrough`.
    Tracing {
        mode: Text = "Mode",
    }

    /// Where and how the function logs.
    FunctionLogging {
        log_format: Text = "LogFormat",
        log_group: Text = "LogGroup",
    }
}
