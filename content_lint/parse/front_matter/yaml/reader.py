"""YAML as the site's generator reads it, with the position of every value: front matter and configuration files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct, field
from yaml import YAMLError

from content_lint.parse.dialect import Yaml
from content_lint.parse.facts import FrontMatterError, FrontMatterFault, FrontMatterField, KeyPath, RepeatedKey
from content_lint.parse.front_matter.yaml.builder import YamlBuilder
from content_lint.parse.front_matter.yaml.rules import TextOfKey, YamlRefusedError, YamlRules
from content_lint.parse.scalars.resolver import resolver_for
from content_lint.text.source import Span

MAX_LENGTH = 1_000_000
"""Longest front matter that is read, in characters."""


@cache
def rules_for(yaml: Yaml) -> YamlRules:
    """The rules of a library for YAML."""
    text: TextOfKey | None = None
    if yaml in ("go", "old_go"):
        from content_lint.parse.scalars.hugo import text_of_key as text  # one generator a site
    elif yaml == "js":
        from content_lint.parse.scalars.js import text_of_key as text
    return YamlRules(
        resolver_for(yaml),
        safe_yaml=yaml == "safe_yaml",
        text_of_key=text,
        merge_wins=not yaml.startswith(("pyyaml", "js")),
        needs_keys=yaml == "pyyaml_safe",
        object_key="[object Object]" if yaml == "js" else "",
    )


class YamlReading(Struct):
    """What was read from one block of front matter; ``error`` empties the values."""

    data: dict[str, Any] = field(default_factory=dict)
    fields: Mapping[KeyPath, FrontMatterField] = field(default_factory=dict)
    duplicates: tuple[RepeatedKey, ...] = ()
    comments: tuple[Span, ...] = ()
    error: FrontMatterError | None = None
    nameless: tuple[Span, ...] = ()


def read_yaml(text: str, content: Span, rules: YamlRules) -> YamlReading:
    """Read the first YAML document of ``text[content]``; never raises."""
    if content.end - content.start > MAX_LENGTH:
        return YamlReading(error=_too_large(content, "the front matter is longer than 1,000,000 characters"))
    builder = YamlBuilder(text, content, rules)
    try:
        root = builder.run()
    except (YAMLError, UnicodeError, YamlRefusedError) as raised:
        fault = _without_limit_of_libyaml(text, content, raised, rules)
        from content_lint.parse.front_matter.yaml.faults import explain  # most files have no fault

        return YamlReading(comments=builder.comments(), error=explain(text, content, fault, rules))
    if root is None:
        error = None
        if rules.needs_keys and text[content.start : content.end].strip():
            from content_lint.parse.front_matter.yaml.faults import without_any_key

            error = without_any_key(content)
        return YamlReading(comments=builder.comments(), error=error)
    if type(root) is not dict:
        from content_lint.parse.front_matter.yaml.faults import not_a_mapping

        return YamlReading(comments=builder.comments(), error=not_a_mapping(text, content, root, rules))
    return YamlReading(
        root, builder.fields(), builder.duplicates(), builder.comments(), nameless=tuple(builder.nameless)
    )


def _without_limit_of_libyaml(text: str, content: Span, fault: Exception, rules: YamlRules) -> Exception:
    """The same fault, or our own refusal of deep nesting where libyaml refused it by a limit of its own.

    Since 0.2.6 libyaml counts brackets (to 1,000) while it looks ahead, before it hands out the first event. What
    is before the place where it gave up is nested less deep, so our limit is met there with any libyaml.
    """
    mark = getattr(fault, "problem_mark", None)
    if mark is None or "nesting depth" not in str(getattr(fault, "problem", "")):
        return fault
    try:
        YamlBuilder(text, content, rules).run(mark.index)
    except YamlRefusedError as refusal:
        return refusal
    except (YAMLError, UnicodeError):
        pass
    return YamlRefusedError("depth", Span(content.start, content.end))


def _too_large(span: Span, problem: str) -> FrontMatterError:
    return FrontMatterError(FrontMatterFault.TOO_LARGE, problem, "move it into the body or a data file", span)
