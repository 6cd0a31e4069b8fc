"""Loads the Python that lakegen ships, straight from its templates and examples."""

import re
import types
from pathlib import Path

ROOT = Path(__file__).parents[3]
HANDLER = ROOT / "templates/lambda/trigger/index.py.hbs"
CRAWL = ROOT / "templates/lambda/crawl/index.py.hbs"
QUALITY = ROOT / "templates/glue/lakegen_quality.py.hbs"
PARQUET = ROOT / "templates/glue/parquet.py.hbs"
FLATTEN = ROOT / "templates/glue/flatten.py.hbs"
UNIFY = ROOT / "templates/glue/unify.py.hbs"
REDSHIFT = ROOT / "templates/glue/redshift.py.hbs"


def source(path, **values):
    """The Python that a file is or, if it is a template, that lakegen makes of it with these values."""
    text = Path(path).read_text(encoding="ascii")
    if not str(path).endswith(".hbs"):
        return text
    text = re.sub(r"{{> (\S+)}}\n", lambda name: source(ROOT / f"templates/{name[1]}.hbs"), text)
    text = re.sub(r"{{!--.*?--}}\n", "", text, flags=re.DOTALL)
    text = re.sub(r"{{py(?:_pretty)? (\w+)}}", lambda name: repr(values[name[1]]), text)
    return text.replace("\\{{", "{{")


def load(path, **values):
    """Imports a file as a module, whatever its name ends with."""
    return execute(path, source(path, **values))


def load_mutant(path, old, new):
    """Imports a file with one piece of its text replaced. The piece must occur exactly once."""
    return execute(path, mutant(source(path), old, new))


def mutant(text, old, new):
    """The text with one piece replaced, which must occur exactly once."""
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times: the mutant needs a new anchor"
    return text.replace(old, new)


def execute(path, text):
    module = types.ModuleType(Path(path).name.split(".")[0])
    exec(compile(text, str(path), "exec"), module.__dict__)
    return module
