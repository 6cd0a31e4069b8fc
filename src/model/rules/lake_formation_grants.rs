//! Lake Formation: locations, grants and LF-tags.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{
    Grant, GrantedColumns, GrantedTable, LakeFormation, LakeFormationPermission, LfTag, Pipeline, Table,
};

/// LG-E235: locations beside each other.
pub(super) fn locations(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let Some(lake_formation) = &pipeline.lake_formation else { return };
    for (n, registered) in lake_formation.registered_locations.iter().enumerate() {
        let earlier = &lake_formation.registered_locations[..n];
        let Some(other) = earlier.iter().find(|other| other.location.overlaps(&registered.location)) else { continue };
        let message = format!("`{}` and `{}` lie within each other", registered.location, other.location);
        let finding = Diagnostic::new(&rules::REGISTERED_LOCATION, Place::Value(registered.origin.clone()), message);
        scope.report(finding.related(Place::Value(other.origin.clone()), "the other one"));
    }
}

/// LG-E236 and LG-W235.
pub(super) fn grants(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let Some(lake_formation) = &pipeline.lake_formation else { return };
    for grant in lake_formation.grants.values() {
        if grant.tables.is_empty() && grant.policy.is_empty() {
            if !["tables", "lf_tag_policy"].into_iter().any(|member| scope.was_meant(&grant.origin, member)) {
                let message = format!("`{}` names neither `tables` nor an `lf_tag_policy`", grant.key);
                refuse(scope, Place::Key(grant.origin.clone()), message);
            }
            continue;
        }
        for (member, is_empty) in [("tables", grant.tables.is_empty()), ("lf_tag_policy", grant.policy.is_empty())] {
            let at = grant.origin.key(member);
            if is_empty && scope.has(&at) {
                refuse(scope, Place::Value(at), format!("`{member}` names nothing"));
            }
        }
        permissions(grant, scope);
        grant.tables.iter().for_each(|granted| table(pipeline, grant, granted, scope));
        policy(lake_formation, grant, scope);
    }
}

fn refuse(scope: &mut Scope<'_>, place: Place, message: impl Into<String>) {
    scope.report(Diagnostic::new(&rules::LAKE_FORMATION_GRANT, place, message.into()));
}

fn permissions(grant: &Grant, scope: &mut Scope<'_>) {
    if grant.permissions.is_empty() {
        refuse(scope, Place::Value(grant.origin.key("permissions")), "no permission at all");
    }
    for (member, list) in [("permissions", &grant.permissions), ("permissions_with_grant_option", &grant.grantable)] {
        for (n, permission) in list.iter().enumerate().filter(|(n, permission)| list[..*n].contains(permission)) {
            let place = Place::Value(grant.origin.key(member).index(n));
            refuse(scope, place, format!("{permission} is named twice"));
        }
    }
    let granted = |permission: &LakeFormationPermission| {
        grant.permissions.contains(permission) || grant.permissions.contains(&LakeFormationPermission::All)
    };
    for (n, permission) in grant.grantable.iter().enumerate().filter(|(_, permission)| !granted(permission)) {
        let place = Place::Value(grant.origin.key("permissions_with_grant_option").index(n));
        refuse(scope, place, format!("{permission} may be granted on, and is not among the `permissions`"));
    }
}

fn table(pipeline: &Pipeline, grant: &Grant, granted: &GrantedTable, scope: &mut Scope<'_>) {
    let member = granted.origin.key("table");
    let place = Place::Value(if scope.has(&member) { member } else { granted.origin.clone() });
    let key = granted.table.as_ref().map(|table| format!("{}.{table}", granted.database));
    let declared = key.as_ref().and_then(|key| pipeline.tables.get(key));
    if let Some(key) = key.as_ref().filter(|_| declared.is_none()) {
        let message = format!("`{key}` is not a table that this spec makes");
        scope.report(Diagnostic::new(&rules::GRANT_BEFORE_CRAWL, place.clone(), message));
    }
    let (member, columns) = match &granted.columns {
        GrantedColumns::All => return,
        GrantedColumns::Only(columns) => ("columns", columns),
        GrantedColumns::Except(columns) => ("excluded_columns", columns),
    };
    let at = granted.origin.key(member);
    if granted.table.is_none() {
        refuse(scope, place, "columns of every table of a database: name one table");
    }
    if columns.is_empty() {
        refuse(scope, Place::Value(at.clone()), "no column");
    }
    use LakeFormationPermission::{All, Describe, Select};
    let others: Vec<_> = grant.permissions.iter().filter(|one| !matches!(one, Select | Describe)).collect();
    if !grant.permissions.iter().any(|one| matches!(one, Select | All)) || !others.is_empty() {
        let all: Vec<_> = grant.permissions.iter().map(|one| one.as_str()).collect();
        refuse(
            scope,
            Place::Key(at.clone()),
            format!("columns know SELECT, and `{}` grants {}", grant.key, all.join(", ")),
        );
    }
    for (n, column) in columns.iter().enumerate() {
        let is_known = |table: &Table| table.all_columns().any(|one| one.name == *column);
        let is_listed_again = columns[..n].contains(column);
        if is_listed_again || declared.is_some_and(|table| !is_known(table)) {
            let why = if is_listed_again { "is named twice" } else { "is no column of this table" };
            refuse(scope, Place::Value(at.index(n)), format!("`{}` {why}", column.escape_default()));
        }
    }
}

