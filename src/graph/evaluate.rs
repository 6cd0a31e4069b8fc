//! What a graph's values are once deployed, as far as that can be known before.

use serde_json::{Map, Value};

use super::{Graph, Node};
use crate::expr::{AssetPart, Attribute, CfnAttribute, Expr, NodeId, Pseudo, Record};

/// Where a graph is deployed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// Twelve digits.
    pub account: String,
    /// `eu-west-1`.
    pub region: String,
    /// `aws`, `aws-cn`, `aws-us-gov`...
    pub partition: String,
    /// `amazonaws.com`, `amazonaws.com.cn`...
    pub url_suffix: String,
}

impl Deployment {
    /// Into this account and region; partition and suffix are the region's.
    pub fn new(account: &str, region: &str) -> Self {
        let (partition, url_suffix) = crate::region::partition(region);
        Self {
            account: account.to_owned(),
            region: region.to_owned(),
            partition: partition.to_owned(),
            url_suffix: url_suffix.to_owned(),
        }
    }

    /// An attribute of a resource that AWS calls `name`: `Ref` if none is named. `None` where only AWS knows it.
    pub fn attribute(&self, resource: &str, name: &str, attribute: Option<&str>) -> Option<String> {
        let physical = PHYSICAL.iter().find(|physical| physical.resource == resource)?;
        match (attribute, &physical.reference) {
            (None, Reference::Name) | (Some("QueueName"), _) => Some(name.to_owned()),
            (None, Reference::Url) => Some(fill(QUEUE_URL, name, self)),
            (None, Reference::Arn) | (Some("Arn"), _) => Some(fill(physical.arn, name, self)),
            _ => None,
        }
    }

    fn pseudo(&self, pseudo: Pseudo) -> &str {
        match pseudo {
            Pseudo::Partition => &self.partition,
            Pseudo::Region => &self.region,
            Pseudo::AccountId => &self.account,
            Pseudo::UrlSuffix => &self.url_suffix,
        }
    }
}

/// What is known about a resource type's name and attributes (AWS::* "Return values" in the CloudFormation Template
/// Reference; ARN formats from the Service Authorization Reference).
struct Physical {
    resource: &'static str,
    /// The way to the property that is its name.
    name: &'static [&'static str],
    /// Its ARN, where `{name}` is the name and the others are the deployment's.
    arn: &'static str,
    /// What `Ref` is.
    reference: Reference,
}

enum Reference {
    Name,
    Arn,
    Url,
}

const fn physical(resource: &'static str, name: &'static [&'static str], arn: &'static str) -> Physical {
    Physical { resource, name, arn, reference: Reference::Name }
}

/// The name of what an account has once in each region.
const OF_THE_ACCOUNT: &[&str] = &[];

const PHYSICAL: &[Physical] = &[
    physical("AWS::S3::Bucket", &["BucketName"], "arn:{partition}:s3:::{name}"),
    physical(
        "AWS::Glue::Database",
        &["DatabaseInput", "Name"],
        "arn:{partition}:glue:{region}:{account}:database/{name}",
    ),
    physical("AWS::Glue::Crawler", &["Name"], "arn:{partition}:glue:{region}:{account}:crawler/{name}"),
    physical("AWS::Glue::Job", &["Name"], "arn:{partition}:glue:{region}:{account}:job/{name}"),
    physical("AWS::Glue::DataCatalogEncryptionSettings", OF_THE_ACCOUNT, ""),
    physical("AWS::LakeFormation::DataLakeSettings", OF_THE_ACCOUNT, ""),
    physical("AWS::LakeFormation::Resource", &["ResourceArn"], ""),
    physical("AWS::LakeFormation::Tag", &["TagKey"], ""),
    physical("AWS::Athena::WorkGroup", &["Name"], "arn:{partition}:athena:{region}:{account}:workgroup/{name}"),
    physical("AWS::CloudWatch::Alarm", &["AlarmName"], "arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}"),
    physical("AWS::RedshiftServerless::Namespace", &["NamespaceName"], ""),
    physical("AWS::RedshiftServerless::Workgroup", &["WorkgroupName"], ""),
    physical("AWS::Events::Rule", &["Name"], "arn:{partition}:events:{region}:{account}:rule/{name}"),
    physical("AWS::Lambda::Function", &["FunctionName"], "arn:{partition}:lambda:{region}:{account}:function:{name}"),
    physical("AWS::Logs::LogGroup", &["LogGroupName"], "arn:{partition}:logs:{region}:{account}:log-group:{name}:*"),
    physical("AWS::Kinesis::Stream", &["Name"], "arn:{partition}:kinesis:{region}:{account}:stream/{name}"),
    physical(
        "AWS::KinesisFirehose::DeliveryStream",
        &["DeliveryStreamName"],
        "arn:{partition}:firehose:{region}:{account}:deliverystream/{name}",
    ),
    physical("AWS::IAM::Role", &["RoleName"], "arn:{partition}:iam::{account}:role/{name}"),
    Physical {
        reference: Reference::Arn,
        ..physical("AWS::IAM::ManagedPolicy", &["ManagedPolicyName"], "arn:{partition}:iam::{account}:policy/{name}")
    },
    Physical {
        reference: Reference::Arn,
        ..physical(
            "AWS::StepFunctions::StateMachine",
            &["StateMachineName"],
            "arn:{partition}:states:{region}:{account}:stateMachine:{name}",
        )
    },
    Physical {
        reference: Reference::Arn,
        ..physical("AWS::SNS::Topic", &["TopicName"], "arn:{partition}:sns:{region}:{account}:{name}")
    },
    Physical {
        reference: Reference::Url,
        ..physical("AWS::SQS::Queue", &["QueueName"], "arn:{partition}:sqs:{region}:{account}:{name}")
    },
];

/// The way to the property that names a resource whose references follow from its name.
pub fn name_property(resource: &str) -> Option<&'static [&'static str]> {
    PHYSICAL.iter().find(|physical| physical.resource == resource).map(|physical| physical.name)
}

