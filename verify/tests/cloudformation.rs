//! CloudFormation: one good template and its mutants.
#![allow(missing_docs)]

mod common;

use common::{Mutant, fixture, judge_mutants, lines};
use lakegen_verify::cloudformation;

const fn mutant(from: &'static str, to: &'static str, says: &'static [&'static str]) -> Mutant {
    Mutant { file: "template.yaml", from, to, says }
}

#[rustfmt::skip]
const MUTANTS: &[Mutant] = &[
    // reading
    mutant("  Stage:\n", "  Stage: &stage\n", &["line 5", "no YAML anchors"]),
    mutant("Default: dev\n", "Default: &d dev\n    Description: *d\n", &["no YAML aliases"]),
    mutant("Name: orders-raw\n", "Name: orders-raw\n      Name: orders-raw\n", &["not YAML", "duplicate"]),
    mutant("Runtime: python3.13", "Runtime: [python3.13", &["not YAML"]),
    mutant("PolicyName: read", "PolicyName: on", &["`on` without quotes"]),
    mutant("QueueName: orders-dlq", "QueueName: 1_000", &["`1_000` without quotes"]),
    mutant("Version: \"2012-10-17\"\n        Statement:\n          - Effect: Allow\n            Principal: { Service", "Version: 2012-10-17\n        Statement:\n          - Effect: Allow\n            Principal: { Service", &["`2012-10-17` without quotes"]),
    mutant("Description: The Glue job", "Description:", &["/Outputs/JobName/Description", "null"]),
    mutant("Value: !Ref Job", "Value: !Reference Job", &["!Reference is not a tag"]),
    // the template
    mutant("AWSTemplateFormatVersion: \"2010-09-09\"", "AWSTemplateFormatVersion: \"2012-10-17\"", &["format version"]),
    mutant("Outputs:\n", "Output:\n", &["/Output", "no such section"]),
    mutant("  RawBucket:\n", "  Raw_Bucket:\n", &["Raw_Bucket", "letters and digits"]),
    mutant("    Type: String\n", "    Type: Text\n", &["Stage", "not a type of parameters"]),
    mutant("Default: dev\n", "Default: test\n", &["Stage", "not one of the allowed"]),
    mutant("    AllowedValues:", "    Allowed:", &["Stage: /Allowed"]),
    mutant("  Stage:\n", "  Spare: { Type: String }\n  Stage:\n", &["Spare", "parameter is never used"]),
    mutant("  Stage:\n", "  Job: { Type: String }\n  Stage:\n", &["Job", "share this name"]),
    mutant("  Retention:\n", "  Spare: { a: { b: c } }\n  Retention:\n", &["Spare", "mapping is never used"]),
    mutant("  IsProd:", "  Spare: !Equals [a, b]\n  IsProd:", &["Spare", "condition is never used"]),
    mutant("    Value: !Ref Job\n", "", &["JobName", "no value"]),
    mutant("Export: { Name:", "Exports: { Name:", &["JobName", "/Exports"]),
    mutant("Export: { Name: !Sub \"${AWS::StackName}-job\" }", "Export: {}", &["JobName", "no name"]),
    // resources
    mutant("Type: AWS::Glue::Crawler", "Type: AWS::Glue::Crawlers", &["Crawler", "no schema of AWS::Glue::Crawlers"]),
    mutant("    Type: AWS::Glue::Crawler\n", "", &["Crawler", "no type"]),
    mutant("    DependsOn: CrawlerPolicy", "    Depends: CrawlerPolicy", &["Crawler", "/Depends"]),
    mutant("  Key:\n    Type: AWS::KMS::Key\n    DeletionPolicy: Retain", "  Key:\n    Type: AWS::KMS::Key\n    DeletionPolicy: Keep", &["Key", "/DeletionPolicy"]),
    mutant("NumberOfWorkers: 2", "NumberOfWorker: 2", &["Job: /Properties", "NumberOfWorker"]),
    mutant("NumberOfWorkers: 2", "NumberOfWorkers: \"2\"", &["Job: /Properties/NumberOfWorkers", "integer"]),
    mutant("WorkerType: G.1X", "WorkerType: G.3X", &["/Properties/WorkerType", "G.3X"]),
    mutant("      Role: !GetAtt CrawlerRole.Arn\n      GlueVersion", "      GlueVersion", &["Job", "Role", "required"]),
    mutant("[IsProd, 120,", "[IsProd, 0,", &["Job: /Properties/Timeout", "minimum"]),
    mutant("!Ref \"AWS::NoValue\"]", "-1]", &["Job: /Properties/Timeout", "minimum"]),
    mutant("SSEAlgorithm: aws:kms", "SSEAlgorithm: aws:kmz", &["RawBucket", "SSEAlgorithm"]),
    mutant("ExpirationInDays: 30", "ExpiresInDays: 30", &["RawBucket", "/LifecycleConfiguration/Rules/0", "ExpiresInDays"]),
    mutant("Targets:\n        S3Targets:\n          - Path: !Sub \"s3://${RawBucket}/orders/\"", "Targets: !Sub \"s3://${RawBucket}/orders/\"", &["Crawler: /Properties/Targets", "object"]),
    mutant("Roles: [!Ref CrawlerRole]", "Roles: !Sub \"${CrawlerRole}\"", &["CrawlerPolicy: /Properties/Roles", "array"]),
    mutant("MaximumRetryAttempts: 4", "MaximumRetryAttempts: 400", &["Rule", "MaximumRetryAttempts", "185"]),
    mutant("EnableKeyRotation: true", "EnableKeyRotation: true\n      KeyId: mine", &["Key: /Properties/KeyId", "read-only"]),
    mutant("RetentionInDays: !FindInMap [Retention, !Ref Stage, Days]", "RetentionInDays: 31", &["Logs: /Properties/RetentionInDays"]),
    // calls and names
    mutant("DatabaseName: !Ref Database", "DatabaseName: !Ref Databases", &["Crawler", "Databases is neither"]),
    mutant("!GetAtt Key.Arn", "!GetAtt Key.ARN", &["AWS::KMS::Key (Key) has no attribute ARN"]),
    mutant("!GetAtt RawBucket.Arn", "!GetAtt RawBuckets.Arn", &["RawBuckets is not a resource"]),
    mutant("s3://${RawBucket}/orders/", "s3://${RawBuckets}/orders/", &["RawBuckets is neither"]),
    mutant("s3://${RawBucket}/orders/", "s3://${RawBucket.Name}/orders/", &["no attribute Name"]),
    mutant("s3://${RawBucket}/orders/", "s3://${RawBucket/orders/", &["never closed"]),
    mutant("s3://${RawBucket}/orders/", "s3://${Raw_Bucket}/orders/", &["${Raw_Bucket} is not a name"]),
    mutant("- Path: !Sub \"s3://${RawBucket}/orders/\"", "- Path: \"s3://${RawBucket}/orders/\"", &["/S3Targets/0/Path", "plain string"]),
    mutant("!Sub \"${AWS::StackName}-job\"", "!Sub \"stack-job\"", &["JobName", "a plain string would do"]),
    mutant("{ Target: !Ref RawBucket }", "{ Target: !Ref RawBucket, Other: x }", &["Job", "variable Other"]),
    mutant("!If [IsProd, 120,", "!If [IsTest, 120,", &["Job", "IsTest is not a condition"]),
    mutant("!If [IsProd, 120, !Ref \"AWS::NoValue\"]", "!If [IsProd, 120]", &["Job", "Fn::If does not take"]),
    mutant("!FindInMap [Retention,", "!FindInMap [Retentions,", &["Logs", "Retentions is not a mapping"]),
    mutant("!Join [\"\", [!GetAtt", "!Join [[!GetAtt", &["CrawlerPolicy", "Fn::Join does not take"]),
    mutant("FunctionName: !Ref Trigger", "FunctionName: { Ref: Trigger, Fn::Sub: x }", &["Invoke", "only key"]),
    mutant("FunctionName: !Ref Trigger", "FunctionName: { Fn::Concat: [a] }", &["Invoke", "Fn::Concat is not a function"]),
    mutant("!Equals [!Ref Stage, prod]", "!Equals [!Ref Job, prod]", &["IsProd", "cannot refer to a resource"]),
    mutant("DependsOn: [Logs]", "DependsOn: [Log]", &["Trigger", "Log is not a resource"]),
    mutant("DependsOn: [Logs]", "DependsOn: [Logs, Logs]", &["Trigger", "named twice"]),
    mutant("DependsOn: [Logs]", "DependsOn: [Logs, Invoke]", &["wait for each other"]),
    mutant("QueueName: orders-dlq", "QueueName: !GetAtt DeadLetters.Arn", &["DeadLetters -> DeadLetters"]),
    mutant("    DependsOn: [Logs]", "    Condition: IsTest", &["Trigger: /Condition", "IsTest is not a condition"]),
    mutant("SourceArn: !GetAtt Rule.Arn", "SourceArn: !Ref Rule", &["Invoke: /Properties/SourceArn", "the identifier of Rule"]),
    mutant("Arn: !GetAtt DeadLetters.Arn", "Arn: !Ref DeadLetters", &["DeadLetterConfig/Arn", "the identifier of DeadLetters"]),
    mutant("Arn: !GetAtt DeadLetters.Arn", "Arn: !GetAtt DeadLetters.QueueName", &["DeadLetterConfig/Arn", "DeadLetters.QueueName is given"]),
    mutant("Handler: index.handler\n      Role: !GetAtt CrawlerRole.Arn", "Handler: index.handler\n      Role: !Ref CrawlerRole", &["Trigger: /Properties/Role", "the identifier of CrawlerRole"]),
    // files
    mutant("ScriptLocation: glue/clean.py", "ScriptLocation: glue/cleaned.py", &["Job", "glue/cleaned.py does not exist"]),
];

