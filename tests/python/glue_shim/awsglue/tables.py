"""Reads a table of the Data Catalog as its SerDe and parameters say, those that a crawler writes."""

import csv
import json
import xml.etree.ElementTree as ET

from pyspark.sql import functions as F

from awsglue.grok import Grok

PLAIN = ("json", "parquet", "orc", "avro")


def read_table(spark, table, folder):
    """The rows of all files below the table's folder, with its partition keys as columns."""
    storage, keys = table["StorageDescriptor"], [key["Name"] for key in table.get("PartitionKeys", [])]
    kind, serde = table.get("Parameters", {}).get("classification"), storage.get("SerdeInfo") or {}
    library, parameters = serde.get("SerializationLibrary", ""), serde.get("Parameters") or {}
    # Folders named partition_0, partition_1, ... by a crawler are called by their values only.
    by_place = any(key.startswith("partition_") for key in keys)
    reader = spark.read.option("recursiveFileLookup", str(by_place or not keys).lower())
    names = [column["Name"] for column in storage.get("Columns", [])]
    if "Grok" in library:
        rows = parsed(reader.text(folder), grok_lines(parameters))
    elif kind == "xml":
        rows = parsed(reader.text(folder, wholetext=True), xml_rows(parameters["rowTag"]))
    elif kind == "json" and "jsonPath" in parameters:
        rows = parsed(reader.text(folder, wholetext=True), json_items(parameters["jsonPath"]))
    elif kind == "csv" and names:
        rows = parsed(reader.text(folder, wholetext=True), csv_rows(names, parameters, table["Parameters"]))
    elif kind == "csv":
        header = str(table["Parameters"].get("skip.header.line.count") == "1").lower()
        rows = reader.option("header", header).csv(folder)
    elif kind in PLAIN or "parquet" in library.lower():
        rows = reader.format(kind or "parquet").load(folder)
    else:
        raise NotImplementedError(f"a table of {kind} in {library}")
    if by_place:
        path = F.substring_index(F.input_file_name(), folder.rstrip("/") + "/", -1)
        rows = rows.select("*", *(F.split(path, "/").getItem(n).alias(key) for n, key in enumerate(keys)))
    return rows


def parsed(texts, parse):
    """What a function makes of each text: rows, with the other columns of the text beside."""

    def rows(text):
        beside = text.asDict()
        return [json.dumps({**row, **beside}) for row in parse(beside.pop("value"))]

    found = texts.rdd.flatMap(rows)
    return texts.sparkSession.read.json(found, primitivesAsString=False)


def grok_lines(parameters):
    grok = Grok(parameters["input.format"], parameters.get("input.grokCustomPatterns"))
    return lambda line: [grok.read(line) or dict.fromkeys(grok.fields)]


def csv_rows(names, parameters, table):
    """The separator is called by two names, for there are two SerDes."""
    separator = parameters.get("separatorChar") or parameters.get("field.delim") or ","
    quote, head = parameters.get("quoteChar", '"'), int(table.get("skip.header.line.count", 0))

    def rows(text):
        lines = csv.reader(text.splitlines(), delimiter=separator, quotechar=quote)
        return [dict(zip(names, line, strict=False)) for line in list(lines)[head:] if line]

    return rows


def xml_rows(tag):
    return lambda text: [element_row(row) for row in ET.fromstring(text).iter(tag)]


def element_row(element):
    """An element's attributes, with an underscore before, and the elements in it; those that come twice as an array."""
    row = {f"_{name}": value for name, value in element.attrib.items()}
    for child in element:
        value = element_row(child) if len(child) or child.attrib else child.text
        if child.tag in row:
            before = row[child.tag]
            row[child.tag] = [*before, value] if isinstance(before, list) else [before, value]
        else:
            row[child.tag] = value
    return row


def json_items(path):
    """The items of an array in a document: `$.a.b[*]`, or `$[*]`."""
    names = [name for name in path.removeprefix("$").removesuffix("[*]").split(".") if name]

    def items(text):
        found = json.loads(text)
        for name in names:
            found = found[name]
        return found if isinstance(found, list) else [found]

    return items
