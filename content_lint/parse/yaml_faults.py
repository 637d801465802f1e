"""What libyaml refuses, in words for people who never saw YAML."""

from __future__ import annotations

from content_lint.parse.facts import FrontMatterError, FrontMatterFault
from content_lint.parse.yaml_builder import YamlRules
from content_lint.text.source import Span


def explain(text: str, content: Span, fault: Exception, rules: YamlRules) -> FrontMatterError:
    """Say what is wrong and where."""
    mark = getattr(fault, "problem_mark", None)
    place = min(content.start + (mark.index if mark else 0), content.end)
    return FrontMatterError(
        FrontMatterFault.SYNTAX, "this line cannot be read", "", Span(place, place + 1), detail=str(fault)
    )


def not_a_mapping(text: str, content: Span, root: object, rules: YamlRules) -> FrontMatterError:
    """The front matter is one value or a list, and has no keys."""
    return FrontMatterError(FrontMatterFault.NOT_A_MAPPING, "the front matter has no keys", "", content)
