//! Lake Formation.

use super::{Rule, Severity};

rules! {
    LAKE_FORMATION_BYPASS = "LG-E130" "lake-formation-bypass" Error {
        why: "Lake Formation hands out access to tables, by their names. A prefix is read with the job's own role, around every grant and every column that was left out.",
        fix: "Read the table that lies there, or leave the job's `lake_formation` out."
    }
    LAKE_FORMATION_CRAWLER = "LG-E131" "lake-formation-crawler" Error {
        why: "Lake Formation hands out credentials for registered locations in S3, of this account or of one other, and to a crawler of the catalog for one table only; Glue refuses the rest or the crawl fails.",
        fix: "Give it a crawler of its own, register the location, or leave `lake_formation` out."
    }
    LAKE_FORMATION_JOB = "LG-E133" "lake-formation-job" Error {
        why: "Spark reads by the grants of Lake Formation in batches, from Glue 5.0 on, tables of certain formats only. With `fine_grained` half of the workers stand apart and hand on what is granted: RDDs and dynamic frames, libraries for Java and catalogs by another name are refused there, at the first read of a run.",
        fix: "Use `mode: full_table` for whole tables, or leave the job's `lake_formation` out."
    }
    REGISTERED_LOCATION = "LG-E235" "registered-location" Error {
        why: "Lake Formation knows each location once, with one role and one way of handing out access; which of two applies to what lies in both is hard to say.",
        fix: "Register the outer location, or locations beside each other."
    }
    LAKE_FORMATION_GRANT = "LG-E236" "lake-formation-grant" Error {
        why: "Lake Formation grants on one table or on all of a database, on columns SELECT alone, and passes on no more than is granted; it refuses everything else when the stack is deployed.",
        fix: "Correct the grant."
    }
    LF_TAG = "LG-E237" "lf-tag" Error {
        why: "Lake Formation keeps keys and values of LF-tags in lower case, and puts onto things only values that the tag may have; whoever is granted another one sees nothing.",
        fix: "Write one of the tag's `values`, in lower case."
    }
    GRANT_BEFORE_CRAWL = "LG-W235" "grant-before-crawl" Warning {
        why: "A grant names a table that is there. One that a crawler makes is not there before its first crawl, and the deployment fails until then.",
        fix: "Declare the table under `tables`, grant every table of the database (`retail.*`), or accept this once it has been crawled."
    }
}
