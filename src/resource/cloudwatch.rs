//! Amazon CloudWatch: alarms and dashboards.

use crate::expr::CfnAttribute::GetAtt;
use crate::expr::Terraform::Rename;
use crate::expr::{Arn, Number, Text};

use super::{Dimensions, Tags};

resources! {
    /// An alarm on one metric.
    Alarm = "AWS::CloudWatch::Alarm" / "aws_cloudwatch_metric_alarm" as "alarm" {
        alarm_name: Text = "AlarmName",
        alarm_description: Text = "AlarmDescription",
        namespace: Text = "Namespace",
        metric_name: Text = "MetricName",
        dimensions: Dimensions = "Dimensions",
        statistic: Text = "Statistic",
        period: Number = "Period",
        evaluation_periods: Number = "EvaluationPeriods",
        threshold: Number = "Threshold",
        comparison_operator: Text = "ComparisonOperator",
        treat_missing_data: Text = "TreatMissingData",
        alarm_actions: Vec<Arn> = "AlarmActions",
        ok_actions: Vec<Arn> = "OKActions" => Rename("ok_actions"),
        tags: Tags = "Tags",
    } => {
        /// The alarm's ARN.
        arn: Arn = GetAtt("Arn"), "arn";
    }

    /// A page of metrics.
    Dashboard = "AWS::CloudWatch::Dashboard" / "aws_cloudwatch_dashboard" as "dashboard" {
        dashboard_name: Text = "DashboardName",
        dashboard_body: Text = "DashboardBody",
    }
}