const QUEUE_URL: &str = "https://sqs.{region}.{suffix}/{account}/{name}";

impl Graph {
    /// `expr` as JSON, by CloudFormation's names, in this deployment.
    ///
    /// What only the deployment will tell, such as the id of a key, is its substitution: `${Key.Arn}`.
    pub fn evaluate(&self, expr: &Expr, deployment: &Deployment) -> Value {
        let value = |expr: &Expr| self.evaluate(expr, deployment);
        match expr {
            Expr::Bool(flag) => Value::Bool(*flag),
            Expr::Number(number) => Value::Number(number.clone()),
            Expr::Str(text) => Value::String(text.clone()),
            Expr::List(items) => items.iter().map(value).collect(),
            Expr::Object(entries) => entries.iter().map(|(key, entry)| (key.clone(), value(entry))).collect(),
            Expr::Pairs(name, entries) => {
                let pair = |(key, entry): &(String, Expr)| -> Value {
                    let members = [((*name).to_owned(), key.clone().into()), ("Value".to_owned(), value(entry))];
                    Value::Object(members.into_iter().collect())
                };
                entries.iter().map(pair).collect()
            }
            Expr::Record(Record(fields)) => {
                let said = fields.iter().filter(|(property, _)| property.is_in_cloudformation());
                let named = said.map(|(property, field)| (property.cloudformation.to_owned(), value(field)));
                Value::Object(named.collect::<Map<_, _>>())
            }
            Expr::Attribute(node, attribute) => Value::String(self.attribute(*node, attribute, deployment)),
            Expr::Pseudo(pseudo) => deployment.pseudo(*pseudo).into(),
            Expr::Concat(parts) => {
                let text = |part| match self.evaluate(part, deployment) {
                    Value::String(text) => text,
                    other => other.to_string(),
                };
                Value::String(parts.iter().map(text).collect())
            }
            Expr::JsonText(document) => Value::String(value(document).to_string()),
            Expr::Asset(asset, part) => {
                let part = match part {
                    AssetPart::Uri => "Uri",
                    AssetPart::ObjectArn => "Arn",
                    AssetPart::Code => "Code",
                };
                Value::String(format!("${{{}.{part}}}", self.asset(*asset).name))
            }
        }
    }

    /// The property at `path` of a node, each step by CloudFormation's name.
    pub fn property(&self, node: &Node, path: &[&str], deployment: &Deployment) -> Option<Value> {
        find(&node.properties, path).map(|found| self.evaluate(found, deployment))
    }

    /// A resource's name in AWS, or the account's number if an account has it once in each region; `None` where AWS makes
    /// it up.
    pub fn physical_name(&self, node: &Node, deployment: &Deployment) -> Option<String> {
        let name = name_property(node.resource.cloudformation)?;
        if name.is_empty() {
            return Some(deployment.account.clone());
        }
        match self.property(node, name, deployment)? {
            Value::String(name) => Some(name),
            _ => None,
        }
    }

