"""Loads the Python that lakegen ships, straight from its templates and examples."""

import importlib.util
import types
from importlib.machinery import SourceFileLoader
from pathlib import Path

ROOT = Path(__file__).parents[3]
HANDLER = ROOT / "templates/lambda/trigger/index.py.hbs"
CRAWL = ROOT / "templates/lambda/crawl/index.py.hbs"
PARQUET = ROOT / "templates/glue/parquet.py.hbs"


def load(path):
    """Imports a file as a module, whatever its name ends with: a template without expressions is Python."""
    loader = SourceFileLoader(Path(path).name.split(".")[0], str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


def load_mutant(path, old, new):
    """Imports a file with one piece of its text replaced. The piece must occur exactly once."""
    source = Path(path).read_text(encoding="ascii")
    assert source.count(old) == 1, f"{old!r} occurs {source.count(old)} times: the mutant needs a new anchor"
    module = types.ModuleType("mutant")
    exec(compile(source.replace(old, new), str(path), "exec"), module.__dict__)
    return module
