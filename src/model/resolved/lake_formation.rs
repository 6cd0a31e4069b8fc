//! Lake Formation, written down again.

use super::role;
use crate::model::{Grant, GrantedColumns, GrantedTable, LakeFormation, LfTag, RegisteredLocation};
use crate::spec::{self, S3Path};

pub(super) fn lake_formation(lake_formation: &LakeFormation) -> spec::LakeFormation {
    let permissions = lake_formation.grants.iter().filter_map(|(key, one)| Some((key.clone(), grant(one)?)));
    spec::LakeFormation {
        registered_locations: Some(lake_formation.registered_locations.iter().map(registered).collect()),
        permissions: Some(permissions.collect()),
        lf_tags: Some(lake_formation.tags.iter().map(|(key, tag)| (key.clone(), lf_tag(tag))).collect()),
        data_lake_settings: lake_formation.settings.clone(),
    }
}

fn registered(registered: &RegisteredLocation) -> spec::RegisteredLocation {
    spec::RegisteredLocation {
        path: S3Path::new(registered.location.to_string()),
        hybrid_access_enabled: Some(registered.is_hybrid),
        role: role(registered.role.as_ref()),
    }
}

fn grant(grant: &Grant) -> Option<spec::LakeFormationPermissions> {
    Some(spec::LakeFormationPermissions {
        principal: role(Some(&grant.principal))?,
        permissions: Some(grant.permissions.clone()),
        permissions_with_grant_option: Some(grant.grantable.clone()),
        tables: (!grant.tables.is_empty()).then(|| grant.tables.iter().map(granted_table).collect()),
        lf_tag_policy: (!grant.policy.is_empty()).then(|| grant.policy.clone()),
    })
}

fn granted_table(granted: &GrantedTable) -> spec::GrantedTable {
    let mut written =
        spec::GrantedTable::new(&format!("{}.{}", granted.database, granted.table.as_deref().unwrap_or("*")));
    match &granted.columns {
        GrantedColumns::All => {}
        GrantedColumns::Only(columns) => written.columns = Some(columns.clone()),
        GrantedColumns::Except(columns) => written.excluded_columns = Some(columns.clone()),
    }
    written
}

fn lf_tag(tag: &LfTag) -> spec::LfTag {
    spec::LfTag {
        values: tag.values.clone(),
        assign: Some(tag.assigned.iter().map(|one| (one.subject(), one.value.clone())).collect()),
    }
}
