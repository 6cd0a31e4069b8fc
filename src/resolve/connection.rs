//! Connections, and what it takes to use them.

use std::collections::BTreeSet;

use crate::expr::{Arn, Document, Expr, Pseudo, Text};
use crate::graph::{Concern, Graph, Scope};
use crate::model::{self, ConnectionEnd};
use crate::resource::{Connection, ConnectionInput, PhysicalConnectionRequirements};

use super::iam::Statement;
use super::lake::Lake;
use super::names::arn;

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph) {
    for connection in lake.pipeline.connections.values() {
        let (kind, properties) = match &connection.end {
            ConnectionEnd::Imported(_) => continue,
            ConnectionEnd::Network => ("NETWORK", Vec::new()),
            ConnectionEnd::MongoDb(url) => ("MONGODB", vec![("CONNECTION_URL", url.clone())]),
            ConnectionEnd::Jdbc { url, enforce_ssl } => {
                ("JDBC", vec![("JDBC_CONNECTION_URL", url.clone()), ("JDBC_ENFORCE_SSL", enforce_ssl.to_string())])
            }
        };
        let secret = connection.secret.iter().map(|secret| ("SECRET_ID", secret.clone()));
        let scope = Scope::new(Concern::Crawlers, &connection.key, &connection.origin);
        let handle = graph.add(scope.node(
            "connection",
            Connection {
                catalog_id: Some(Text::of(Pseudo::AccountId)),
                connection_input: Some(ConnectionInput {
                    name: Some(lake.names.of(&connection.key).into()),
                    description: connection.description.as_ref().map(Into::into),
                    connection_type: Some(kind.into()),
                    connection_properties: Some(Document::of(Expr::object(properties.into_iter().chain(secret)))),
                    physical_connection_requirements: connection.network.as_ref().map(requirements),
                }),
            },
        ));
        lake.connections.insert(connection.key.clone(), handle);
    }
}

fn requirements(network: &model::Network) -> PhysicalConnectionRequirements {
    PhysicalConnectionRequirements {
        availability_zone: network.availability_zone.as_ref().map(Into::into),
        subnet_id: Some((&network.subnet).into()),
        security_group_id_list: Some(network.security_groups.iter().map(Text::from).collect()),
    }
}

/// The name of the connection that the spec calls `key`.
pub(super) fn name(lake: &Lake<'_>, key: &str) -> Option<Text> {
    let connection = lake.pipeline.connections.get(key)?;
    Some(match &connection.end {
        ConnectionEnd::Imported(name) => name.into(),
        _ => lake.connections.get(key)?.name(),
    })
}

/// Using the connections `keys`: looking them up, reading their secrets, and putting network interfaces into their
/// subnets (AWS Glue Developer Guide, "Connecting to data").
pub(super) fn permissions(lake: &Lake<'_>, keys: &BTreeSet<&str>) -> Vec<Statement> {
    let connections: Vec<_> = keys.iter().filter_map(|key| lake.pipeline.connections.get(*key)).collect();
    if connections.is_empty() {
        return Vec::new();
    }
    let arns = connections.iter().map(|connection| {
        let name = match &connection.end {
            ConnectionEnd::Imported(name) => name.clone(),
            _ => lake.names.of(&connection.key),
        };
        arn("glue", format!("connection/{name}"))
    });
    let catalog = std::iter::once(arn("glue", "catalog"));
    let mut statements = vec![Statement::allow("UseConnections", &["glue:GetConnection"], catalog.chain(arns))];
    let secrets: BTreeSet<&str> = connections.iter().filter_map(|connection| connection.secret.as_deref()).collect();
    if !secrets.is_empty() {
        let secrets = secrets.into_iter().map(secret_arn);
        statements.push(Statement::allow("ReadSecrets", &["secretsmanager:GetSecretValue"], secrets));
    }
    let networks: Vec<_> = connections.iter().filter_map(|connection| connection.network.as_ref()).collect();
    if !networks.is_empty() {
        statements.extend(interfaces(&networks));
    }
    statements
}

/// Secrets Manager puts six characters behind the name of a secret; `?` stands for each.
fn secret_arn(secret: &str) -> Arn {
    if secret.starts_with("arn:") { Arn::of(secret) } else { arn("secretsmanager", format!("secret:{secret}-??????")) }
}

/// Network interfaces of Glue in the subnets of `networks`.
fn interfaces(networks: &[&model::Network]) -> [Statement; 4] {
    // These have no resource type (Service Authorization Reference, "Amazon EC2").
    const DESCRIBE: &[&str] = &[
        "ec2:DescribeSubnets",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeVpcEndpoints",
        "ec2:DescribeRouteTables",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeVpcs",
    ];
    const TAG: &str = "aws-glue-service-resource";
    let interfaces = || arn("ec2", "network-interface/*");
    let subnets: BTreeSet<_> = networks.iter().map(|network| &network.subnet).collect();
    let groups: BTreeSet<_> = networks.iter().flat_map(|network| &network.security_groups).collect();
    let places = subnets.into_iter().map(|subnet| arn("ec2", format!("subnet/{subnet}")));
    let guards = groups.into_iter().map(|group| arn("ec2", format!("security-group/{group}")));
    let where_to = std::iter::once(interfaces()).chain(places).chain(guards);
    [
        Statement::allow("DescribeNetwork", DESCRIBE, ["*"]),
        Statement::allow("CreateInterfaces", &["ec2:CreateNetworkInterface"], where_to),
        Statement::allow("DeleteOwnInterfaces", &["ec2:DeleteNetworkInterface"], [interfaces()]).when(
            "StringEquals",
            format!("ec2:ResourceTag/{TAG}"),
            "service-resource",
        ),
        Statement::allow("TagInterfaces", &["ec2:CreateTags"], [interfaces()]).when(
            "ForAllValues:StringEquals",
            "aws:TagKeys",
            Expr::list([TAG]),
        ),
    ]
}
