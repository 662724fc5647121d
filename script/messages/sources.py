"""Every text in Python files and templates that is marked for translation, without gettext's own programs."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

CHECKOUT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "frameworks_app", "pipeline", "leadqual")
# How many arguments are texts, and whether the first of them is a context.
FUNCTIONS = {
    "_": (1, False),
    "gettext": (1, False),
    "ngettext": (2, False),
    "pgettext": (2, True),
    "npgettext": (3, True),
}
FUNCTIONS |= {f"{name}_{kind}": shape for name, shape in list(FUNCTIONS.items()) for kind in ("lazy", "noop")}
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL)


class Message(NamedTuple):
    context: str | None
    text: str
    plural: str | None


def find_all():
    """Message to the places that say it."""
    found = {}
    for app in APPS:
        for path in sorted((CHECKOUT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                collect(found, path, in_python(path))
    for folder in (CHECKOUT / "templates", *(CHECKOUT / app for app in APPS)):
        for path in sorted(folder.rglob("*")):
            if "templates" in path.parts and path.suffix in (".html", ".txt", ".svg"):
                collect(found, path, in_template(path.read_text()))
    return found


def collect(found, path, messages):
    for message, line in messages:
        found.setdefault(message, []).append((str(path.relative_to(CHECKOUT)), line))


def in_python(path):
    for node in ast.walk(ast.parse(path.read_text(), filename=str(path))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if name in FUNCTIONS:
                texts = [argument.value for argument in node.args if is_text(argument)]
                yield from message(name, texts, node.lineno)


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def in_template(source):
    calls = templatize(source)
    for call in CALL.finditer(calls):
        texts = [ast.literal_eval(literal) for literal in re.findall(LITERAL, call[2], re.DOTALL)]
        yield from message(call[1], texts, calls.count("\n", 0, call.start()) + 1)


def message(name, texts, line):
    number, has_context = FUNCTIONS[name]
    texts = texts[:number]
    if len(texts) == number and texts[-1]:
        context = texts.pop(0) if has_context else None
        yield Message(context, texts[0], texts[1] if len(texts) > 1 else None), line