/// LG-E236 and LG-E237: at most five LF-tags that this spec makes, each with values that it may have.
fn policy(lake_formation: &LakeFormation, grant: &Grant, scope: &mut Scope<'_>) {
    const MOST: usize = 5;
    let at = grant.origin.key("lf_tag_policy");
    if grant.policy.len() > MOST {
        refuse(scope, Place::Value(at.clone()), format!("{} LF-tags; a policy has {MOST} at most", grant.policy.len()));
    }
    for (key, values) in &grant.policy {
        let at = at.key(key);
        if !scope.resolve_key("lf_tags", key, lake_formation.tags.keys(), &at) {
            continue;
        }
        let Some(tag) = lake_formation.tags.get(key) else { continue };
        if values.is_empty() {
            scope.report(Diagnostic::new(&rules::LF_TAG, Place::Key(at.clone()), format!("no value of `{key}`")));
        }
        for (n, value) in values.iter().enumerate() {
            known_value(tag, value, Place::Value(at.index(n)), scope);
        }
    }
}

fn known_value(tag: &LfTag, value: &str, place: Place, scope: &mut Scope<'_>) {
    if !tag.values.iter().any(|one| one == value) {
        let message = format!("`{}` is no value of the LF-tag `{}`", value.escape_default(), tag.key);
        let finding = Diagnostic::new(&rules::LF_TAG, place, message);
        scope.report(finding.related(Place::Value(tag.origin.key("values")), "its values"));
    }
}

/// LG-E237 (AWS Lake Formation API, `LFTagPair`; "LF-tag keys and values are converted to lower case").
pub(super) fn tags(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let Some(lake_formation) = &pipeline.lake_formation else { return };
    let legal = |text: &str, most: usize| {
        let is_legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.:/=+-@%".contains(c);
        !text.is_empty() && text.len() <= most && text.chars().all(is_legal)
    };
    for tag in lake_formation.tags.values() {
        let mut report = |place: Place, message: String| scope.report(Diagnostic::new(&rules::LF_TAG, place, message));
        if !legal(&tag.key, 128) {
            let message = format!("`{}` cannot be the key of an LF-tag", tag.key.escape_default());
            report(Place::Key(tag.origin.clone()), message);
        }
        let at = tag.origin.key("values");
        if tag.values.is_empty() || tag.values.len() > 1000 {
            report(Place::Value(at.clone()), format!("{} values; an LF-tag has 1 to 1,000", tag.values.len()));
        }
        let mut seen = BTreeSet::new();
        for (n, value) in tag.values.iter().enumerate() {
            if !legal(value, 256) {
                let message = format!("`{}` cannot be a value of an LF-tag", value.escape_default());
                report(Place::Value(at.index(n)), message);
            } else if !seen.insert(value) {
                report(Place::Value(at.index(n)), format!("`{value}` is named twice"));
            }
        }
        for assignment in &tag.assigned {
            let place = Place::Value(tag.origin.key("assign").key(assignment.subject()));
            known_value(tag, &assignment.value, place, scope);
        }
    }
}

/// At most thirty administrators (AWS General Reference, "AWS Lake Formation endpoints and quotas").
pub(super) fn settings(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    const MOST: usize = 30;
    let Some(lake_formation) = &pipeline.lake_formation else { return };
    let Some(settings) = &lake_formation.settings else { return };
    let distinct: BTreeSet<_> = settings.admins.iter().map(|admin| admin.as_str()).collect();
    if distinct.is_empty() || distinct.len() > MOST || distinct.len() < settings.admins.len() {
        let place = Place::Value(lake_formation.origin.key("data_lake_settings").key("admins"));
        let message =
            format!("{} different administrators of {}; 1 to {MOST} are needed", distinct.len(), settings.admins.len());
        scope.report(Diagnostic::new(&rules::INVALID_VALUE, place, message));
    }
}
