"""No pattern takes more than linear time, whatever a stranger writes: the starts of what it matches, again and again.

Where a pattern falls back, it tries what it has passed once more from each place. One line of such a text, of a hundred
thousand signs, stops a hook for hours. Each pattern is tried with the beginnings of texts that it matches, repeated and
behind each other; it is searched for where the program searches for it, else matched at the start.
"""

from __future__ import annotations

import pkgutil
import re
import re._parser as sre
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

import pytest

import content_lint
from content_lint.text.regex import _Pattern, portable

PACKAGE = Path(content_lint.__path__[0])
SIGNS = 4_000
QUICK = 0.004  # seconds: what is linear takes a tenth of this
BOUNDED = {
    "cms.date_formats._TOKEN": "formats are cut",
    "config.detect.host._LIST_OF_MOVES": "names of files",
    "config.globs._TOKEN": "brackets that nothing closes are taken out before",
    "parse.markdown.commonmark.blocks._HEADING_ID": "begins at the last brace",
    "export.plain._MARKS": "asked for the first place alone, which is the start of a line",
    "parse.markdown.html_tags._ANY_TAG": "cut behind the last sign that ends a tag",
    "parse.markdown.python.blocks._HEADING_ATTRIBUTES": "begins two signs in front of the last brace",
    "parse.markdown.python.spans._TITLE": "2,000 signs",
    "rules.internal.lost_link._BESIDE_A_MARK": "500 signs",
    "site.generators.docusaurus.routes._DATED": "names of files",
    "site.generators.vitepress.components._OF_THE_BUILD": "names of files",
    "site.generators.zola.layouts._SHORTCODE": "names of files",
    "text.regex._PIECE": "our own patterns",
    "schema.advice._PATTERN": "what pydantic says of a pattern",
    "schema.advice._HYPHENED": "a line of the site's own schema, which is code that has run",
    "site.generators.docusaurus.categories._SIDEBARS": "names of files",
    "site.generators.eleventy.bundlers._BUNDLER": "names of files",
    "site.generators.eleventy.ids._ANCHOR_NAME": "names of functions, all of it word signs",
    "site.generators.hugo.expressions._TOKEN": "stops at the first quotation mark that nothing closes",
    "site.generators.hugo.go_templates.parse._TOKEN": "actions, in which every quotation mark is closed",
    "site.mdx_code._ATTRIBUTE": "80 signs",
}
"""Patterns that would take longer, and why what they read is short or cannot be such a text."""


def _modules() -> list[str]:
    names = (item.name for item in pkgutil.walk_packages([str(PACKAGE)], "content_lint."))
    return [name for name in names if not name.endswith(("__main__", "._dev"))]


@cache
def _sources() -> dict[str, str]:
    return {str(path): path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}


def _is_searched(name: str, module: Any) -> bool:
    used = re.compile(rf"\b{name}\.(?:search|finditer|findall|subn?|split)\b")
    texts = [_sources()[module.__file__]] if name.startswith("_") else _sources().values()
    return any(used.search(text) for text in texts)


def _patterns(name: str) -> Iterator[tuple[str, re.Pattern[str], bool]]:
    try:
        module = import_module(name)
    except ImportError:  # an extra that is not installed
        return
    for variable, value in vars(module).items():
        listed = value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else (value,)
        for item in listed:
            if not isinstance(item, (_Pattern, re.Pattern)) or not isinstance(item.pattern, str):
                continue
            if item is value and not re.search(
                rf"\b{variable}\b.*= (?:regex|re\.compile)\(", _sources()[module.__file__]
            ):
                continue  # another module's
            flags = item._flags if isinstance(item, _Pattern) else item.flags
            is_searched = item is not value or _is_searched(variable, module)
            yield variable, re.compile(portable(item.pattern), flags), is_searched


def _one_of(items: Sequence[tuple[Any, Any]]) -> str:
    """A sign of a set."""
    kinds = {"SPACE": " ", "WORD": "a", "DIGIT": "1", "NOT_SPACE": "b", "NOT_WORD": ".", "NOT_DIGIT": "c"}
    if str(items[0][0]) == "NEGATE":
        pattern = re.compile("".join(["[^", *(_written(op, value) for op, value in items[1:]), "]"]))
        return next((sign for sign in "ab1 .-_;:\u00e9" if pattern.match(sign)), "~")
    op, value = items[0]
    if str(op) == "CATEGORY":
        return kinds[str(value).removeprefix("CATEGORY_")]
    return chr(value if str(op) == "LITERAL" else value[0])


def _written(op: Any, value: Any) -> str:
    if str(op) == "CATEGORY":
        letter = {"SPACE": "s", "WORD": "w", "DIGIT": "d"}[str(value).removeprefix("CATEGORY_").removeprefix("NOT_")]
        return f"\\{letter.upper() if 'NOT' in str(value) else letter}"
    return re.escape(chr(value)) if str(op) == "LITERAL" else "-".join(re.escape(chr(end)) for end in value)


def _matched(tree: Sequence[tuple[Any, Any]], choice: int, *, whole: bool) -> str:
    """A text that a pattern matches, but for what it looks ahead or back to; ``whole``: with all that it may have."""
    out = ""
    for op, value in tree:
        kind = str(op)
        if kind == "LITERAL":
            out += chr(value)
        elif kind == "NOT_LITERAL":
            out += "a" if value != ord("a") else "b"
        elif kind == "ANY":
            out += "a"
        elif kind == "IN":
            out += _one_of(value)
        elif kind.endswith("_REPEAT"):
            least, most, inner = value
            out += _matched(inner, choice, whole=whole) * (max(least, min(1, int(most))) if whole else least)
        elif kind == "SUBPATTERN":
            out += _matched(value[3], choice, whole=whole)
        elif kind == "ATOMIC_GROUP":
            out += _matched(value, choice, whole=whole)
        elif kind == "BRANCH":
            out += _matched(value[1][min(choice, len(value[1]) - 1)], choice, whole=whole)
    return out


def _hostile(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    """What comes first, and what is repeated behind it."""
    tree = sre.parse(pattern.pattern, pattern.flags)
    found: set[tuple[str, str]] = set()
    for choice in range(5):
        for whole in (False, True):
            text = _matched(tree, choice, whole=whole)[:40]
            for end in range(1, len(text) + 1):
                found |= {("", text[:end]), (text[:end], text[end - 1]), (text[:end], text[end - 1 : end + 1])}
    return found


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = process_time()
    work(text)
    return process_time() - start


def _work(pattern: re.Pattern[str], *, searched: bool) -> Callable[[str], object]:
    if searched:
        return lambda text: sum(1 for _ in pattern.finditer(text))
    return lambda text: [pattern.match(text), pattern.match(f"{text}\x01"), pattern.match(f"{text}\n")]


def _is_linear(work: Callable[[str], object], before: str, unit: str) -> bool:
    text = unit * (SIGNS // len(unit))
    # Noise only ever adds: what is linear once is linear.
    return any(
        (few := _seconds(work, before + text)) < QUICK or _seconds(work, before + text * 3) < 5 * few for _ in range(3)
    )


@pytest.mark.parametrize("name", _modules())
def test_the_patterns_of_a_module_take_linear_time(name: str) -> None:
    for variable, pattern, searched in _patterns(name):
        called = f"{name.removeprefix('content_lint.')}.{variable}"
        if called not in BOUNDED:
            work = _work(pattern, searched=searched)
            slow = next((item for item in sorted(_hostile(pattern)) if not _is_linear(work, *item)), None)
            assert slow is None, f"{called} takes long for {slow[0]!r} and many {slow[1]!r}: {pattern.pattern}"


def test_what_is_slow_is_noticed() -> None:
    slow = re.compile(r"<!--.*?-->")
    work = _work(slow, searched=True)
    assert any(not _is_linear(work, *item) for item in _hostile(slow))
    assert len(list(_patterns("content_lint.site.layouts"))) > 10
    assert all(
        hasattr(import_module(f"content_lint.{name.rpartition('.')[0]}"), name.rpartition(".")[2]) for name in BOUNDED
    )


@pytest.mark.parametrize(
    ("name", "text", "holds"),
    [
        ("site.generators.mkdocs.unfetched._COPIES", f"cp {'-r ' * 9}mkdocs.yml a", True),
        ("site.generators.mkdocs.unfetched._COPIES", f"cp {'-r ' * 10}mkdocs.yml a", False),
        ("site.generators.mkdocs.unfetched._COPIES", f"cp {'a' * 199}/mkdocs.yml a", True),
        ("site.generators.mkdocs.unfetched._COPIES", f"cp {'a' * 200}/mkdocs.yml a", False),
        ("site.generators.astro.plugins._GUARD", f"if (!/a[{'b' * 200}]/.test(path)) return", True),
        ("site.generators.astro.plugins._GUARD", f"if (!/a[{'b' * 201}]/.test(path)) return", False),
    ],
)
def test_where_what_is_looked_for_ends(name: str, text: str, holds: bool) -> None:  # noqa: FBT001 - a case
    module, _, variable = name.rpartition(".")
    assert bool(getattr(import_module(f"content_lint.{module}"), variable).search(text)) is holds
