//! Athena, warehouses and EMR Serverless.

use super::{Rule, Severity};

rules! {
    RESULTS_AMONG_DATA = "LG-E220" "results-among-data" Error {
        why: "Results of queries expire, and what lies beside them below the prefix would go with them; a job that reads the prefix would take results for data.",
        fix: "Give results a prefix of their own, such as `curated/athena-results/`, or leave `results` out."
    }
    ATHENA_QUERY = "LG-E221" "athena-query" Error {
        why: "Athena runs one statement of at most 262,144 characters at a time; a saved query that is none fails only when somebody runs it.",
        fix: "Write one statement, in `sql` or in a `file`."
    }
    WAREHOUSE_LIMITS = "LG-E222" "warehouse-limits" Error {
        why: "Redshift refuses the value when the workgroup is created, after the namespace and everything before it.",
        fix: "Correct the value."
    }
    WAREHOUSE_WRITE = "LG-E223" "warehouse-write" Error {
        why: "A warehouse is loaded row by row into a table of a schema: rows are added, take the place of all, or of those with the same key.",
        fix: "Write `{ warehouse: sales, table: public.orders, mode: upsert, keys: [order_id] }`, and load it with `builtin:redshift` or a script of yours."
    }
    EMR_RELEASE = "LG-E224" "emr-release" Error {
        why: "EMR Serverless creates an application of a release that it has, from 6.6.0 on; `emr-spark-` releases hold no Hive.",
        fix: "Write a release such as `emr-7.9.0`."
    }
    EMR_CAPACITY = "LG-E225" "emr-capacity" Error {
        why: "EMR Serverless has workers of certain sizes only, and refuses an application whose ready workers would exceed what all may have together.",
        fix: "Correct the value."
    }
    EMR_NETWORK = "LG-E226" "emr-network" Error {
        why: "Workers in a VPC need a subnet and a security group; EMR Serverless takes 1 to 16 subnets and 1 to 5 security groups.",
        fix: "Name private subnets with a route to S3 and Glue, and the security groups, or leave `network` out."
    }
    EMR_DATA = "LG-E227" "emr-data" Error {
        why: "The application is set up for tables and prefixes in S3, with the Data Catalog as its metastore, and its role is granted nothing else.",
        fix: "Read and write tables and prefixes."
    }
    EMR_TABLES_ELSEWHERE = "LG-W220" "emr-tables-elsewhere" Warning {
        why: "The Data Catalog says that such tables exist; their rows are in a database, and Spark and Hive find nothing to read for them in S3.",
        fix: "Name the other tables only, or let a job copy these into the lake first."
    }
    EMR_READS_NOTHING = "LG-W221" "emr-reads-nothing" Warning {
        why: "The role of its runs follows from `reads` and `writes`: without `reads` a run sees no table and no object of the lake.",
        fix: "Add for example `reads: [\"orders.*\"]`."
    }
    EMR_IDLE_CAPACITY = "LG-W222" "emr-idle-capacity" Warning {
        why: "Workers that are ready are paid for by the second, whether they have something to do or not.",
        fix: "Let the application stop when it is idle, or leave `initial_capacity` out."
    }
}
