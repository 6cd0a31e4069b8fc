//! Schemas, tables, writes and mappings.

use super::{Rule, Severity};

rules! {
    UPSERT = "LG-E180" "upsert" Error {
        why: "Files in S3 are replaced as a whole. Only a table format keeps track of rows, so that one with a known key replaces the old one.",
        fix: "Use `append` or `overwrite_partitions`, or write to a table whose `format` is iceberg with a script of yours."
    }
    COLUMN_TYPE = "LG-E181" "column-type" Error {
        why: "The Data Catalog stores any text as a column's type; only the first query finds out that it is none.",
        fix: "Use a type that Hive and Athena know, such as `string`, `bigint` or `decimal(12,2)`."
    }
    COLUMN_NAME = "LG-E182" "column-name" Error {
        why: "Column names are 1 to 255 lower-case letters, digits and `_`: Athena and Spark fold case, and everything else needs quotes in every query.",
        fix: "Rename the column."
    }
    COLUMN_CONSTRAINT = "LG-E183" "column-constraint" Error {
        why: "What is said of a column's values contradicts its type or itself: a check of the data that follows from it would fail for every row.",
        fix: "Correct the type or what is said of the values."
    }
    TABLE_INCOMPLETE = "LG-E184" "table-incomplete" Error {
        why: "A table is its columns and the place of its data. Without them the Data Catalog would hold a name that no query can read.",
        fix: "Write exactly one of `schema` and `columns`, and a `location`."
    }
    TABLE_NAME = "LG-E185" "table-name" Error {
        why: "A declared table is known by its database and its name. Names are 1 to 255 lower-case letters, digits and `_`: Hive and Athena fold case.",
        fix: "Write `database.table`, such as `orders.clean`."
    }
    TABLE_COLUMNS = "LG-E186" "table-columns" Error {
        why: "A column has one name and one place: in the files, or in the names of the folders. Athena answers HIVE_INVALID_METADATA to a table that has it twice, and formats do not hold every type.",
        fix: "Rename or remove one of them, or change the type."
    }
    PARTITION_PROJECTION = "LG-E187" "partition-projection" Error {
        why: "Athena checks a projection only when somebody queries the table: a wrong one fails every query or, worse, finds no rows.",
        fix: "Say for each partition key what its values are: `{ type: date, range: [NOW-400DAYS, NOW], format: yyyy-MM-dd }`."
    }
    PARTITION_INDEX = "LG-E188" "partition-index" Error {
        why: "Glue keeps at most 3 indexes for a table, each over partition keys, and Athena does not ask them where partitions are projected.",
        fix: "Index partition keys only, or remove the index."
    }
    OVERLAPPING_TABLES = "LG-E189" "overlapping-tables" Error {
        why: "Engines read every file below a table's location: the outer table returns the rows of the inner one as its own, or fails on its format.",
        fix: "Give each table a prefix of its own, such as `curated/<table>/`."
    }
    CRAWLED_TABLE = "LG-E190" "crawled-table" Error {
        why: "A crawler makes tables of what it finds, named after the folders: the same data would appear twice in the database, or the crawl would rewrite the declared table.",
        fix: "Crawl into another database, exclude the prefix from the crawl, or do not declare the table."
    }
    TABLE_FORMAT = "LG-E191" "table-format" Error {
        why: "The format decides how every row is read. Glue stores whatever it is told, and the first query fails or returns nulls.",
        fix: "Write a word such as `parquet`, or one of `csv`, `iceberg` and `regex` with its settings."
    }
    FOLDER_PER_TABLE = "LG-E192" "folder-per-table" Error {
        why: "`builtin:parquet` makes a folder of its own for each table that it reads, or fills the declared table of that name, if this is Parquet or Iceberg; `builtin:flatten` makes folders only. In the folder of a declared table another folder would be a partition that nobody declared.",
        fix: "Write to a prefix and let a crawler make the tables, or name the table as what is read is called."
    }
    MAPPING_COLUMN = "LG-E193" "mapping-column" Error {
        why: "A mapping gives each column of the schema one value. A name that neither side has would fail the run, after the crawl and at the price of a start.",
        fix: "Correct the name."
    }
    MAPPING_INCOMPLETE = "LG-E194" "mapping-incomplete" Error {
        why: "The schema requires the column, so every row of this source would be refused.",
        fix: "Add it under `columns`, or give it a value under `set`."
    }
    OPTIONS_OF_OTHER_SCRIPT = "LG-E195" "options-of-other-script" Error {
        why: "The options tell one script of lakegen's how to work; no other script is given them, so they would be silently without effect.",
        fix: "Remove them, or use the script that they belong to."
    }
    MAPPING_CAST = "LG-E196" "mapping-cast" Error {
        why: "Spark refuses to plan a query that casts between types that have nothing in common.",
        fix: "Take another column or type, or convert with an expression under `set`."
    }
    MAPPING_EXPRESSION = "LG-E197" "mapping-expression" Error {
        why: "The expression is read by Spark in the middle of a run. In YAML `'shop'` is the text shop without quotes, which SQL takes for a column.",
        fix: "Write one Spark SQL expression."
    }
    MAPPING_SOURCE = "LG-E198" "mapping-source" Error {
        why: "The role of a job follows from `reads`: a source that is not among them is denied.",
        fix: "Add the table to `reads`."
    }
    UNIFY = "LG-E199" "unify" Error {
        why: "`builtin:unify` writes the rows of all its mappings to one table that the spec declares, as parquet or iceberg, in the columns of that table's schema.",
        fix: "Correct the mappings or the table, or use a script of yours."
    }
}