#[test]
fn mutants_are_found() {
    judge_mutants(cloudformation, &fixture("cloudformation"), MUTANTS);
}

#[test]
fn a_missing_or_unreadable_template_is_a_finding() {
    let mut files = fixture("cloudformation");
    files.insert("template.json".into(), b"{}".to_vec());
    assert!(lines(&cloudformation(&files)).contains("which one is deployed"));
    files.remove("template.yaml");
    assert!(lines(&cloudformation(&files)).contains("no resources"));
    files.insert("template.json".into(), br#"{"Resources": {}, "Resources": {}}"#.to_vec());
    assert!(lines(&cloudformation(&files)).contains("given twice"));
    files.insert("template.json".into(), vec![0xff]);
    assert!(lines(&cloudformation(&files)).contains("UTF-8"));
    files.remove("template.json");
    assert!(lines(&cloudformation(&files)).contains("neither template.yaml nor template.json"));
}

#[test]
fn the_same_template_in_json_passes() {
    let json = br#"{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Queue": {"Type": "AWS::SQS::Queue",
        "Properties": {"QueueName": {"Fn::Sub": "q-${AWS::Region}"}}}}}"#;
    let files = [("template.json".to_owned(), json.to_vec())].into();
    assert_eq!(lines(&cloudformation(&files)), "");
}

#[test]
fn limits_are_known() {
    let queue = |at: usize| format!(r#""Q{at}": {{"Type": "AWS::SQS::Queue"}}"#);
    let template = |count: usize, description: usize| {
        let resources: Vec<String> = (0..count).map(queue).collect();
        let description = "x".repeat(description);
        let text = format!(
            r#"{{"AWSTemplateFormatVersion": "2010-09-09", "Description": "{description}", "Resources": {{{}}}}}"#,
            resources.join(",")
        );
        lines(&cloudformation(&[("template.json".to_owned(), text.into_bytes())].into()))
    };
    assert_eq!(template(500, 1024), "");
    assert!(template(501, 1).contains("501 entries, 500 are allowed"));
    assert!(template(1, 1025).contains("at most 1024 bytes"));
    assert!(template(1, 1024 * 1024).contains("CloudFormation takes 1048576"));
}
