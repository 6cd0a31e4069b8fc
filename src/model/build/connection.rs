//! Connections: what stands at their other end, and what Glue takes as its words.

use crate::diag::{Diagnostic, Place, Pointer, Rule, rules};
use crate::spec;

use crate::model::scope::Scope;
use crate::model::zone::region_of_zone;
use crate::model::{Connection, ConnectionEnd, Network};

pub(super) fn connection(
    scope: &mut Scope<'_>,
    key: &str,
    origin: Pointer,
    declared: &spec::Connection,
) -> Option<Connection> {
    let (end, secret) = match (&declared.jdbc, &declared.mongodb, &declared.import) {
        (Some(jdbc), None, None) => {
            let end = ConnectionEnd::Jdbc { url: jdbc.url.clone(), enforce_ssl: jdbc.enforce_ssl.unwrap_or(true) };
            (end, Some(jdbc.secret.clone()))
        }
        (None, Some(mongodb), None) => (ConnectionEnd::MongoDb(mongodb.url.clone()), Some(mongodb.secret.clone())),
        (None, None, Some(name)) => (ConnectionEnd::Imported(name.clone()), declared.secret.clone()),
        (None, None, None) if declared.network.is_some() => (ConnectionEnd::Network, None),
        (None, None, None) => {
            if !["jdbc", "mongodb", "network", "import"].into_iter().any(|kind| scope.was_meant(&origin, kind)) {
                let message = format!("connection `{key}` leads nowhere");
                scope.report(Diagnostic::new(&rules::CONNECTION, Place::Key(origin), message));
            }
            return None;
        }
        _ => {
            let message = format!("connection `{key}` has several ends, and Glue takes one");
            scope.report(Diagnostic::new(&rules::CONNECTION, Place::Key(origin), message));
            return None;
        }
    };
    if declared.secret.is_some() && declared.import.is_none() {
        let message = "`secret` beside `jdbc` or `mongodb` belongs inside of it";
        scope.report(Diagnostic::new(&rules::CONNECTION, Place::Value(origin.key("secret")), message));
    }
    let connection = Connection {
        key: key.to_owned(),
        description: declared.description.clone(),
        end,
        secret,
        network: declared.network.clone(),
        origin,
    };
    for (rule, at, message) in faults(&connection) {
        scope.report(Diagnostic::new(rule, Place::Value(at), message));
    }
    Some(connection)
}

/// Longest value of a connection's property (AWS Glue API reference, "Connections").
const ADDRESS_MAX: usize = 1024;

type Fault = (&'static Rule, Pointer, String);

fn faults(connection: &Connection) -> Vec<Fault> {
    let at = &connection.origin;
    let (mut faults, secret_at) = match &connection.end {
        ConnectionEnd::Jdbc { url, .. } => {
            (url_faults(url, &["jdbc:"], at.key("jdbc").key("url")), at.key("jdbc").key("secret"))
        }
        ConnectionEnd::MongoDb(url) => (
            url_faults(url, &["mongodb://", "mongodb+srv://"], at.key("mongodb").key("url")),
            at.key("mongodb").key("secret"),
        ),
        ConnectionEnd::Network => (Vec::new(), at.key("secret")),
        ConnectionEnd::Imported(name) => {
            let legal = !name.is_empty() && name.chars().count() <= 255 && !name.chars().any(char::is_control);
            let wrong =
                || (&rules::CONNECTION, at.key("import"), format!("`{}` names no connection", name.escape_default()));
            ((!legal).then(wrong).into_iter().collect(), at.key("secret"))
        }
    };
    if let Some(secret) = connection.secret.as_ref().filter(|secret| !is_secret(secret)) {
        let message = format!("`{}` is neither the name nor the ARN of a secret", secret.escape_default());
        faults.push((&rules::CONNECTION, secret_at, message));
    }
    if let Some(network) = &connection.network {
        faults.extend(network_faults(network, &at.key("network")));
    }
    faults
}

fn url_faults(url: &str, schemes: &[&str], at: Pointer) -> Vec<Fault> {
    let lower = url.to_ascii_lowercase();
    let rest = lower.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', '?', ';']).next().unwrap_or_default();
    let user = host.rsplit_once('@').map_or("", |(user, _)| user);
    if user.contains(':') || ["password=", "pwd="].into_iter().any(|word| lower.contains(word)) {
        return vec![(&rules::PLAINTEXT_SECRET, at, "the address holds a password".to_owned())];
    }
    let port = host.rsplit_once(':').map(|(_, port)| port).filter(|_| !host.contains([',', '[']));
    // `jdbc:redshift:iam://cluster:eu-west-1/db` has a region there.
    let is_number = |port: &&str| port.starts_with(|c: char| c.is_ascii_digit());
    if let Some(port) = port.filter(is_number).filter(|port| port.parse::<u16>().is_err()) {
        return vec![(&rules::CONNECTION, at, format!("`{}` is no port: 1 to 65535", port.escape_default()))];
    }
    if url.len() > ADDRESS_MAX {
        return vec![(
            &rules::CONNECTION,
            at,
            format!("the address has {} bytes; Glue takes {ADDRESS_MAX}", url.len()),
        )];
    }
    let fits = schemes.iter().any(|scheme| url.len() > scheme.len() && url.starts_with(scheme));
    if fits && !url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Vec::new();
    }
    let message = format!("`{}` does not begin with `{}`, or has blanks", url.escape_default(), schemes.join("` or `"));
    vec![(&rules::CONNECTION, at, message)]
}

