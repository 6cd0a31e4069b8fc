"""What the AWS CLI has against the commands of runbooks: an array of texts on standard input, an array of arrays of complaints
on standard output. Nothing is called: services, operations, options and queries are held against the CLI's own models."""

import json
import re
import shlex
import sys

import jmespath
from awscli.clidriver import create_clidriver

DRIVER = create_clidriver()
EVERYWHERE = set(DRIVER._get_argument_table())


def commands(text):
    """The words behind each `aws` in the blocks for a shell."""
    for block in re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        words = shlex.shlex(block.replace("\\\n", " ").replace("\n", "\n ; "), posix=True, punctuation_chars="();<>|&")
        words.whitespace_split = True
        words = list(words)
        for place, word in enumerate(words):
            if word == "aws":
                rest = iter(words[place + 1 :])
                yield take(rest)


def take(words):
    """The words up to the end of the command."""
    taken = []
    for word in words:
        if set(word) <= set("();<>|&"):
            break
        taken.append(word)
    return taken


def below(command):
    """The commands of a command."""
    table = getattr(command, "subcommand_table", None)
    if not table and hasattr(command, "_get_command_table"):
        table = command._get_command_table()
    return table or {}


def complaint(words):
    """What is wrong with a command, or None."""
    command = DRIVER._get_command_table().get(words[0])
    if command is None:
        return f"there is no service {words[0]}"
    rest = words[1:]
    while below(command) and rest and not rest[0].startswith("-"):
        if rest[0] not in below(command):
            return f"there is no {' '.join(words[:2])}"
        command, rest = below(command)[rest[0]], rest[1:]
    given = {word[2:] for word in rest if word.startswith("--")}
    known = set(command.arg_table)
    if given - known - EVERYWHERE:
        return f"there is no option {sorted(given - known - EVERYWHERE)}"
    wanted = {name for name, argument in command.arg_table.items() if argument.required and argument.cli_name.startswith("-")}
    if wanted - given:
        return f"{sorted(wanted - given)} is missing"
    if "query" in given:
        try:
            jmespath.compile(rest[rest.index("--query") + 1].replace("$kind", "Versions"))
        except jmespath.exceptions.JMESPathError as error:
            return str(error)
    return None


def complaints(text):
    found = list(commands(text))
    if not found:
        return ["there is no command"]
    said = ((words, complaint(words)) for words in found)
    return [f"aws {' '.join(words)}: {why}" for words, why in said if why]


json.dump([complaints(text) for text in json.load(sys.stdin)], sys.stdout)
