//! Athena and warehouses, written down again.

use crate::model::scope::OWN_BUCKETS;
use crate::model::{Athena, BucketRef, NamedQuery, Sql, Warehouse};
use crate::spec::{self, Days, DeletionPolicy, S3Path};

pub(super) fn athena(athena: &Athena) -> spec::Athena {
    let is_own = matches!(&athena.results.bucket, BucketRef::Declared(key) if OWN_BUCKETS.contains(&key.as_str()));
    spec::Athena {
        workgroup: Some(spec::AthenaWorkgroup {
            description: athena.description.clone(),
            bytes_scanned_cutoff_per_query: athena.cutoff,
            results: (!is_own).then(|| S3Path::new(athena.results.to_string())),
            results_expire: athena.results_expire_days.map(Days::new),
            engine_version: Some(athena.engine_version),
        }),
        queries: Some(athena.queries.iter().map(|(key, query)| (key.clone(), named_query(query))).collect()),
    }
}

fn named_query(query: &NamedQuery) -> spec::NamedQuery {
    let (sql, file) = match &query.sql {
        Sql::Inline(text) => (Some(text.clone()), None),
        Sql::File { path, .. } => (None, Some(path.clone())),
    };
    spec::NamedQuery { description: query.description.clone(), database: query.database.clone(), sql, file }
}

pub(super) fn warehouse(warehouse: &Warehouse) -> spec::Warehouse {
    let policy = if warehouse.retain { DeletionPolicy::Retain } else { DeletionPolicy::Delete };
    spec::Warehouse {
        redshift_serverless: spec::RedshiftServerless {
            database: warehouse.database.clone(),
            base_capacity: Some(warehouse.base_capacity),
            max_capacity: warehouse.max_capacity,
            port: Some(warehouse.port),
            network: warehouse.network.clone(),
            external_schemas: Some(warehouse.external_schemas.clone()),
            log_exports: Some(warehouse.log_exports.clone()),
            deletion_policy: Some(policy),
        },
    }
}
