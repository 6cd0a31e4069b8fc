//! Accounts and regions: a lake is deployed into one of each, and what exists already has to be there.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, Rule, rules};
use crate::model::Pipeline;
use crate::model::scope::Scope;
use crate::model::zone::region_of_zone;
use crate::region::partition;
use crate::spec::{AccountId, Spec};

/// Something that exists already, and where; or the place that the lake itself is for.
#[derive(Default)]
struct Existing {
    at: Pointer,
    /// The account that owns it, and the partition of AWS that the account is in: `aws`, `aws-cn`.
    owner: Option<String>,
    region: Option<String>,
}

impl Existing {
    /// What an ARN says, if the text is one: `arn:<partition>:<service>:<region>:<account>:<resource>`.
    fn of_arn(text: &str, at: Pointer) -> Self {
        match *text.splitn(6, ':').collect::<Vec<_>>() {
            ["arn", partition, _, region, account, _] => Self {
                at,
                // Policies of AWS itself are everybody's.
                owner: (account != "aws").then(|| owner(account, partition)),
                region: (!region.is_empty()).then(|| region.to_owned()),
            },
            _ => Self { at, ..Self::default() },
        }
    }
}

fn owner(account: &str, partition: &str) -> String {
    match partition {
        "aws" => account.to_owned(),
        _ => format!("{account} ({partition})"),
    }
}

/// The place that the environment names, if it does.
fn here(scope: &Scope<'_>) -> Vec<Existing> {
    let Some((name, declared)) = scope.environment else { return Vec::new() };
    let at = Pointer::root().key("environments").key(name);
    let region = declared.region.as_ref().map(|region| region.as_str().to_owned());
    let account = declared.account.as_ref().map(AccountId::as_str);
    let partition = region.as_deref().map_or("aws", |region| partition(region).0);
    vec![
        Existing { at: at.key("region"), region, owner: None },
        Existing { at: at.key("account"), owner: account.map(|account| owner(account, partition)), region: None },
    ]
}

/// LG-E086: keys, secrets and zones are of one region, the lake's.
pub(super) fn one_region(_: &Pipeline, scope: &mut Scope<'_>) {
    let existing = here(scope).into_iter().chain(key(scope.spec)).chain(secrets(scope.spec)).chain(zones(scope.spec));
    let located: Vec<_> = existing.filter_map(|one| Some((one.at, one.region?))).collect();
    agree(scope, &rules::CROSS_REGION, &located, |here, there| {
        format!("this is in {there}, and the lake is in {here}")
    });
}

/// LG-E107: roles and secrets are the account's own. (A key may be another account's, if its policy lets the lake in.)
pub(super) fn one_account(_: &Pipeline, scope: &mut Scope<'_>) {
    let existing = here(scope).into_iter().chain(boundaries(scope)).chain(roles(scope.spec)).chain(secrets(scope.spec));
    let owned: Vec<_> = existing.filter_map(|one| Some((one.at, one.owner?))).collect();
    agree(scope, &rules::CROSS_ACCOUNT, &owned, |here, there| {
        format!("this belongs to account {there}, and the lake to {here}")
    });
}

/// Reports what does not agree with the first.
fn agree(
    scope: &mut Scope<'_>,
    rule: &'static Rule,
    all: &[(Pointer, String)],
    message: impl Fn(&str, &str) -> String,
) {
    let Some(((first, here), rest)) = all.split_first() else { return };
    for (at, there) in rest.iter().filter(|(_, there)| there != here) {
        let finding = Diagnostic::new(rule, Place::Value(at.clone()), message(here, there));
        scope.report(finding.related(Place::Value(first.clone()), format!("{here} is said here")));
    }
}

fn key(spec: &Spec) -> impl Iterator<Item = Existing> {
    let key = spec.encryption.as_ref().and_then(|encryption| encryption.kms_key.as_ref());
    key.into_iter().map(|key| Existing::of_arn(&key.to_string(), Pointer::root().key("encryption").key("kms_key")))
}

fn boundaries(scope: &Scope<'_>) -> impl Iterator<Item = Existing> {
    let environment = scope.environment.and_then(|(name, declared)| {
        let at = Pointer::root().key("environments").key(name).key("permissions_boundary");
        Some(Existing::of_arn(declared.permissions_boundary.as_ref()?.as_str(), at))
    });
    let defaults = scope.spec.defaults.as_ref().and_then(|defaults| defaults.permissions_boundary.as_ref());
    let at = Pointer::root().key("defaults").key("permissions_boundary");
    // The environment's is used instead of the other.
    let used = environment.or_else(|| defaults.map(|boundary| Existing::of_arn(boundary.as_str(), at)));
    used.into_iter()
}

fn roles(spec: &Spec) -> impl Iterator<Item = Existing> {
    let crawlers = spec.crawlers.iter().flatten().map(|(key, crawler)| ("crawlers", key, &crawler.role));
    let jobs = spec.jobs.iter().flatten().map(|(key, job)| ("jobs", key, &job.role));
    crawlers.chain(jobs).filter_map(|(section, key, role)| {
        let at = Pointer::root().key(section).key(key).key("role");
        role.as_ref().map(|role| Existing::of_arn(role.as_str(), at))
    })
}

fn secrets(spec: &Spec) -> impl Iterator<Item = Existing> {
    connections(spec).flat_map(|(at, connection)| {
        let jdbc = connection.jdbc.as_ref().map(|jdbc| (&jdbc.secret, at.key("jdbc").key("secret")));
        let mongodb = connection.mongodb.as_ref().map(|mongodb| (&mongodb.secret, at.key("mongodb").key("secret")));
        let imported = connection.secret.as_ref().map(|secret| (secret, at.key("secret")));
        [jdbc, mongodb, imported].into_iter().flatten().map(|(secret, at)| Existing::of_arn(secret, at))
    })
}

fn zones(spec: &Spec) -> impl Iterator<Item = Existing> {
    connections(spec).filter_map(|(at, connection)| {
        let zone = connection.network.as_ref()?.availability_zone.as_ref()?;
        let region = region_of_zone(zone).map(ToOwned::to_owned);
        Some(Existing { at: at.key("network").key("availability_zone"), region, owner: None })
    })
}

fn connections(spec: &Spec) -> impl Iterator<Item = (Pointer, &crate::spec::Connection)> {
    let all: Option<&BTreeMap<_, _>> = spec.connections.as_ref();
    all.into_iter().flatten().map(|(key, connection)| (Pointer::root().key("connections").key(key), connection))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_nowhere() {
        let name = Existing::of_arn("acme/crm/reader", Pointer::root());
        assert_eq!((name.owner, name.region), (None, None));
    }
}