    fn attribute(&self, id: NodeId, attribute: &Attribute, deployment: &Deployment) -> String {
        let node = self.node(id);
        let wanted = match attribute.cloudformation {
            CfnAttribute::Ref => None,
            CfnAttribute::GetAtt(name) => Some(name),
            CfnAttribute::ArnOfRef { .. } => Some("Arn"),
        };
        let known = |name: String| deployment.attribute(node.resource.cloudformation, &name, wanted);
        self.physical_name(node, deployment).and_then(known).unwrap_or_else(|| match wanted {
            None => format!("${{{}}}", node.name.logical),
            Some(attribute) => format!("${{{}.{attribute}}}", node.name.logical),
        })
    }
}

fn fill(form: &str, name: &str, deployment: &Deployment) -> String {
    form.replace("{partition}", &deployment.partition)
        .replace("{region}", &deployment.region)
        .replace("{account}", &deployment.account)
        .replace("{suffix}", &deployment.url_suffix)
        .replace("{name}", name)
}

fn find<'r>(Record(fields): &'r Record, path: &[&str]) -> Option<&'r Expr> {
    let (first, rest) = path.split_first()?;
    let (_, found) = fields.iter().find(|(property, _)| property.cloudformation == *first)?;
    match (found, rest) {
        (found, []) => Some(found),
        (Expr::Record(inner), rest) => find(inner, rest),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::graph::{Concern, Scope};
    use crate::resource::{Bucket, Job, Key, Queue, Role, Tags, Topic};

    #[test]
    fn a_deployment_knows_its_partition() {
        for (region, partition, suffix) in [
            ("eu-west-1", "aws", "amazonaws.com"),
            ("cn-north-1", "aws-cn", "amazonaws.com.cn"),
            ("us-gov-west-1", "aws-us-gov", "amazonaws.com"),
        ] {
            let deployment = Deployment::new("111122223333", region);
            assert_eq!((deployment.partition.as_str(), deployment.url_suffix.as_str()), (partition, suffix));
        }
    }

    #[test]
    fn references_become_names_and_arns() {
        let mut graph = Graph::new("t", "", Tags::default());
        let scope = Scope::lake(Concern::Jobs);
        let name = Expr::concat(["t-raw-".into(), Pseudo::AccountId.into()]);
        let bucket = graph
            .add(scope.node("raw", Bucket { bucket_name: Some(crate::expr::Text::of(name)), ..Bucket::default() }));
        let job = graph.add(scope.node("job", Job { name: Some("t-job".into()), ..Job::default() }));
        let role = graph.add(scope.node("role", Role { role_name: Some("t-role".into()), ..Role::default() }));
        let topic = graph.add(scope.node("topic", Topic { topic_name: Some("t-topic".into()), ..Topic::default() }));
        let queue = graph.add(scope.node("queue", Queue { queue_name: Some("t-queue".into()), ..Queue::default() }));
        let key = graph.add(scope.node("key", Key::default()));
        let deployment = Deployment::new("111122223333", "eu-west-1");
        for (expr, expected) in [
            (Expr::from(bucket.name()), "t-raw-111122223333"),
            (bucket.arn().into(), "arn:aws:s3:::t-raw-111122223333"),
            (job.name().into(), "t-job"),
            (job.arn().into(), "arn:aws:glue:eu-west-1:111122223333:job/t-job"),
            (role.arn().into(), "arn:aws:iam::111122223333:role/t-role"),
            (topic.arn().into(), "arn:aws:sns:eu-west-1:111122223333:t-topic"),
            (queue.url().into(), "https://sqs.eu-west-1.amazonaws.com/111122223333/t-queue"),
            (queue.arn().into(), "arn:aws:sqs:eu-west-1:111122223333:t-queue"),
            (queue.name().into(), "t-queue"),
            (key.arn().into(), "${Key.Arn}"),
        ] {
            assert_eq!(graph.evaluate(&expr, &deployment), json!(expected));
        }
    }

    #[test]
    fn documents_keep_their_shape() {
        let graph = Graph::new("t", "", Tags::default());
        let expr = Expr::object([
            ("text", Expr::JsonText(Box::new(Expr::object([("a", Expr::list([Pseudo::Region]))])))),
            ("pairs", Expr::Pairs("Key", vec![("k".into(), "v".into())])),
            ("number", Expr::from(1)),
        ]);
        assert_eq!(
            graph.evaluate(&expr, &Deployment::new("111122223333", "eu-west-1")),
            json!({ "text": r#"{"a":["eu-west-1"]}"#, "pairs": [{ "Key": "k", "Value": "v" }], "number": 1 })
        );
    }
}
