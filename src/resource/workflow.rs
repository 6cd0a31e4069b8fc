//! AWS Glue: workflows, and the triggers within them.

use crate::expr::CfnAttribute::Ref;
use crate::expr::Terraform::{Block, Rename};
use crate::expr::{Document, Flag, Number, Text};

use super::TagMap;

resources! {
    /// A workflow.
    Workflow = "AWS::Glue::Workflow" / "aws_glue_workflow" as "workflow" {
        name: Text = "Name",
        description: Text = "Description",
        max_concurrent_runs: Number = "MaxConcurrentRuns",
        tags: TagMap = "Tags",
    } => {
        /// The workflow's name.
        name: Text = Ref, "name";
    }

    /// A trigger: a start, or what follows when conditions are met.
    Trigger = "AWS::Glue::Trigger" / "aws_glue_trigger" as "trigger" {
        name: Text = "Name",
        description: Text = "Description",
        kind: Text = "Type" => Rename("type"),
        workflow_name: Text = "WorkflowName",
        schedule: Text = "Schedule",
        start_on_creation: Flag = "StartOnCreation",
        predicate: TriggerPredicate = "Predicate" => Block("predicate"),
        actions: Vec<TriggerAction> = "Actions" => Block("actions"),
        tags: TagMap = "Tags",
    }
}

records! {
    /// What has to be for a trigger to fire.
    TriggerPredicate {
        logical: Text = "Logical",
        conditions: Vec<TriggerCondition> = "Conditions" => Block("conditions"),
    }

    /// One thing that has to be.
    TriggerCondition {
        logical_operator: Text = "LogicalOperator",
        crawler_name: Text = "CrawlerName",
        crawl_state: Text = "CrawlState",
        job_name: Text = "JobName",
        state: Text = "State",
    }

    /// What a trigger starts.
    TriggerAction {
        crawler_name: Text = "CrawlerName",
        job_name: Text = "JobName",
        arguments: Document = "Arguments",
    }
}
