"""Guesses written down as a Python file, so plain that no formatter finds anything to change."""

from __future__ import annotations

import builtins
import json
import keyword
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from content_lint.adopt.init.kinds import AnyOf, Group, Guess, ListOf, NamedKind, NameIn, OneOfThese, Patterned
from content_lint.text.regex import regex

_WIDTH = 88
"""Columns of a line; longer ones are written as formatters with wider lines leave them too."""

_PLAIN = frozenset({"bool", "int", "float", "str", "object", "list", "dict"})
_SAID = {"list": "list[object]", "dict": "dict[str, object]"}
_WORD = regex(r"[A-Za-z0-9]+")


class _Module(Struct):
    """What a file is made of, while it is being written."""

    imports: set[str] = field(default_factory=lambda: {"Schema"})
    typing: set[str] = field(default_factory=set)
    blocks: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


def schema_source(collection: str, group: Group, total: int, noun: str) -> str:
    """The text of a schema file.

    Args:
        collection: the name of the collection that the schema is for.
        group: its fields.
        total: how many documents the guesses rest on.
        noun: what these documents are called.
    """
    module = _Module()
    dated = any(isinstance(item.type, NamedKind) and item.type.name == "PublishDate" for item in group.fields)
    name = class_name(collection, dated=dated)
    _write_class(module, name, group, f"Front matter of `{_safe(collection)}`.", collection)
    head = [f'"""Front matter of `{_safe(collection)}`, as {total:,} {noun} have it."""', ""]
    head += ["# Written by `content-lint init`. Each comment says how many have the field and what the"]
    head += ["# guess rests on. Change what is wrong: from now on this file decides.", ""]
    head += ["from __future__ import annotations", ""]
    if module.typing:
        head += [f"from typing import {', '.join(sorted(module.typing))}", ""]
    head += _import(sorted(module.imports))
    return "\n".join(head) + "\n" + "".join(_spaced(module.blocks))


def file_name(collection: str) -> str:
    """The name of a collection's schema file, without its ending: a name that hides no module of Python's."""
    import sys  # for a list of names only

    name = "_".join(_WORD.findall(collection)).lower() or "pages"
    taken = name in sys.stdlib_module_names or name in {"pydantic", "content_lint"} or keyword.iskeyword(name)
    return f"{name}_schema" if taken or name[0].isdigit() else name


def class_name(collection: str, *, dated: bool) -> str:
    """The name of a collection's class: of posts where they are called so or have dates, else of pages."""
    words = _camel(collection)
    if words.lower() in {"posts", "post", "blog"}:
        return "Post"
    if words.lower() in {"pages", "page"}:
        return "Page"
    kind = "Post" if dated else "Page"
    return f"{words}{kind}" if words[:1].isalpha() else f"{kind}{words}"


def _write_class(module: _Module, name: str, group: Group, docstring: str, collection: str = "") -> None:
    module.names.add(name)
    lines = [f"class {name}(Schema, collection={_quoted(collection)}):" if collection else f"class {name}(Schema):"]
    lines += [f'    """{docstring}"""', ""]
    taken: set[str] = set()
    for item in group.fields:
        kind = _expression(module, item.type, f"{name}{_camel(item.key)}", item.key)
        attribute = _attribute(item.key, taken)
        taken.add(attribute)
        if attribute != item.key:
            module.imports.add("Field")
        lines += [
            f"    # {_safe(item.why)}",
            *_assignment(module, attribute, kind, item.key, name, required=item.required),
        ]
    lines += [f"    # Left out: {_safe(text)}" for text in group.left_out]
    module.blocks.append("\n".join(lines) + "\n")


def _assignment(module: _Module, attribute: str, kind: str, key: str, owner: str, *, required: bool) -> Iterator[str]:
    alias = f"alias={_quoted(key)}" if attribute != key else ""
    whole = kind if required else f"{kind} | None"
    if len(f"    {attribute}: {whole} = Field(") > _WIDTH:
        short = _unused(module, f"{owner}{_camel(key)}")
        module.blocks.append(f"{short} = {kind}\n")
        whole = short if required else f"{short} | None"
    value = "" if required else "None"
    if alias:
        value = f"Field({alias})" if required else f"Field(None, {alias})"
    line = f"    {attribute}: {whole}{' = ' + value if value else ''}"
    if len(line) <= _WIDTH or not alias:
        yield line
        return
    yield f"    {attribute}: {whole} = Field("
    yield from () if required else ("        None,",)
    yield f"        {alias},"
    yield "    )"


