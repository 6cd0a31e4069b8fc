//! AWS Lake Formation.

use crate::expr::CfnAttribute::Ref;
use crate::expr::Terraform::{Absent, Block, Flatten, Hook, Rename, Single};
use crate::expr::{Arn, Document, Expr, Flag, Record, Text};

resources! {
    /// A prefix for which Lake Formation hands out access.
    RegisteredLocation = "AWS::LakeFormation::Resource" / "aws_lakeformation_resource" as "location" {
        resource_arn: Arn = "ResourceArn" => Rename("arn"),
        role_arn: Arn = "RoleArn",
        use_service_linked_role: Flag = "UseServiceLinkedRole" => Absent("the provider takes either this or a role; with a role, it is off"),
        hybrid_access_enabled: Flag = "HybridAccessEnabled",
    }

    /// What one principal may do with one thing.
    PrincipalPermissions = "AWS::LakeFormation::PrincipalPermissions" / "aws_lakeformation_permissions" as "permissions" {
        principal: DataLakePrincipal = "Principal" => Flatten,
        permissions: Vec<Text> = "Permissions",
        permissions_with_grant_option: Vec<Text> = "PermissionsWithGrantOption" => Hook(grant_option, "Terraform's provider computes what is not said, and nothing else if the list is empty"),
        resource: GrantedResource = "Resource" => Flatten,
    }

    /// An LF-tag.
    LfTag = "AWS::LakeFormation::Tag" / "aws_lakeformation_lf_tag" as "lf_tag" {
        catalog_id: Text = "CatalogId",
        tag_key: Text = "TagKey" => Rename("key"),
        tag_values: Vec<Text> = "TagValues" => Rename("values"),
    } => {
        /// The tag's key.
        tag_key: Text = Ref, "key";
    }

    /// What an LF-tag says of one thing.
    TagAssociation = "AWS::LakeFormation::TagAssociation" / "aws_lakeformation_resource_lf_tags" as "lf_tags" {
        lf_tags: Vec<LfTagPair> = "LFTags" => Block("lf_tag"),
        resource: TaggedResource = "Resource" => Flatten,
    }

    /// The settings of an account and region.
    DataLakeSettings = "AWS::LakeFormation::DataLakeSettings" / "aws_lakeformation_data_lake_settings" as "data_lake_settings" {
        admins: Vec<DataLakePrincipal> = "Admins" => Hook(principals, "Terraform has a list of ARNs"),
        allow_full_table_external_data_access: Flag = "AllowFullTableExternalDataAccess",
        create_database_default_permissions: Vec<DefaultPermissions> = "CreateDatabaseDefaultPermissions" => Block("create_database_default_permissions"),
        create_table_default_permissions: Vec<DefaultPermissions> = "CreateTableDefaultPermissions" => Block("create_table_default_permissions"),
    }
}

records! {
    /// Who is granted something.
    DataLakePrincipal {
        data_lake_principal_identifier: Arn = "DataLakePrincipalIdentifier" => Rename("principal"),
    }

    /// What is granted: one of these.
    GrantedResource {
        data_location: DataLocation = "DataLocation" => Block("data_location"),
        database: GrantedDatabase = "Database" => Block("database"),
        table: GrantedTable = "Table" => Block("table"),
        table_with_columns: GrantedColumns = "TableWithColumns" => Block("table_with_columns"),
        lf_tag_policy: LfTagPolicy = "LFTagPolicy" => Block("lf_tag_policy"),
    }

    /// A prefix, for whoever makes tables of it.
    DataLocation {
        catalog_id: Text = "CatalogId",
        resource_arn: Arn = "ResourceArn" => Rename("arn"),
    }

    /// A database.
    GrantedDatabase {
        catalog_id: Text = "CatalogId",
        name: Text = "Name",
    }

    /// One table, or every table of a database.
    GrantedTable {
        catalog_id: Text = "CatalogId",
        database_name: Text = "DatabaseName",
        name: Text = "Name",
        table_wildcard: Document = "TableWildcard" => Hook(wildcard, "Terraform has a switch for it"),
    }

    /// Columns of one table.
    GrantedColumns {
        catalog_id: Text = "CatalogId",
        database_name: Text = "DatabaseName",
        name: Text = "Name",
        column_names: Vec<Text> = "ColumnNames",
        column_wildcard: ColumnWildcard = "ColumnWildcard" => Hook(all_columns_but, "Terraform has a switch beside the list"),
    }

    /// Every column but some.
    ColumnWildcard {
        excluded_column_names: Vec<Text> = "ExcludedColumnNames",
    }

    /// Whatever has certain LF-tags.
    LfTagPolicy {
        catalog_id: Text = "CatalogId",
        resource_type: Text = "ResourceType",
        expression: Vec<LfTagCondition> = "Expression" => Block("expression"),
    }

    /// An LF-tag with one of several values.
    LfTagCondition {
        tag_key: Text = "TagKey" => Rename("key"),
        tag_values: Vec<Text> = "TagValues" => Rename("values"),
    }

    /// What an LF-tag is put on: one of these.
    TaggedResource {
        database: GrantedDatabase = "Database" => Block("database"),
        table: TaggedTable = "Table" => Block("table"),
        table_with_columns: TaggedColumns = "TableWithColumns" => Block("table_with_columns"),
    }

    /// One table.
    TaggedTable {
        catalog_id: Text = "CatalogId",
        database_name: Text = "DatabaseName",
        name: Text = "Name",
    }

    /// Columns of one table.
    TaggedColumns {
        catalog_id: Text = "CatalogId",
        database_name: Text = "DatabaseName",
        name: Text = "Name",
        column_names: Vec<Text> = "ColumnNames",
    }

    /// An LF-tag with its value.
    LfTagPair {
        catalog_id: Text = "CatalogId",
        tag_key: Text = "TagKey" => Rename("key"),
        tag_values: Vec<Text> = "TagValues" => Single("value"),
    }

    /// What is granted on whatever is made; lakegen grants nothing so.
    DefaultPermissions {
        permissions: Vec<Text> = "Permissions",
    }
}

fn grant_option(permissions: &Expr) -> Vec<(&'static str, Expr)> {
    match permissions {
        Expr::List(items) if items.is_empty() => Vec::new(),
        permissions => vec![("permissions_with_grant_option", permissions.clone())],
    }
}

fn principals(principals: &Expr) -> Vec<(&'static str, Expr)> {
    let mut arns = Vec::new();
    principals.walk(&mut |expr| {
        if let Expr::Record(Record(fields)) = expr {
            arns.extend(fields.iter().map(|(_, arn)| arn.clone()));
        }
    });
    vec![("admins", Expr::List(arns))]
}

fn wildcard(_: &Expr) -> Vec<(&'static str, Expr)> {
    vec![("wildcard", true.into())]
}

fn all_columns_but(wildcard: &Expr) -> Vec<(&'static str, Expr)> {
    let Expr::Record(Record(fields)) = wildcard else { return Vec::new() };
    let excluded = fields.iter().map(|(_, names)| ("excluded_column_names", names.clone()));
    excluded.chain([("wildcard", true.into())]).collect()
}
