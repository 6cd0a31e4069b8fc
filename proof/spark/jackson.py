"""Makes the part of Iceberg's library for Spark that the package of it leaves out.

That is Jackson, under the name that Iceberg's own build gives it. pyspark has Jackson under its own name, so its classes are
copied with the name changed.
"""

import zipfile
from importlib.util import find_spec
from pathlib import Path

OWN, WANTED = b"com/fasterxml/jackson", b"org/apache/iceberg/shaded/com/fasterxml/jackson"
UTF8, LONG, DOUBLE = 1, 5, 6
# How long the entries of a class file's constant pool are, by their tags (The Java Virtual Machine Specification, 4.4).
LENGTHS = {3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4, 19: 2, 20: 2}


def renamed(content):
    """A class file with the other name wherever its constants have it."""
    count, at, pool, number = int.from_bytes(content[8:10]), 10, bytearray(content[:10]), 1
    while number < count:
        tag = content[at]
        if tag == UTF8:
            end = at + 3 + int.from_bytes(content[at + 1 : at + 3])
            text = content[at + 3 : end].replace(OWN, WANTED).replace(OWN.replace(b"/", b"."), WANTED.replace(b"/", b"."))
            pool += bytes([tag]) + len(text).to_bytes(2) + text
        else:
            end = at + 1 + LENGTHS[tag]
            pool += content[at:end]
        at, number = end, number + (2 if tag in (LONG, DOUBLE) else 1)
    return bytes(pool) + content[at:]


def make(target):
    """Writes the jar."""
    jars = Path(find_spec("pyspark").origin).with_name("jars")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for part in ("annotations", "core", "databind"):
            [jar] = [each for each in jars.glob(f"jackson-{part}-*.jar") if "-asl-" not in each.name]
            with zipfile.ZipFile(jar) as source:
                for name in source.namelist():
                    if name.startswith(OWN.decode()) and name.endswith(".class"):
                        made.writestr(name.replace(OWN.decode(), WANTED.decode()), renamed(source.read(name)))

