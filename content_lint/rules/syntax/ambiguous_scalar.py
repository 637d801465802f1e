from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from content_lint.config.generator import Generator
from content_lint.parse.facts import Document, FrontMatterField, KeyPath, ScalarStyle
from content_lint.parse.scalars.core import read_core
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.rule import DocumentRule, Options, RuleMeta, replace
from content_lint.text.edits import Fix, Safety
from content_lint.text.regex import regex
from content_lint.text.yaml_scalars import quote

_SUSPECT = regex(r"(?:yes|no|on|off|[-+_]?[0-9][0-9A-Za-z_.,:+-]*)\Z", re.IGNORECASE | re.ASCII)
_FIRST = frozenset("yYnNoO0123456789+-_")
_DATE = regex(r"\d{1,4}-\d{1,2}-\d{1,2}", re.ASCII)
_SWITCHES = {"yes": True, "on": True, "no": False, "off": False}
_SWITCH_KEYS = frozenset(
    {"draft", "published", "hidden", "headless", "featured", "toc", "search", "sitemap", "comments"}
)
_TEXT_WIDGETS = frozenset({"string", "text", "markdown", "select", "list", "color"})
_LONGEST = 40


class AmbiguousScalar(DocumentRule[Options]):
    """A value without quotes that programs read differently.

    ## Why this matters
    `no` is false to Jekyll and a word to the CMS. `12:30` is the number 750 to Jekyll, which counts minutes,
    and a time to everybody else. `0123` is 83 to some and 123 to others. Quotes make a text of a value;
    `true` and `false` mean the same to all.

    A fix is safe only where the value stays what it is to the program that builds this site.

    ## Bad
    ~~~md
    ---
    title: Summer party
    published: yes
    ---
    ~~~

    ~~~md
    ---
    title: Summer party
    start: 12:30
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Summer party
    published: true
    start: "12:30"
    room: 12
    ---
    ~~~
    """

    meta = RuleMeta(
        "SY302",
        "ambiguous-scalar",
        Severity.WARNING,
        yields_to=("impossible-date", "unreadable-date", "wrong-type", "malformed-permalink", "cms-loss"),
    )

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each plain value that the site's generator and other programs read differently."""
        front_matter = document.front_matter
        if front_matter is None or front_matter.format != "yaml":
            return
        for field in front_matter.fields.values():
            if field.style is not ScalarStyle.PLAIN or len(field.raw) > _LONGEST or field.raw[:1] not in _FIRST:
                continue
            if not _SUSPECT.match(field.raw):
                continue
            if _DATE.match(field.raw) or not isinstance(field.value, (str, bool, int, float)):
                continue
            finding = self._judge(document, context, field)
            if finding is not None:
                yield finding

    def _judge(self, document: Document, context: DocumentContext, field: FrontMatterField) -> Diagnostic | None:
        generator, raw = context.settings.generator, field.raw
        core = read_core(raw)
        switch = _SWITCHES.get(raw.lower())
        if _same(field.value, core) and not (generator.switches_changed and switch is not None):
            return None
        if _is_wanted(context, field):
            return None
        if switch is not None:
            message = _switch_message(generator, raw, switch=switch)
            help_ = f"Write `{str(switch).lower()}`, or put it in quotes if the word is meant."
        else:
            name = generator.or_else("some programs")
            message = f"`{raw}` is {_reading(field.value)} to {name}, and {_reading(core)} to other programs"
            help_ = f"Put it in quotes: `{quote(raw)}`"
        fix = _fix(document.path, context, field, switch)
        # A template that asks whether a field of the site's own is set gets the same answer of `true` and of a word.
        same = switch is True and generator.switches_changed and str(field.path[-1]).lower() not in _SWITCH_KEYS
        severity = Severity.INFO if same else None
        return self.report(document.path, field.span, message, help=help_, severity=severity, fix=fix)


def _fix(path: str, context: DocumentContext, field: FrontMatterField, switch: bool | None) -> Fix:  # noqa: FBT001 - a value
    """Keep what the generator reads where that can be done; else quote, which somebody has to look at."""
    quoted = quote(field.raw)
    generator = context.settings.generator
    # Which reading is kept by another notation, only a generator that is known says, if its versions agree.
    safe = (
        Safety.UNSAFE if not generator.modelled or (generator.switches_changed and switch is not None) else Safety.SAFE
    )
    if isinstance(field.value, str):
        if switch is not None and (
            str(field.path[-1]).lower() in _SWITCH_KEYS or _widget(context, field.path) == "boolean"
        ):
            word = str(switch).lower()
            return replace(f"Write `{word}`", path, field.span, word, Safety.UNSAFE)
        return replace("Put it in quotes", path, field.span, quoted, safe)
    if isinstance(field.value, bool) and _widget(context, field.path) not in _TEXT_WIDGETS:
        word = str(field.value).lower()
        return replace(f"Write `{word}`", path, field.span, word, safe)
    return replace("Put it in quotes", path, field.span, quoted, Safety.UNSAFE)


def _switch_message(generator: Generator, raw: str, *, switch: bool) -> str:
    word = str(switch).lower()
    if generator.switches_changed:
        return f"`{raw}` is {word} to older versions of {generator.called} and a word to newer ones"
    return f"`{raw}` is {word} to {generator.or_else('some programs')} and a word to other programs"


def _reading(value: object) -> str:
    """What a program takes a value for, in words."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"the number {value:g}" if isinstance(value, float) else f"the number {value}"
    return "text"


def _same(value: object, core: object) -> bool:
    """Whether both readings are one; 1 and 1.0 are, true and 1 are not."""
    return (
        value == core
        and isinstance(value, bool) == isinstance(core, bool)
        and (isinstance(value, str) == isinstance(core, str))
    )


def _widget(context: DocumentContext, path: KeyPath) -> str:
    """The CMS's widget for a value, or empty."""
    collection = context.collection
    if collection is None or not collection.cms_fields:
        return ""
    pattern = tuple("*" if isinstance(part, int) else part for part in path)
    return next((item.widget for item in collection.cms_fields if item.path == pattern), "")


def _is_wanted(context: DocumentContext, field: FrontMatterField) -> bool:
    """Whether the schema asks for just what the generator reads, and no CMS is there to read otherwise."""
    collection = context.collection
    if collection is None or collection.schema is None or collection.cms_fields or len(field.path) != 1:
        return False
    for name, info in getattr(collection.schema, "model_fields", {}).items():
        if field.path[0] in {name, info.alias}:
            wanted = {info.annotation, *get_args(info.annotation)}
            return type(field.value) in wanted
    return False
