"""Grok patterns as regular expressions. A built-in pattern that is not listed here raises NotImplementedError."""

import re

# The patterns that AWS Glue has built in, in words of its own: what they are for, not how they are written there.
PATTERNS = {
    "USERNAME": r"[a-zA-Z0-9._-]+",
    "USER": "%{USERNAME}",
    "INT": r"[+-]?[0-9]+",
    "BASE10NUM": r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)",
    "NUMBER": "%{BASE10NUM}",
    "POSINT": r"\b[1-9][0-9]*\b",
    "NONNEGINT": r"\b[0-9]+\b",
    "WORD": r"\b\w+\b",
    "NOTSPACE": r"\S+",
    "SPACE": r"\s*",
    "DATA": ".*?",
    "GREEDYDATA": ".*",
    "QUOTEDSTRING": r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'',
    "QS": "%{QUOTEDSTRING}",
    "UUID": r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}",
    "IPV4": r"(?<![0-9])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?![0-9])",
    "IPV6": r"[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f.]*",
    "IP": "%{IPV6}|%{IPV4}",
    "HOSTNAME": r"\b[0-9A-Za-z][0-9A-Za-z-]{0,62}(?:\.[0-9A-Za-z][0-9A-Za-z-]{0,62})*\.?",
    "HOST": "%{HOSTNAME}",
    "IPORHOST": "%{IP}|%{HOSTNAME}",
    "MONTH": r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b",
    "MONTHNUM": "0?[1-9]|1[0-2]",
    "MONTHDAY": "0[1-9]|[12][0-9]|3[01]|[1-9]",
    "YEAR": r"[0-9]{4}|[0-9]{2}",
    "HOUR": "2[0-3]|[01]?[0-9]",
    "MINUTE": "[0-5][0-9]",
    "SECOND": r"(?:[0-5]?[0-9]|60)(?:[:.,][0-9]+)?",
    "TIME": "%{HOUR}:%{MINUTE}:%{SECOND}",
    "HTTPDATE": "%{MONTHDAY}/%{MONTH}/%{YEAR}:%{TIME} %{INT}",
    "TIMESTAMP_ISO8601": "%{YEAR}-%{MONTHNUM}-%{MONTHDAY}[T ]%{HOUR}:?%{MINUTE}(?::?%{SECOND})?(?:Z|[+-]%{HOUR}:?%{MINUTE})?",
    "LOGLEVEL": r"(?i:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|crit(?:ical)?|fatal|severe|emerg(?:ency)?|alert)",
}
PART = re.compile(r"%\{(?P<pattern>\w+)(?::(?P<field>[\w-]+))?(?::(?P<kind>\w+))?\}")


class Grok:
    """A grok pattern: its fields, each with its type, and what it finds in a line."""

    def __init__(self, pattern, custom=""):
        lines = [line.split(None, 1) for line in (custom or "").splitlines() if line.strip()]
        self._patterns, self.fields = PATTERNS | dict(lines), {}
        self._groups = {}
        self._regex = re.compile(PART.sub(self._expand, pattern))

    def _expand(self, part):
        if part["pattern"] not in self._patterns:
            raise NotImplementedError(f"grok pattern {part['pattern']}")
        inner = PART.sub(self._expand, self._patterns[part["pattern"]])
        if not part["field"]:
            return f"(?:{inner})"
        group = f"field{len(self._groups)}"
        self._groups[group], self.fields[part["field"]] = part["field"], part["kind"] or "string"
        return f"(?P<{group}>{inner})"

    def read(self, line):
        """The fields of a line, or None if the pattern does not match."""
        match = self._regex.search(line)
        return match and {field: match[group] for group, field in self._groups.items()}
