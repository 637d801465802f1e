"""Templates that write the rules of the site's host (``permalink: _redirects``, or ``nginx.conf``)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from content_lint.config.detect.hosts.apache import from_htaccess
from content_lint.config.detect.hosts.netlify import from_redirects
from content_lint.config.detect.hosts.nginx import from_nginx
from content_lint.config.settings import HostRule
from content_lint.site.generators.walking import folders_below
from content_lint.text.regex import regex

_MOST_FILES = 20_000
_LARGEST = 200_000
_NAMED = regex(r"redirect|nginx|htaccess", re.IGNORECASE)
_TEMPLATE = regex(r"\.(?:njk|liquid|html|md|11ty\.js)\Z")
_WRITES = regex(
    r"\A---\r?\n(?:[^\n]*\n){0,40}?permalink:[ \t]*[\"']?(?:/|(?:\.\./)+)?(_redirects|\.htaccess|[\w-]*nginx[\w.-]*)"
    r"[\"']?[ \t]*\r?\n(?:[^\n]*\n){0,40}?---\r?\n"
)
_TAG = regex(r"\{%-?\s*+(end)?(\w++)[^\n]{0,400}?%\}")
_OUTPUT = "{{"
_WRITTEN = "a template writes when the site is built"
_PRINTED = regex(r"\{\{[^{}\n]{0,400}\}\}")
_BLOCKS = frozenset({"if", "for", "unless", "asyncEach", "asyncAll"})


def rules_of_templates(root: Path, source: str, read: Callable[[str], str]) -> Iterator[HostRule]:
    """The rules in them, in their order.

    A rule of which a template writes a part, or that is there on a condition, has one itself: nobody can know what it
    does.

    Args:
        root: of the site.
        source: the input folder from there.
        read: gives the text of a file by its path from the root.
    """
    for path, name, text in _templates(root, source, read):
        if name == "_redirects":
            for line, is_certain in _lines(text):
                for rule in from_redirects(line, path, cloudflare=False):
                    yield rule if is_certain else replace(rule, condition=_WRITTEN)
        else:
            yield from _configured(text, path, from_htaccess if name == ".htaccess" else from_nginx)


def _configured(text: str, path: str, rules_of: Callable[[str, str], Iterator[HostRule]]) -> Iterator[HostRule]:
    """The rules of a server's configuration, in which a statement may span lines."""
    lines = [(_PRINTED.sub(".*", _TAG.sub("", line)), is_certain) for line, is_certain in _marked(text)]
    written = {rule.source for line, is_certain in lines if not is_certain for rule in rules_of(line, path)}
    for rule in rules_of("\n".join(line for line, _ in lines), path):
        yield replace(rule, condition=_WRITTEN) if rule.source in written else rule


def _templates(root: Path, source: str, read: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    """The path of each such template, the name of the file that it writes, and its text."""
    for folder, names in folders_below(root, source, _MOST_FILES):
        for name in names:
            if _NAMED.search(name) and _TEMPLATE.search(name):
                path = posixpath.join(folder, name)
                match = _WRITES.match(text := read(path)[:_LARGEST])
                if match is not None:
                    yield path, match[1], text[match.end() :]


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """The lines of a file of rules, and whether each is there as it is; what a template writes in one is ``*``."""
    for line, is_certain in _marked(text):
        bare = _TAG.sub("", line)
        words = bare.split()
        if _OUTPUT in bare:
            start = bare.partition(_OUTPUT)[0].split()
            # Before its template, the address; behind one, only the target hangs on it.
            yield f"{start[0] if start else ''}{'' if len(start) > 1 else '*'} /", False
        elif is_certain:
            yield bare, True
        else:
            yield f"{words[0]} /" if len(words) > 1 else "", False


def _marked(text: str) -> Iterator[tuple[str, bool]]:
    """The lines of a template, and whether each is written as it is: in no block, and with nothing printed in it."""
    depth = 0
    for line in text.splitlines():
        is_inside = depth > 0
        for tag in _TAG.finditer(line):
            depth += (tag[2] in _BLOCKS) * (-1 if tag[1] else 1)
            is_inside = is_inside or depth > 0
        yield line, not is_inside and _OUTPUT not in line
