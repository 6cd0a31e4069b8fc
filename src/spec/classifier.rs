//! `classifiers:`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ContainsHeader, CsvSerde, CustomDatatype};

/// How a crawler recognises data that Glue does not know by itself: exactly one of `grok`, `json`, `xml` and `csv`.
///
/// A crawler tries its own classifiers first, in the order in which it lists them, and Glue's built-in ones after them.
/// Data that was crawled before keeps its old classification.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend(
    "oneOf" = [{ "required": ["grok"] }, { "required": ["json"] }, { "required": ["xml"] }, { "required": ["csv"] }],
    "dependentSchemas" = {
        "custom_patterns": { "required": ["grok"] },
        "classification": { "anyOf": [{ "required": ["grok"] }, { "required": ["xml"] }] },
    }
))]
pub struct Classifier {
    /// For lines of a log: a grok pattern on one line, such as `%{IPORHOST:client_ip} %{INT:status:int}`. Quote it.
    #[schemars(
        length(min = 1, max = 2048),
        extend("examples" = ["%{TIMESTAMP_ISO8601:at} %{LOGLEVEL:level} %{GREEDYDATA:message}"])
    )]
    pub grok: Option<String>,
    /// Named patterns that `grok` may use, one a line: `MESSAGEPREFIX .*-.*-.*`. At most 16,000 characters.
    #[schemars(length(min = 1, max = 16000), extend("examples" = ["ORDERID [A-Z]{2}[0-9]{6}"]))]
    pub custom_patterns: Option<String>,
    /// What the tables are classified as. The key of the classifier when left out; `xml` for an XML classifier.
    #[schemars(length(min = 1, max = 255), extend("examples" = ["nginx"]))]
    pub classification: Option<String>,
    /// For JSON whose rows lie deeper: the JSON path of one row, such as `$.orders[*]`.
    #[schemars(regex(pattern = r"^\$"), extend("examples" = ["$.orders[*]"]))]
    pub json: Option<String>,
    /// For XML: which element is a row.
    pub xml: Option<XmlClassifier>,
    /// For CSV that is not plain: its delimiter, quotes and header.
    pub csv: Option<CsvClassifier>,
}

/// Which element of an XML document is a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct XmlClassifier {
    /// The name of the element, such as `order` for `<order>...</order>`. Glue does not read `<order/>` as a row.
    #[schemars(length(min = 1), extend("examples" = ["order"]))]
    pub row_tag: String,
}

/// How a CSV file is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CsvClassifier {
    /// What separates columns: one character.
    #[schemars(length(min = 1, max = 1), extend("examples" = [";", "|"]))]
    pub delimiter: Option<String>,
    /// What encloses a value that holds the delimiter: one character, not the delimiter itself.
    #[schemars(length(min = 1, max = 1), extend("examples" = ["\""]))]
    pub quote_symbol: Option<String>,
    /// Whether the first line names the columns.
    #[schemars(extend("default" = "UNKNOWN"))]
    pub contains_header: Option<ContainsHeader>,
    /// The names of the columns, in their order.
    #[schemars(length(min = 1), extend("examples" = [["store", "sold_at", "amount"]]))]
    pub header: Option<Vec<String>>,
    /// Whether values keep the blanks around them.
    #[schemars(extend("default" = false))]
    pub disable_value_trimming: Option<bool>,
    /// Whether a file with a single column is CSV.
    #[schemars(extend("default" = false))]
    pub allow_single_column: Option<bool>,
    /// The types of the columns, in their order.
    #[schemars(length(min = 1), extend("examples" = [["STRING", "TIMESTAMP", "DECIMAL"]]))]
    pub custom_datatypes: Option<Vec<CustomDatatype>>,
    /// Which library reads the tables. Glue chooses when left out. Terraform only: CloudFormation cannot say it.
    pub serde: Option<CsvSerde>,
}
