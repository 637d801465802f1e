"""What stops Hugo's build, file by file."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import FenceState, KeyPath
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import media_type
from content_lint.site.generators.hugo.nodes import Node
from content_lint.site.generators.hugo.shapes import is_allowed, not_allowed, passes, shape_faults
from content_lint.site.generators.hugo.text import has_broken_escape
from content_lint.site.model import Fatal

_PROGRAMS = {
    "text/asciidoc": ("asciidoctor",),
    "text/rst": ("rst2html", "rst2html.py"),
    "text/pandoc": ("pandoc",),
}
_PROTOCOLS = ("http://", "https://")


def faults(node: Node, config: HugoConfig) -> Iterator[Fatal]:
    """What of one page stops the build, the first first."""
    if node.file is None:
        return
    path, facts = node.file.path, node.facts
    kind = media_type(path)
    if not is_allowed(kind, config):
        problem = not_allowed(kind, config)
        yield Fatal(path, (), problem, by_settings=True)
        return
    if facts.header is FenceState.UNCLOSED:
        yield Fatal(path, (), "its front matter has no closing line")
        return
    if facts.not_a_mapping or facts.data is None:
        yield Fatal(path, (), facts.error or "its front matter is no list of names and values")
        return
    if facts.duplicate is not None and config.is_surely_from(152):
        problem = f"`{facts.duplicate[-1]}` is twice in its front matter, which it refuses since version 0.152"
        yield Fatal(path, facts.duplicate, problem)
    yield from _values(node, path, config)
    for key, problem in shape_faults(node.own, config):
        yield Fatal(path, _written(node, key), problem)


def program_faults(path: str, config: HugoConfig) -> Iterator[Fatal]:
    """What stops the build when a page is rendered that another program has to turn into HTML."""
    kind = media_type(path)
    programs = _PROGRAMS.get(kind, ()) if config.is_surely_from(91) else ()
    if programs and not any(passes(program, config.allowed_programs) for program in programs):
        problem = f"`security.exec.allow` in the configuration does not allow {programs[0]}, which {kind} needs"
        yield Fatal(path, (), problem, by_settings=True)


def _values(node: Node, path: str, config: HugoConfig) -> Iterator[Fatal]:
    for key in node.dates.unreadable if config.is_surely_from(135) else ():
        yield Fatal(path, _written(node, key), f"Hugo cannot read `{key}` as a date")
    if "_build" in node.values and config.is_surely_from(160):
        yield Fatal(path, _written(node, "_build"), "`_build` is called `build` since version 0.145")
    if node.url.startswith(_PROTOCOLS):
        yield Fatal(path, _written(node, "url"), "`url` may not begin with `http://` or `https://`")
    elif has_broken_escape(node.url):
        yield Fatal(path, _written(node, "url"), "`url` holds a `%` without two digits after it")
    for index, alias in enumerate(node.aliases):
        if alias.startswith(_PROTOCOLS):
            place = _written(node, "aliases")
            place = (*place, index) if isinstance(node.values.get("aliases"), list) else place
            yield Fatal(path, place, "an alias may not begin with `http://` or `https://`")


def _written(node: Node, key: str) -> KeyPath:
    """The key as the front matter spells it."""
    return (next((name for name in node.facts.data or {} if str(name).lower() == key), key),)
