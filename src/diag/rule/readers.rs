//! Athena and warehouses.

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
}
