"""Random small sites for MkDocs: built by MkDocs itself in this process, and compared with what is said of them.

    python -m tests.differential.mkdocs_sites [COUNT [FIRST]]

builds that many and prints what differs. Compared are pages, the ids on them, where links lead, and what MkDocs warns
of: its menu, links, and places on pages.
"""

# ruff: noqa: T201 - this is a command, too

from __future__ import annotations

import logging
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import yaml

from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import SiteLink, resolve_links
from content_lint.links.target import LinkOutcome, Scope
from content_lint.site.index import Site
from content_lint.site.model import State
from tests.files import write_files
from tests.links.sites import site_of_folder

LEVELS = {
    "nav": {"omitted_files": "warn", "not_found": "warn", "absolute_links": "warn"},
    "links": {"not_found": "warn", "absolute_links": "warn", "unrecognized_links": "warn", "anchors": "warn"},
}
"""With these MkDocs says all that it knows."""

NAMES = ("index.md", "README.md", "a.md", "b c.md", "Ü.md", "sub/index.md", "sub/a.md", "sub/deep/x.md", "d.ot.md")
MORE = ("img/p.png", "sub/file.pdf", "a.tmp.md", "drafts/d.md", ".hidden.md", "page.markdown", "raw.html")
HEADINGS = (
    *("One", "Two words", "Ünï Ça", "日本", "A `code` & <b>b</b>", "1.2 -- 3", "x {#own}", "*em* _y_ __z__", "One"),
    *("a_b__c", "[link](a.md) x", "![alt](img/p.png)", "T {: .c #given }", "&amp; it's", "Trailing #", "!"),
)
PIECES = (
    *("Text", "* item\n    * deeper\n\n        para", "!!! note\n    inside", "> quote", "1. one", "```\ncode\n```"),
    *("    code", "| a | b |\n| - | - |\n| c | d |", "Term\n:   definition", '<div markdown="1">\ninside\n</div>'),
    *("<div>\nraw\n</div>", "<!-- comment -->", '??? tip "T"\n    more', '=== "Tab"\n    in a tab', "text\n***"),
)
FRAGMENTS = ("", "", "", "#one", "#one_1", "#two-words", "#own", "#given", "#nowhere", "#_1", "#uni-ca", "?q=1", "?q#x")
EXTENSIONS = (
    ["attr_list", "admonition", "def_list", "md_in_html", "tables", "footnotes"],
    ["attr_list", "pymdownx.superfences", "pymdownx.details", {"pymdownx.tabbed": {"alternate_style": True}}],
    [{"toc": {"separator": "_"}}],
    [],
)
TEMPLATE = "<html><body>{{ page.content }}</body></html>"


