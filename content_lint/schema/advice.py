"""What a file under schemas/ does wrong, and the line that puts it right, in our own words."""

from __future__ import annotations

import re
from pathlib import Path

from content_lint.text.nearest import nearest

_UNTYPED = re.compile(r"A non-annotated attribute was detected: `(\w+) = ")
_HYPHENED = re.compile(r"\s*([A-Za-z_]\w*(?:-\w+)+)\s*:\s*([^=#]+?)\s*(?:=\s*([^#]+?)\s*)?(?:#.*)?\Z")
_UNDEFINED = re.compile(r"name '(\w+)' is not defined")
_PATTERN = re.compile(r"regex parse error:\n\s*(.*?)\n.*error: (.*)\Z", re.DOTALL)
_STRANGE_KEY = re.compile(r"Extra keys: '(\w+)'")
_UNASKED = re.compile(r"`\w+` has no setting `(\w+)`")
_GENERAL = "Fix the line; the guide to schemas says what a schema may hold."


def of_syntax(error: SyntaxError, file: Path) -> tuple[str, str]:
    """Message and help for a file that is not Python."""
    line = _line(file, error.lineno)
    hyphened = _HYPHENED.match(line)
    if hyphened:
        key, kind, default = hyphened.groups()
        first = f"{default}, " if default else ""
        return (
            f"a name in Python takes no hyphen: `{key}`",
            f'Write `{key.replace("-", "_")}: {kind} = Field({first}alias="{key}")`, with `Field` imported.',
        )
    return f"this is not Python: {error.msg}", "Fix the line and run again."


def of_error(error: BaseException, file: Path, line: int | None) -> tuple[str, str, int | None]:
    """Message, help and line for a file that cannot be imported.

    Args:
        error: what it raised.
        file: the innermost file of the site that ran.
        line: the line in it.
    """
    text = str(error)
    untyped = _UNTYPED.match(text)
    if untyped:
        found, written = _assignment(file, untyped[1], line)
        return f"the field `{untyped[1]}` has no type", f"Write `{_typed(untyped[1], written)}`.", found or line
    pattern = _PATTERN.search(text)
    if pattern:
        shown = pattern[1].strip()
        why = pattern[2].strip()
        return f"the pattern `{shown}` cannot be read: {why}", "Fix the pattern.", _near(file, shown, line, quoted=True)
    undefined = _UNDEFINED.match(text)
    if isinstance(error, NameError) and undefined:
        return f"`{undefined[1]}` is not defined", _import_of(undefined[1]), _near(file, undefined[1], line)
    unasked = _UNASKED.match(text)
    if unasked:
        near = nearest(unasked[1], ["collection", "extra", "strict", "frozen"], cutoff=0.5)
        return text, f"Did you mean `{near}`?" if near else _GENERAL, line
    # What follows the first sentence is advice for other programs, and what is in brackets a path of this one.
    said = " ".join(text.split()).partition(". ")[0].partition(" (/")[0][:200]
    return f"the file stops with {type(error).__name__}{': ' + said if said else ''}", _help(error), line


def of_warning(text: str) -> tuple[str, str] | None:
    """Message and help for an argument of ``Field`` that does nothing; None where it was not misspelt."""
    from inspect import signature  # only for errors

    from pydantic import Field  # the schema has brought it

    strange = _STRANGE_KEY.search(text)
    near = nearest(strange[1], signature(Field).parameters) if strange else None
    if strange is None or near is None:
        return None
    return f"`Field` has no argument `{strange[1]}`", f"Did you mean `{near}`?"


def _help(error: BaseException) -> str:
    import content_lint.schema as offered  # for its list of names only

    if isinstance(error, ImportError) and error.name == "content_lint.schema":
        wrong = str(error).partition("cannot import name '")[2].partition("'")[0]
        near = nearest(wrong, offered.__all__)
        if near:
            return f"Did you mean `{near}`?"
        return f"`content_lint.schema` offers {', '.join(offered.__all__)}."
    if isinstance(error, ModuleNotFoundError) and error.name:
        return f"Install `{error.name}` beside content-lint, or import files of this folder as `from .name import …`."
    return _GENERAL


def _import_of(name: str) -> str:
    import content_lint.schema as offered

    if name in offered.__all__:
        return f"Add `{name}` to the line `from content_lint.schema import …`."
    near = nearest(name, offered.__all__)
    return f"Did you mean `{near}`?" if near else f"Define `{name}` above this line, or import it."


def _typed(name: str, written: str) -> str:
    """A field with a type, of a line that gives it a value only."""
    if not written:
        return f"{name}: PlainText"
    if re.match(r"[\"'\d\[{]|True|False|None", written):
        kind = {"'": "str", '"': "str", "[": "list[str]", "T": "bool", "F": "bool", "N": "PlainText | None"}
        return f"{name}: {kind.get(written[0], 'int' if written[0].isdigit() else 'PlainText')} = {written}"
    return f"{name}: PlainText = {written}" if written.startswith("Field(") else f"{name}: {written}"


def _assignment(file: Path, name: str, line: int | None) -> tuple[int | None, str]:
    """The line at or after ``line`` that assigns to a name, and what it assigns."""
    pattern = re.compile(rf"\s+{re.escape(name)}\s*=\s*([^#]+?)\s*(?:#.*)?\Z")
    lines = _lines(file)
    for number in range(line or 1, len(lines) + 1):
        match = pattern.match(lines[number - 1])
        if match:
            return number, match[1]
    return None, ""


def _near(file: Path, text: str, line: int | None, *, quoted: bool = False) -> int | None:
    """The first line at or after ``line`` that holds a text, in quotes where it is to be."""
    lines = _lines(file)
    forms = (f"'{text}'", f'"{text}"') if quoted else (text,)
    for number in range(line or 1, len(lines) + 1):
        if any(form in lines[number - 1] for form in forms):
            return number
    return line


def _line(file: Path, number: int | None) -> str:
    lines = _lines(file)
    return lines[number - 1] if number is not None and 0 < number <= len(lines) else ""


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []
