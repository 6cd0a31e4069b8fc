//! Terraform's built-in functions and the kind of value each gives (Terraform 1.11, "Functions" reference).

use super::schema::Kind;

const TEXT: &str = "abspath base64encode base64gzip base64sha256 base64sha512 basename bcrypt chomp cidrhost cidrnetmask \
cidrsubnet csvencode dirname file filebase64 filebase64sha256 filebase64sha512 filemd5 filesha1 filesha256 filesha512 \
format formatdate indent join jsonencode lower md5 pathexpand plantimestamp replace rsadecrypt sha1 sha256 \
sha512 strrev substr templatefile textdecodebase64 textencodebase64 timeadd timestamp title tostring trim trimprefix \
trimspace trimsuffix upper urlencode uuid uuidv5 yamlencode base64decode";
const NUMBER: &str = "abs ceil floor index length log max min parseint pow signum sum timecmp tonumber";
const BOOL: &str = "alltrue anytrue can contains endswith fileexists issensitive startswith strcontains tobool";
const LIST: &str = "chunklist cidrsubnets compact concat csvdecode distinct fileset flatten formatlist keys matchkeys \
range regexall reverse setintersection setproduct setsubtract setunion slice sort split tolist toset values";
const MAP: &str = "merge tomap transpose zipmap";
const ANY: &str = "coalesce coalescelist element ephemeralasnull jsondecode lookup nonsensitive one regex \
sensitive templatestring try yamldecode";

/// What the function gives; `None` where Terraform has no such function.
pub fn gives(name: &str) -> Option<Kind> {
    let any = || Box::new(Kind::Any);
    let known = [
        (TEXT, Kind::String),
        (NUMBER, Kind::Number),
        (BOOL, Kind::Bool),
        (LIST, Kind::List(any())),
        (MAP, Kind::Map(any())),
        (ANY, Kind::Any),
    ];
    known.into_iter().find(|(names, _)| names.split_whitespace().any(|known| known == name)).map(|(_, kind)| kind)
}

/// Whether the function's first argument is a file that must exist.
pub fn reads_file(name: &str) -> bool {
    name == "templatefile" || name.starts_with("file") && !matches!(name, "fileexists" | "fileset")
}
