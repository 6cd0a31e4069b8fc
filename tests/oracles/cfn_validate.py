"""What AWS's offline validator (cloudformation-validate) says of templates: an array of objects, informational remarks left out.

    python cfn_validate.py TEMPLATE...
"""

import json
import sys

import cloudformation_validate as validator

config = validator.CompositeEngineConfig(guard_rules=[], rego_rules=[], cel_rules=[])
engine = validator.CompositeEngine(config)
found = [
    {
        "template": path,
        "rule": diagnostic.rule_id,
        "message": diagnostic.message,
        "at": str(getattr(diagnostic.entity, "logical_id", None) or getattr(diagnostic.entity, "id", "")),
    }
    for path in sys.argv[1:]
    for diagnostic in engine.validate_template(path).diagnostics
    if diagnostic.severity.name != "INFO"
]
json.dump(found, sys.stdout)
