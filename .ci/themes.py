"""What well-known themes of Jekyll bring to a site: writes the table that content-lint reads, from their repositories.

    python .ci/themes.py NAME=REPOSITORY ...

NAME is the theme as ``theme:`` has it, with its repositories on GitHub as ``remote_theme:`` has them after commas
(``minima,jekyll/minima``); REPOSITORY is a checkout with its tags. Of every version that was published, and of the
newest state, what is in any is kept: only names of places and files, no text.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from content_lint.site.generators.jekyll.layouts import template_name
from content_lint.site.generators.jekyll.themes import TABLE
from content_lint.site.layouts import read_template

TEXTS = (".html", ".htm", ".md", ".markdown", ".svg", ".liquid")
CROWDED = 20
"""Of a folder with so many files only its name is kept."""
VERSION = re.compile(r"v?\d+(?:\.\d+)+\Z")


def git(repository: str, *words: str) -> str:
    """What git answers."""
    command = ["git", "-C", repository, *words]
    ran = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - a checkout that its user names
    return ran.stdout.decode("utf-8", "replace")


def versions(repository: str) -> Iterator[str]:
    """The states that people may have of a theme."""
    yield from (tag for tag in git(repository, "tag").split() if VERSION.match(tag))
    yield "HEAD"


def read(repository: str) -> tuple[dict[str, dict[str, set[object]]], set[str]]:
    """The templates by name with what is in them, and the files that are published."""
    templates: dict[str, dict[str, set[object]]] = {}
    files: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for version in versions(repository):
        for row in git(repository, "ls-tree", "-r", version).splitlines():
            head, path = row.split("\t", 1)
            blob = head.split()[2]
            if path.startswith("assets/"):
                files.add(re.sub(r"\.(?:scss|sass)\Z", ".css", path))
            if not path.startswith(("_layouts/", "_includes/")) or not path.endswith(TEXTS) or (path, blob) in seen:
                continue
            seen.add((path, blob))
            found = read_template(path, git(repository, "cat-file", "blob", blob))
            kept = templates.setdefault(template_name(path), {})
            for key in ("ids", "prefixes", "includes", "parameters", "handed", "assigned"):
                kept.setdefault(key, set()).update(getattr(found, key))
            kept.setdefault("scripted", set()).update({True} if found.scripted else ())
    return templates, files


def table_of(name: str, repository: str) -> dict[str, object]:
    """One theme as the table has it; what is empty is left out."""
    templates, files = read(repository)
    taken = {(path, parameter) for path, parts in templates.items() for parameter in parts["parameters"]}
    listed = {}
    for path, parts in sorted(templates.items()):
        parts["handed"] = {item for item in parts["handed"] if (item.path, item.name) in taken}
        row: dict[str, object] = {
            key: sorted(values, key=repr) for key, values in parts.items() if values and key != "scripted"
        }
        listed[path] = row | ({"scripted": True} if parts.get("scripted") else {})
    crowded = Counter(path.rpartition("/")[0] for path in files)
    short = {path if crowded[folder := path.rpartition("/")[0]] < CROWDED else f"{folder}/" for path in files}
    return {"repositories": name.split(",")[1:], "files": sorted(short), "templates": listed}


def main() -> None:
    """Put the themes that are named into the table."""
    path = Path(TABLE)
    table = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    for argument in sys.argv[1:]:
        name, _, repository = argument.partition("=")
        table[name.split(",")[0]] = table_of(name, repository)
    rows = (f"{json.dumps(name)}: {json.dumps(table[name], ensure_ascii=False)}" for name in sorted(table))
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
