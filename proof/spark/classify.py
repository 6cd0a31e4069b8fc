"""What a crawler makes of a file: the classifiers that are deployed, in order, then some of those that Glue has built in.

A guess at what Glue does, from its documentation: custom classifiers come first, and the first that is certain wins.
"""

import csv
import gzip
import json
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from awsglue.grok import Grok
from awsglue.tables import element_row, json_items

from .kinds import text_type, type_of, united

HIVE = "org.apache.hadoop.hive."
MAGIC = {
    b"PAR1": ("parquet", f"{HIVE}ql.io.parquet.serde.ParquetHiveSerDe"),
    b"ORC": ("orc", f"{HIVE}ql.io.orc.OrcSerde"),
    b"Obj\x01": ("avro", f"{HIVE}serde2.avro.AvroSerDe"),
}
DELIMITERS = ",|\t;\x01"


@dataclass
class Recognized:
    """What is written into a table: its classification, columns, and how they are read."""

    classification: str
    columns: dict = field(default_factory=dict)  # name -> type
    library: str = ""
    serde: dict = field(default_factory=dict)
    parameters: dict = field(default_factory=dict)


def recognize(content, classifiers):
    """What a file's content is, or None. `classifiers` are answers of GetClassifier."""
    for magic, (kind, library) in MAGIC.items():
        if content.startswith(magic):
            return Recognized(kind, library=library)  # its columns stand in the file
    text = (gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content).decode()
    for classifier in classifiers:
        [(kind, settings)] = classifier.items()
        found = CUSTOM[kind](text, settings)
        if found:
            return found
    return plain_json(text) or plain_csv(text)


def grok(text, settings):
    pattern, custom = settings["GrokPattern"], settings.get("CustomPatterns", "")
    reader = Grok(pattern, custom)
    if not all(reader.read(line) for line in text.splitlines()):
        return None
    serde = {"input.format": pattern, "input.grokCustomPatterns": custom}
    return Recognized(settings["Classification"], reader.fields, "com.amazonaws.glue.serde.GrokSerDe", serde)


def xml(text, settings):
    try:
        rows = [element_row(row) for row in ET.fromstring(text).iter(settings["RowTag"])]
    except ET.ParseError:
        return None
    if not rows:
        return None
    columns = {}
    for row in rows:
        for name, value in row.items():
            kind = text_type([value]) if isinstance(value, str) else type_of(value)
            columns[name] = united(columns.get(name), kind)
    return Recognized("xml", columns, "com.amazonaws.glue.serde.xml", {"rowTag": settings["RowTag"]})


def json_path(text, settings):
    try:
        rows = json_items(settings["JsonPath"])(text)
    except (ValueError, LookupError, TypeError):
        return None
    return json_table(rows, {"jsonPath": settings["JsonPath"]})


def plain_json(text):
    try:
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError:
        return None
    return json_table(rows, {})


def json_table(rows, serde):
    if not rows or not all(isinstance(row, dict) for row in rows):
        return None
    columns = {}
    for row in rows:
        for name, value in row.items():
            columns[name] = united(columns.get(name), type_of(value))
    columns = {name: kind or "string" for name, kind in columns.items()}
    return Recognized("json", columns, "org.openx.data.jsonserde.JsonSerDe", serde)


def custom_csv(text, settings):
    names = settings.get("Header") or []
    return table_of(
        text, settings.get("Delimiter", ","), settings.get("QuoteSymbol", '"'), settings.get("ContainsHeader", "UNKNOWN"),
        names, settings.get("AllowSingleColumn", False),
    )  # fmt: skip


def plain_csv(text):
    return next(filter(None, (table_of(text, delimiter, '"', "UNKNOWN", [], False) for delimiter in DELIMITERS)), None)


def table_of(text, delimiter, quote, header, names, single):
    """Lines with the same number of values, at least two of them each."""
    lines = [line for line in csv.reader(text.splitlines(), delimiter=delimiter, quotechar=quote) if line]
    widths = {len(line) for line in lines}
    if len(widths) != 1 or widths == {1} and not single or names and widths != {len(names)}:
        return None
    has_header = {"PRESENT": True, "ABSENT": False, "UNKNOWN": differs(lines)}[header]
    first = [name.strip().lower() for name in lines[0]] if has_header else [f"col{n}" for n in range(widths.pop())]
    rows = lines[1:] if has_header else lines
    columns = {name: text_type(line[n] for line in rows) for n, name in enumerate(names or first)}
    parameters = {"delimiter": delimiter} | ({"skip.header.line.count": "1"} if has_header else {})
    quoted = quote in text
    library = "OpenCSVSerde" if quoted else "lazy.LazySimpleSerDe"
    serde = {"separatorChar": delimiter, "quoteChar": quote} if quoted else {"field.delim": delimiter}
    return Recognized("csv", columns, f"org.apache.hadoop.hive.serde2.{library}", serde, parameters)


def differs(lines):
    """Whether the first line is a header: all text, above lines that are not."""
    kinds = [text_type([value]) for value in lines[0]]
    below = [text_type(values) for values in zip(*lines[1:], strict=True)]
    return set(kinds) == {"string"} and below != kinds and bool(below)


CUSTOM = {"GrokClassifier": grok, "XMLClassifier": xml, "JsonClassifier": json_path, "CsvClassifier": custom_csv}
