"""What parliament says of IAM policies: JSON `{name: document}` on standard input, an array of sentences on standard output.

It knows every action, the resources that each takes and the condition keys that each has.
"""

import json
import sys

import parliament

found = []
for name, document in json.load(sys.stdin).items():
    for finding in parliament.analyze_policy_string(json.dumps(document)).findings:
        finding = parliament.enhance_finding(finding)
        found.append(f"{name}: {finding.severity} {finding.issue}: {finding.detail} {json.dumps(finding.location, default=str)}")
json.dump(found, sys.stdout)