class Content(HTMLParser):
    """The ids and the addresses of a page, in its order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        address = found.get({"a": "href", "img": "src"}.get(tag, ""))
        if address:
            self.addresses.append(address)


def make_site(seed: int) -> dict[str, str]:
    """The files of a site; the same for the same seed."""
    chance = random.Random(seed)
    documents = chance.sample(NAMES, chance.randint(2, len(NAMES)))
    files = [*documents, *chance.sample(MORE, chance.randint(0, len(MORE)))]
    config = _config(chance, files)
    made = {"mkdocs.yml": yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "theme/main.html": TEMPLATE}
    for name in files:
        made[f"docs/{name}"] = _text(chance, name, files) if ".m" in name else "x"
    return {".git/HEAD": "", **made}


def _config(chance: random.Random, files: list[str]) -> dict[str, object]:
    config: dict[str, object] = {
        "site_name": "x",
        "site_url": chance.choice(["https://example.org/", "https://example.org/base/"]),
        "theme": {"name": None, "custom_dir": "theme"},
        "plugins": [],
        "validation": {group: dict(levels) for group, levels in LEVELS.items()},
        "markdown_extensions": chance.choice(EXTENSIONS),
        "use_directory_urls": chance.random() < 0.7,
    }
    if chance.random() < 0.7:
        config["nav"] = _menu(chance, files, 0)
    patterns = {"exclude_docs": "*.tmp.md", "draft_docs": "/drafts/", "not_in_nav": "a.md\n/sub/deep/"}
    config |= {key: pattern for key, pattern in patterns.items() if chance.random() < 0.5}
    if chance.random() < 0.3:
        links = config["validation"]["links"]  # type: ignore[index]
        links["absolute_links"] = "relative_to_docs"
    if chance.random() < 0.2:
        config["validation"]["nav"]["absolute_links"] = "relative_to_docs"  # type: ignore[index]
    return config


def _menu(chance: random.Random, files: list[str], depth: int) -> list[object]:
    found: list[object] = []
    for number in range(chance.randint(1, 5)):
        name = _bent(chance, chance.choice(files))
        kind = chance.random()
        if kind < 0.15 and depth < 2:
            found.append({f"S{number}": _menu(chance, files, depth + 1)})
        else:
            found.append(name if kind < 0.5 else {f"T{number}": name})
    return found


def _bent(chance: random.Random, name: str) -> str:
    """A path, or what somebody takes for one."""
    kind = chance.random()
    bare = name.rpartition(".")[0]
    odd = ("./" + name, name + "x", bare, bare + "/", "/" + name, "/" + bare + "/", "../" + name, name + "#one")
    return name if kind < 0.6 else chance.choice([*odd, "https://example.com/", name.upper(), bare + ".html", "."])


def _text(chance: random.Random, name: str, files: list[str]) -> str:
    front = chance.choice(["title: T", "title: T", "draft: true", "published: false\ndate: 2099-01-02", "slug: other"])
    parts = [f"---\n{front}\n---\n"] if chance.random() < 0.4 else []
    for _ in range(chance.randint(1, 7)):
        kind = chance.random()
        if kind < 0.35:
            parts.append("#" * chance.randint(1, 4) + " " + chance.choice(HEADINGS))
        elif kind < 0.65:
            parts.append(_link(chance, name, files))
        else:
            parts.append(chance.choice(PIECES) + " " + _link(chance, name, files))
    return "\n\n".join(parts) + "\n"


def _link(chance: random.Random, name: str, files: list[str]) -> str:
    target = _bent(chance, chance.choice(files))
    if "/" in name and chance.random() < 0.8 and not target.startswith(("/", "http")):
        target = "../" * name.count("/") + target
    address = target + chance.choice(FRAGMENTS)
    if " " in address:
        address = chance.choice([f"<{address}>", address.replace(" ", "%20"), address])
    mark = "!" if "png" in address and chance.random() < 0.5 else ""
    return chance.choice([f"{mark}[t]({address})", f"{mark}[t]({address})", f'<a href="{address}">t</a>'])


class _Said(logging.Handler):
    """Keeps what MkDocs says."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[_Said]:
    logger = logging.getLogger("mkdocs")
    said, level, handlers = _Said(), logger.level, logger.handlers
    logger.handlers = [said]
    logger.setLevel(logging.INFO)
    try:
        yield said
    finally:
        logger.handlers = handlers
        logger.setLevel(level)


def build(root: Path, out: Path) -> list[str]:
    """Build a site with MkDocs; what it said."""
    from mkdocs.commands import build as command
    from mkdocs.config import load_config

    with _listening() as said:
        command.build(load_config(str(root / "mkdocs.yml"), site_dir=str(out)))
    return said.lines


def differences(root: Path, out: Path) -> Iterator[str]:
    """What MkDocs makes of a site, or says of it, and content-lint does not; and the other way round."""
    said = build(root, out)
    site = site_of_folder(root)
    yield from _differ(
        "pages",
        set(_live(site).values()),
        {f"/{path.relative_to(out)}" for path in out.rglob("*.html")} - _copied(site),
    )
    rows = [item for item in site.once(resolve_links).all if item.target.scope is Scope.INTERNAL]
    for path, file in _live(site).items():
        built = out / file.lstrip("/")
        if built.is_file():
            yield from _page(site, path, Content(built.read_text("utf-8")), rows)
    yield from _differ("menu", _menu_of(site), set(_menu_said(said)))
    yield from _differ("warned", _complaints(site, rows), set(_warned(said)))
    yield from _differ("places", _places(site, rows), set(_places_said(said)))


def _live(site: Site) -> dict[str, str]:
    return {page.path: page.destination for page in site.built.pages if page.state is State.LIVE}


def _copied(site: Site) -> set[str]:
    made = {item.destination for item in site.built.generated}
    return made | {page.destination for page in site.built.static}


