//! LG-E238 and LG-W024: the Data Catalog, encrypted.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{KmsKey, Pipeline};

/// LG-E238.
pub(super) fn key(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let Some(mode) = &pipeline.catalog_encryption else { return };
    if pipeline.kms_key == KmsKey::AwsManaged {
        let message = "the lake has no key that the Data Catalog could be encrypted with";
        let finding = Diagnostic::new(&rules::CATALOG_KEY, Place::Value(mode.clone()), message.to_owned());
        let kms_key = Place::Value(Pointer::root().key("encryption").key("kms_key"));
        scope.report(finding.related(kms_key, "its keys are AWS's"));
    }
}

/// LG-W024.
pub(super) fn indexes(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let Some(mode) = &pipeline.catalog_encryption else { return };
    let crawlers = pipeline.crawlers.values();
    let asked = crawlers.filter(|crawler| crawler.configuration.create_partition_index == Some(true));
    let of_crawlers = asked.map(|crawler| crawler.origin.key("configuration").key("create_partition_index"));
    let tables = pipeline.tables.values().filter(|table| !table.partition_indexes.is_empty());
    for at in of_crawlers.chain(tables.map(|table| table.origin.key("partition_indexes"))) {
        let message = "encrypted partitions are not indexed";
        let finding = Diagnostic::new(&rules::INDEX_OF_ENCRYPTED, Place::Value(at), message.to_owned());
        scope.report(finding.related(Place::Value(mode.clone()), "encrypted by this"));
    }
}