/// Names have letters, digits and `/_+=.@-` (Secrets Manager API reference, "CreateSecret").
fn is_secret(text: &str) -> bool {
    let is_arn = text.starts_with("arn:");
    let legal = |c: char| c.is_ascii_alphanumeric() || "/_+=.@-".contains(c) || (is_arn && c == ':');
    (1..=512).contains(&text.len())
        && text.chars().all(legal)
        && (!is_arn || (text.contains(":secretsmanager:") && text.split(':').count() == 7))
}

/// Each of the `subnets` and `security_groups` of the network at `at` that is no id in EC2: where it is, and a sentence.
pub(super) fn misread_ids<'a>(
    at: &'a Pointer,
    subnets: &'a [String],
    security_groups: &'a [String],
) -> impl Iterator<Item = (Place, String)> {
    let members = [("subnets", "subnet-", subnets), ("security_groups", "sg-", security_groups)];
    members.into_iter().flat_map(move |(member, prefix, ids)| {
        let misread = ids.iter().enumerate().filter(move |(_, id)| !is_vpc_id(id, prefix));
        misread.map(move |(n, id)| {
            let message = format!("`{}` is not an id: write `{prefix}0a1b2c3d`", id.escape_default());
            (Place::Value(at.key(member).index(n)), message)
        })
    })
}

/// Whether `text` is `prefix` and the 8 or 17 digits of an id in EC2.
fn is_vpc_id(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix).is_some_and(|id| {
        [8, 17].contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

fn network_faults(network: &Network, at: &Pointer) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    if !is_vpc_id(&network.subnet, "subnet-") {
        let message =
            format!("`{}` is not the id of a subnet: write `subnet-0a1b2c3d`", network.subnet.escape_default());
        faults.push((&rules::CONNECTION, at.key("subnet"), message));
    }
    if let Some(zone) = network.availability_zone.as_ref().filter(|zone| region_of_zone(zone).is_none()) {
        let message =
            format!("`{}` is not the name of an availability zone: write `eu-west-1a`", zone.escape_default());
        faults.push((&rules::CONNECTION, at.key("availability_zone"), message));
    }
    if network.security_groups.is_empty() || network.security_groups.len() > 50 {
        let message = format!("{} security groups; Glue takes 1 to 50", network.security_groups.len());
        faults.push((&rules::CONNECTION, at.key("security_groups"), message));
    }
    for (n, group) in network.security_groups.iter().enumerate().filter(|(_, group)| !is_vpc_id(group, "sg-")) {
        let message = format!("`{}` is not the id of a security group: write `sg-0aa11bb2`", group.escape_default());
        faults.push((&rules::CONNECTION, at.key("security_groups").index(n), message));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let jdbc = |url: &str| url_faults(url, &["jdbc:"], Pointer::root());
        for url in [
            "jdbc:postgresql://crm.internal:5432/crm",
            "jdbc:oracle:thin://@orders.internal:1521/orders",
            "jdbc:sqlserver://crm:1433;databaseName=crm",
            "jdbc:redshift:iam://sales:eu-west-1/dev",
            "jdbc:mysql://a:3306,b:3306/crm",
            "jdbc:snowflake://acme.snowflakecomputing.com/?user=reader&db=sales",
        ] {
            assert!(jdbc(url).is_empty(), "{url}");
        }
        for (url, rule) in [
            ("postgresql://crm/crm", &rules::CONNECTION),
            ("jdbc:", &rules::CONNECTION),
            ("jdbc:mysql://crm:99999/crm", &rules::CONNECTION),
            ("jdbc:mysql://a b/c", &rules::CONNECTION),
            ("jdbc:mysql://reader:hunter2@crm/crm", &rules::PLAINTEXT_SECRET),
            ("jdbc:sqlserver://crm;user=reader;PASSWORD=hunter2", &rules::PLAINTEXT_SECRET),
        ] {
            assert!(jdbc(url).iter().any(|(found, ..)| std::ptr::eq(*found, rule)), "{url}");
        }
    }

    #[test]
    fn secrets() {
        for secret in ["acme/crm/reader", "arn:aws:secretsmanager:eu-west-1:111111111111:secret:acme/crm-AbCdEf"] {
            assert!(is_secret(secret), "{secret}");
        }
        for secret in ["", "acme crm", "arn:aws:iam::111111111111:role/x", "acme:crm", "${secret}"] {
            assert!(!is_secret(secret), "{secret}");
        }
    }
}