def _differ(what: str, ours: set[str], theirs: set[str]) -> Iterator[str]:
    yield from (f"{what}: only here: {item}" for item in sorted(ours - theirs))
    yield from (f"{what}: only MkDocs: {item}" for item in sorted(theirs - ours))


def _page(site: Site, path: str, content: Content, rows: list[SiteLink]) -> Iterator[str]:
    anchors = site.anchors(path)
    real = {item for item in content.ids if not item.startswith(("fn", "__tabbed"))}
    if anchors is not None and anchors.complete:
        yield from _differ(f"ids of {path}", set(anchors.ids), real)
    base = f"https://example.org{site.settings.base_path}{site.pages[path].url}"
    reached = {_spelled(urljoin(base, address)) for address in content.addresses}
    ours = set()
    for item in rows:
        if item.document.path == path and item.target.outcome in (LinkOutcome.LIVE, LinkOutcome.REDIRECT):
            fragment = f"#{item.target.fragment}" if item.target.fragment else ""
            ours.add(_spelled(urljoin(base, item.target.url) + item.target.query + fragment))
    yield from (f"link of {path}: only here: {item}" for item in sorted(ours - reached))


def _spelled(address: str) -> str:
    return unquote(address).removeprefix("https://example.org")


def _menu_of(site: Site) -> set[str]:
    menu = site.generator.menu(site)
    if menu is None:
        return set()
    lost = {entry.written.lstrip("/") if entry.outside else entry.written for entry in menu.lost}
    return {*(f"lost {_tidy(written)}" for written in lost), *(f"left out {path}" for path in menu.left_out)}


def _tidy(path: str) -> str:
    return path.removeprefix("./")


def _menu_said(said: list[str]) -> Iterator[str]:
    for line in said:
        found = re.match(r"(?:A reference to|An absolute path to) '(.*)' is included in the 'nav'", line)
        if found:
            yield f"lost {_tidy(found[1])}"
        if line.startswith("The following pages exist"):
            yield from (f"left out {item}" for item in line.split("\n  - ")[1:])


def _complaints(site: Site, rows: list[SiteLink]) -> set[str]:
    references = site.generator.references(site)
    found = set()
    for item in rows:
        path = item.document.path
        if path in _live(site) and references.complaint(item.document, site.pages.get(path), item.link):
            found.add(f"{path.removeprefix('docs/')} {unquote(item.link.destination)}")
    return found


def _warned(said: list[str]) -> Iterator[str]:
    pattern = re.compile(
        r"Doc file '(.*?)' contains (?:an absolute link|an unrecognized relative link|a link) '(.*?)', "
        r"(?:it was left as is|but the target)"
    )
    for line in said:
        if found := pattern.match(line):
            yield f"{found[1]} {unquote(found[2])}"


def _places(site: Site, rows: list[SiteLink]) -> set[str]:
    """The links of Markdown to a page by its file that name a place which is not there."""
    references: Any = site.generator.references(site)
    found = set()
    for item in rows:
        if "=" in item.target.fragment:
            continue  # that is the state of a program on the page
        if not item.target.fragment or item.document.path not in _live(site) or item.link.kind.value == "html":
            continue
        is_by_file = item.link.destination.startswith("#") or references.as_rendered(
            item.document, site.pages.get(item.document.path), item.link
        )
        if is_by_file and find_place(site, item.target).state is PlaceState.MISSING:
            found.add(f"{item.document.path.removeprefix('docs/')} {item.target.fragment}")
    return found


def _places_said(said: list[str]) -> Iterator[str]:
    for line in said:
        found = re.match(r"Doc file '(.*?)' contains a link '(.*?)', but (?:there is no such anchor|the doc)", line)
        fragment = unquote(found[2].partition("#")[2]) if found else ""
        if found and "=" not in fragment:
            yield f"{found[1]} {fragment}"


def compare(seed: int) -> list[str]:
    """What differs on the site of a seed."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_files(Path(folder) / "site", make_site(seed))
        return list(differences(root, Path(folder) / "out"))


def main(count: int, first: int) -> int:
    """Compare that many sites, and print what differs."""
    bad = 0
    for seed in range(first, first + count):
        found = compare(seed)
        bad += bool(found)
        for line in found:
            print(f"{seed}: {line}", flush=True)
    print(f"{count} sites, {bad} with differences")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in (*sys.argv[1:], *("100", "0")[len(sys.argv) - 1 :]))))