def _expression(module: _Module, guess: Guess, name: str, key: str) -> str:
    """A type as Python has it; what is long gets a name of its own above the class."""
    if isinstance(guess, NamedKind):
        if guess.name not in _PLAIN:
            module.imports.add(guess.name)
        return _SAID.get(guess.name, guess.name)
    if isinstance(guess, OneOfThese):
        module.typing.add("Literal")
        return _exploded(module, "Literal", [_quoted(value) for value in guess.values], name)
    if isinstance(guess, Patterned):
        module.imports.update({guess.name, "Field"})
        module.typing.add("Annotated")
        return _exploded(module, "Annotated", [guess.name, f'Field(pattern=r"{guess.pattern}")'], name)
    if isinstance(guess, NameIn):
        module.imports.add("Ref")
        return f"Ref[{_quoted(guess.collection)}]"
    if isinstance(guess, ListOf):
        return f"list[{_expression(module, guess.item, name, key)}]"
    if isinstance(guess, AnyOf):
        return " | ".join(_expression(module, member, name, key) for member in guess.members)
    inner = _unused(module, name)
    _write_class(module, inner, guess, f"What is under `{_safe(key)}`.")
    return inner


def _exploded(module: _Module, outer: str, inner: list[str], name: str) -> str:
    """A type with arguments, in place where it is short, else a line for each of them under a name."""
    flat = f"{outer}[{', '.join(inner)}]"
    if len(flat) <= _WIDTH // 2 or len(inner) == 1:
        return flat
    short = _unused(module, name)
    whole = f"{short} = {flat}"
    lines = [f"{short} = {outer}[", *(f"    {item}," for item in inner), "]"]
    module.blocks.append((whole if len(whole) <= _WIDTH else "\n".join(lines)) + "\n")
    return short


def _unused(module: _Module, name: str) -> str:
    number, found = 2, name
    while found in module.names:
        found, number = f"{name}{number}", number + 1
    module.names.add(found)
    return found


def _attribute(key: str, taken: set[str]) -> str:
    """A name for a key that neither Python nor pydantic uses for something else."""
    from content_lint.schema import __all__ as offered  # only who writes a schema needs it
    from content_lint.schema.base import Schema  # it brings pydantic

    name = "_".join(_WORD.findall(key)) if not (key.isidentifier() and key.isascii()) else key
    name = name.strip("_") or "field"
    if name[0].isdigit():
        name = f"field_{name}"
    used = (*offered, "Annotated", "Literal")
    if keyword.iskeyword(name) or hasattr(Schema, name) or hasattr(builtins, name) or name in used:
        name += "_"
    elif name.startswith("model_"):  # pydantic keeps these for itself
        name = name.removeprefix("model_") + "_"
    while name in taken:
        name += "_"
    return name


def _spaced(blocks: list[str]) -> Iterator[str]:
    """Blocks of a file: two empty lines around classes, one between other things."""
    after_class = False
    for block in blocks:
        is_class = block.startswith("class ")
        yield "\n\n" if is_class or after_class else "\n"
        yield block
        after_class = is_class


def _import(names: list[str]) -> list[str]:
    line = f"from content_lint.schema import {', '.join(names)}"
    if len(line) <= _WIDTH:
        return [line]
    return ["from content_lint.schema import (", *(f"    {name}," for name in names), ")"]


def _camel(text: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in _WORD.findall(text))


def _quoted(text: str) -> str:
    """A string as formatters write it: in double quotes unless it holds some itself."""
    if not text.isprintable() or ("'" in text and '"' in text):
        return json.dumps(text)
    body = text.replace("\\", "\\\\")
    return f"'{body}'" if '"' in text else f'"{body}"'


def _safe(text: str) -> str:
    """Text for a comment or a docstring: on one line, and with nothing in it that ends either."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return plain.replace("\\", "/").replace('"', "'")[:200]


def names_of(collections: Iterable[str]) -> dict[str, str]:
    """File names for collections, each used once."""
    found: dict[str, str] = {}
    for collection in collections:
        name = base = file_name(collection)
        number = 2
        while name in found.values():
            name, number = f"{base}_{number}", number + 1
        found[collection] = name
    return found
