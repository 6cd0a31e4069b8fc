//! Data warehouses.

use crate::diag::Pointer;
pub use crate::spec::{RedshiftLog, WarehouseNetwork};

/// A namespace and a workgroup of Redshift Serverless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warehouse {
    /// Its key in the spec.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// The database that is created.
    pub database: String,
    /// The capacity that queries start with, in RPUs.
    pub base_capacity: u32,
    /// The capacity that it never exceeds, in RPUs.
    pub max_capacity: Option<u32>,
    /// The port.
    pub port: u32,
    /// Where in a VPC it stands.
    pub network: WarehouseNetwork,
    /// Keys of [`Pipeline::databases`](super::Pipeline::databases) that it sees as schemas.
    pub external_schemas: Vec<String>,
    /// The logs that go to CloudWatch, each once.
    pub log_exports: Vec<RedshiftLog>,
    /// Whether the data outlives the stack.
    pub retain: bool,
}
