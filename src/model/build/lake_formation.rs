//! Lake Formation: locations, grants and LF-tags, with their names resolved.

use std::collections::BTreeMap;

use super::{items_at, location};
use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{
    Assignment, Crawler, Grant, GrantedColumns, GrantedTable, LakeFormation, LakeFormationPermission, LfTag,
    RecrawlBehavior, RegisteredLocation, Table,
};
use crate::spec;

/// What a principal may do if nothing else is said: read.
const READ: [LakeFormationPermission; 2] = [LakeFormationPermission::Select, LakeFormationPermission::Describe];

pub(super) fn lake_formation(scope: &mut Scope<'_>, tables: &BTreeMap<String, Table>) -> Option<LakeFormation> {
    let declared = scope.spec.lake_formation.as_ref()?;
    let origin = Pointer::root().key("lake_formation");
    let locations = declared.registered_locations.as_deref().unwrap_or_default();
    let at = origin.key("registered_locations");
    let registered_locations =
        locations.iter().enumerate().filter_map(|(n, one)| registered(scope, at.index(n), one)).collect();
    let grants = items_at(scope, &origin.key("permissions"), declared.permissions.as_ref(), grant);
    let tags = items_at(scope, &origin.key("lf_tags"), declared.lf_tags.as_ref(), |scope, key, origin, tag| {
        lf_tag(scope, tables, key, origin, tag)
    });
    Some(LakeFormation { registered_locations, grants, tags, settings: declared.data_lake_settings.clone(), origin })
}

fn registered(
    scope: &mut Scope<'_>,
    origin: Pointer,
    declared: &spec::RegisteredLocation,
) -> Option<RegisteredLocation> {
    let path = origin.key("path");
    let at = if scope.has(&path) { path } else { origin.clone() };
    let Some(location) = location(scope, &rules::INVALID_VALUE, declared.path.as_str(), &at) else {
        scope.leave_out();
        return None;
    };
    Some(RegisteredLocation {
        origin,
        location,
        is_hybrid: declared.hybrid_access_enabled.unwrap_or(false),
        role: declared.role.as_ref().map(|role| role.as_str().to_owned()),
    })
}

fn grant(
    scope: &mut Scope<'_>,
    key: &str,
    origin: Pointer,
    declared: &spec::LakeFormationPermissions,
) -> Option<Grant> {
    let at = origin.key("tables");
    let tables = declared.tables.as_deref().unwrap_or_default().iter().enumerate();
    let tables: Option<Vec<_>> = tables.map(|(n, table)| granted_table(scope, at.index(n), table)).collect();
    Some(Grant {
        key: key.to_owned(),
        principal: declared.principal.as_str().to_owned(),
        permissions: declared.permissions.clone().unwrap_or_else(|| READ.to_vec()),
        grantable: declared.permissions_with_grant_option.clone().unwrap_or_default(),
        tables: tables?,
        policy: declared.lf_tag_policy.clone().unwrap_or_default(),
        origin,
    })
}

/// Of names in the Data Catalog, in characters.
const NAME_MAX: usize = 255;

/// LG-E236 for a text that names no table.
fn granted_table(scope: &mut Scope<'_>, origin: Pointer, declared: &spec::GrantedTable) -> Option<GrantedTable> {
    let member = origin.key("table");
    let at = if scope.has(&member) { member } else { origin.clone() };
    let name = |text: &str| {
        (1..=NAME_MAX).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
    };
    let parts =
        declared.table.split_once('.').filter(|(database, table)| name(database) && (*table == "*" || name(table)));
    let Some((database, table)) = parts else {
        let message = format!("`{}` is neither a table nor every table of a database", declared.table.escape_default());
        let help = "Write `retail.sales`, or `retail.*`; part of a name cannot be granted.";
        scope.report(Diagnostic::new(&rules::LAKE_FORMATION_GRANT, Place::Value(at), message).help(help));
        return None;
    };
    let known = scope.spec.databases.iter().flat_map(BTreeMap::keys);
    if !scope.resolve("databases", database, known, &at) {
        return None;
    }
    let columns = match (&declared.columns, &declared.excluded_columns) {
        (None, None) => GrantedColumns::All,
        (Some(columns), None) => GrantedColumns::Only(columns.clone()),
        (None, Some(columns)) => GrantedColumns::Except(columns.clone()),
        (Some(_), Some(_)) => {
            let place = Place::Key(origin.key("excluded_columns"));
            let message = "either the `columns` that are granted, or those that are not";
            scope.report(Diagnostic::new(&rules::LAKE_FORMATION_GRANT, place, message).help("Remove one of the two."));
            return None;
        }
    };
    let table = (table != "*").then(|| table.to_owned());
    Some(GrantedTable { origin, database: database.to_owned(), table, columns })
}

fn lf_tag(
    scope: &mut Scope<'_>,
    tables: &BTreeMap<String, Table>,
    key: &str,
    origin: Pointer,
    declared: &spec::LfTag,
) -> Option<LfTag> {
    let at = origin.key("assign");
    let assigned = declared.assign.iter().flatten();
    let assigned: Option<Vec<_>> =
        assigned.map(|(subject, value)| assignment(scope, tables, &at.key(subject), subject, value)).collect();
    Some(LfTag { key: key.to_owned(), origin, values: declared.values.clone(), assigned: assigned? })
}

/// LG-E237 for a subject that is neither a database nor part of a declared table.
fn assignment(
    scope: &mut Scope<'_>,
    tables: &BTreeMap<String, Table>,
    at: &Pointer,
    subject: &str,
    value: &str,
) -> Option<Assignment> {
    let mut parts = subject.splitn(3, '.').map(str::to_owned);
    let database = parts.next().unwrap_or_default();
    let (table, column) = (parts.next(), parts.next());
    let known = scope.spec.databases.iter().flat_map(BTreeMap::keys);
    if !scope.resolve_key("databases", &database, known, at) {
        return None;
    }
    if let Some(name) = &table {
        let key = format!("{database}.{name}");
        if !scope.resolve_key("tables", &key, tables.keys(), at) {
            return None;
        }
        let is_column = |column: &str| tables[&key].all_columns().any(|one| one.name == *column);
        if column.as_deref().is_some_and(|column| !is_column(column)) {
            let message = format!("`{key}` has no column `{}`", column.as_deref().unwrap_or_default().escape_default());
            scope.report(Diagnostic::new(&rules::LF_TAG, Place::Key(at.clone()), message));
            return None;
        }
    }
    Some(Assignment { database, table, column, value: value.to_owned() })
}

/// Lets crawlers read by the grants of Lake Formation where nothing was said of it and all that they crawl is in prefixes
/// for which Lake Formation hands out access.
///
/// Only plain prefixes: of queues and table formats the AWS Glue Developer Guide does not say that it goes with them.
pub(super) fn fill(crawlers: &mut BTreeMap<String, Crawler>, lake_formation: Option<&LakeFormation>) {
    let Some(lake_formation) = lake_formation else { return };
    for crawler in crawlers.values_mut().filter(|crawler| crawler.lake_formation.is_none()) {
        let is_plain = crawler.targets.kinds() == ["s3"] && crawler.recrawl != RecrawlBehavior::EventMode;
        if is_plain && crawler.targets.locations().into_iter().all(|location| lake_formation.governs(location)) {
            crawler.lake_formation = Some(spec::CrawlerLakeFormation { use_credentials: true, account_id: None });
        }
    }
}
