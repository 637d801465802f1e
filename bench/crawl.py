"""How much of what is dead on a built site content-lint finds, and how much of what it says is not so.

    python bench/crawl.py SITE BUILT [--list missed --list false --list unknown] [--json]

SITE is a checkout (the folder where its generator runs) and BUILT the folder of pages that the real generator made of
it. Every page of BUILT that comes from a document is read with an HTML parser, and each of its addresses is looked up
in BUILT as the site's host would: base path, ``/x`` and ``/x/`` and ``/x.html``, pages that only redirect, the host's
own rules, and the ``id`` that a fragment names. What leads nowhere is traced to its document: to the link that
content-lint saw there, else to the line where the address is written. What a layout brings is left out. A target counts
once for each document.

Printed are: dead pages and files, and dead places on pages, that were found and missed; errors about internal links
that are none; and internal links without a verdict by their cause, with what the built site says of them.

* found: ``content-lint links`` calls the link dead or hidden, or ``content-lint check`` warns of that very place.
* false: an error of ``check`` about an internal link, and the built page has that link, and it leads somewhere.
* not proven: such an error about a link that is on no built page, and whose address is there in BUILT.

Scripts are not run: what they add to a page is not there for this program either.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote

from content_lint.config.load import load_settings
from content_lint.engine.links import list_links
from content_lint.links.built.folder import BuiltSite, Key, What
from content_lint.report.links import LinkRow
from content_lint.rules.registry import catalog
from content_lint.site.index import Site
from content_lint.site.model import State

ABOUT_LINKS = ("broken-link", "missing-asset", "wrong-case-link", "broken-anchor", "broken-liquid-link")
DEAD_ROWS = frozenset({"missing", "wrong-case", "stops-the-build", "fragment", "hidden"})
A_LAYOUT_IS_ON = 3
"""On so many pages whose documents do not have it, a dead address is the layout's."""


@dataclass(frozen=True)
class Place:
    """One link or address of a document."""

    path: str
    line: int
    address: str
    target: str
    why: str = ""


@dataclass
class Tally:
    """All that is counted."""

    documents: int = 0
    not_built: list[str] = field(default_factory=list)
    found: dict[What, list[Place]] = field(default_factory=lambda: defaultdict(list))
    missed: dict[What, list[Place]] = field(default_factory=lambda: defaultdict(list))
    errors: int = 0
    false: list[Place] = field(default_factory=list)
    unproven: list[Place] = field(default_factory=list)
    internal: int = 0
    unknown: list[tuple[Place, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Finding:
    """What ``check`` says of a place."""

    rule: str
    severity: str
    line: int
    column: int
    end: tuple[int, int]

    def is_about(self, row: LinkRow) -> bool:
        """Whether it marks the link of a row."""
        return (self.line, self.column) <= (row.line, row.column) <= self.end


class Judge:
    """Compares what is built with what is said, a document after the other."""

    def __init__(
        self, site: Site, rows: dict[str, list[LinkRow]], said: dict[str, list[Finding]], built: BuiltSite
    ) -> None:
        self._site = site
        self._rows = rows
        self._said = said
        self._built = built
        self.tally = Tally()

    def judge(self) -> Tally:
        """Judge all documents whose pages were built."""
        for path in self._site.documents:
            page = self._site.pages.get(path)
            if page is None or page.state is not State.LIVE or not page.destination:
                continue
            self.tally.documents += 1
            if page.destination not in self._built.files:
                self.tally.not_built.append(path)
            elif page.destination.endswith((".html", ".htm")) and page.redirect_to is None:
                self._document(path, page.destination)
        return self.tally

    def _document(self, path: str, file: str) -> None:
        states = self._states(file)
        rows, findings = self._rows.get(path, []), self._said.get(path, [])
        on_page = {id(row): self._keys_of(row, file, states) for row in rows}
        # What a template made of a link is one address, which a menu with the same name in it does not change.
        lost = [row for row in rows if row.scope == "internal" and not on_page[id(row)]]
        spelled = {key for keys in on_page.values() for key in keys}
        changed = _most_alike(lost, [key for key in states if key not in spelled])
        for key, state in states.items():
            if state in (What.DEAD, What.NO_PLACE):
                mine = [row for row in rows if key in on_page[id(row)]]
                self._dead(path, key, state, mine or changed.get(key, []), findings)
        for row in rows:
            if row.scope == "internal":
                self._row(row, {states[key] for key in on_page[id(row)]}, findings)

    @cached_property
    def _layout(self) -> Callable[[Key], bool]:
        """Whether a dead address is on so many pages that do not spell it that a layout must bring it."""
        seen: Counter[Key] = Counter()
        for path, document in self._site.documents.items():
            page = self._site.pages.get(path)
            if page is not None and page.destination in self._built.files and page.destination.endswith(".html"):
                for key, state in self._states(page.destination).items():
                    if state in (What.DEAD, What.NO_PLACE) and not self._line_of(document.source.text, key):
                        seen[key] += 1
        return lambda key: seen[key] >= A_LAYOUT_IS_ON

    def _states(self, file: str) -> dict[Key, What]:
        """What the addresses of a page lead to."""
        links = self._built.read(file).links
        return {key: self._built.state(key) for key in self._keys(file, [link.address for link in links])}

    def _keys(self, file: str, addresses: list[str]) -> Iterator[Key]:
        return (key for address in addresses if (key := self._built.keys_of(file, address)) is not None)

    def _keys_of(self, row: LinkRow, file: str, states: dict[Key, What]) -> list[Key]:
        """The addresses of the page that are a row's: by what is written there, else by where it leads."""
        wanted: list[Key] = [*self._keys(file, [row.destination.strip()])]
        if row.resolved is not None and row.scope == "internal":
            path, _, fragment = row.resolved.partition("#")
            wanted.append(Key(unquote(path.partition("?")[0]) or "/", fragment))
        decoded = {(key.path, unquote(key.fragment)): key for key in states}
        found = [decoded.get((path, unquote(fragment))) for path, fragment in wanted]
        return [key for key in dict.fromkeys(found) if key is not None]

    def _dead(self, path: str, key: Key, state: What, rows: list[LinkRow], findings: list[Finding]) -> None:
        line = rows[0].line if rows else self._line_of(self._site.documents[path].source.text, key)
        if not line or (not rows and self._layout(key)):
            return
        target = "#".join(filter(None, key))
        warned = [item for item in findings if item.severity != "info"]
        told = any(row.outcome in DEAD_ROWS or any(item.is_about(row) for item in warned) for row in rows)
        if not rows:  # a finding on that line, unless it is about another link
            all_rows = self._rows.get(path, [])
            told = any(item.line == line and not any(map(item.is_about, all_rows)) for item in warned)
        why = "; ".join(dict.fromkeys(f"{row.outcome}: {row.reason}".strip(": ") for row in rows)) or "no link seen"
        place = Place(path, line, rows[0].destination if rows else target, target, why)
        (self.tally.found if told else self.tally.missed)[state].append(place)

    def _line_of(self, text: str, key: Key) -> int:
        """The line of a document where an address is written, with or without what may be in front; 0 for none."""
        path, fragment = map(unquote, key)
        within = path.removeprefix(self._built.base)
        last = within.rstrip("/").rpartition("/")[2]
        paths = [path, within, within.rstrip("/"), f"/{last}", *([last] if "." in last else [])]
        spellings = [f"{spelling}#{fragment}" for spelling in ("", *paths)] if fragment else paths
        text = unquote(text)
        for spelling in filter(lambda item: len(item) > 1, spellings):
            found = re.search(rf"(?:(?<=[\"'(\s=:}}/])|(?<=\.\.)){re.escape(spelling)}(?=[\"')\s?>/#|\]]|\Z)", text)
            if found:
                return text.count("\n", 0, found.start()) + 1
        return 0

    def _row(self, row: LinkRow, states: set[What], findings: list[Finding]) -> None:
        self.tally.internal += 1
        place = Place(row.path, row.line, row.destination, row.resolved or "", row.reason)
        if row.outcome == "unknown":
            self.tally.unknown.append((place, " and ".join(sorted(states)) or "not on the page"))
        errors = [item for item in findings if item.severity == "error" and item.rule in ABOUT_LINKS]
        about = next((item for item in errors if item.is_about(row)), None)
        if about is None:
            return
        self.tally.errors += 1
        place = Place(row.path, row.line, row.destination, row.resolved or "", about.rule)
        if states:
            if states == {What.LIVE}:
                self.tally.false.append(place)
        elif about.rule == "broken-liquid-link" or self._by_address(row) is What.LIVE:
            self.tally.unproven.append(place)

    def _by_address(self, row: LinkRow) -> What | None:
        keys = (
            [*self._keys("/index.html", [row.resolved])] if row.resolved and "/index.html" in self._built.files else []
        )
        return self._built.state(keys[0]) if keys else None


def _ends_alike(row: LinkRow, key: Key) -> bool:
    """Whether an address that a template has changed can be a row's: the same last part, the same place."""
    path, _, fragment = unquote(row.destination).partition("#")
    last = re.sub(r"\.(?:md|html)\Z", "", path.rstrip("/").rpartition("/")[2])
    there = re.sub(r"\.(?:md|html)\Z", "", key[0].rstrip("/").rpartition("/")[2])
    return fragment == unquote(key[1]) and (last == there if last else bool(fragment))


def _most_alike(rows: list[LinkRow], keys: list[Key]) -> dict[Key, list[LinkRow]]:
    """The address that a template made of each of these links: of those with its end the one with most in common."""
    found: dict[Key, list[LinkRow]] = defaultdict(list)
    for row in rows:
        alike = [key for key in keys if _ends_alike(row, key)]
        if alike:
            found[max(alike, key=lambda key: _in_common(row, key))].append(row)
    return found


def _in_common(row: LinkRow, key: Key) -> int:
    """How many parts of their paths are the same, from the end and from where the link was taken to lead."""
    written, there = unquote(row.destination).partition("#")[0].strip("/").split("/"), key.path.strip("/").split("/")
    ends = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(written[::-1], there[::-1], strict=False)))
    meant = unquote(row.resolved or "").partition("#")[0].strip("/").split("/")
    return ends + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(meant, there, strict=False)))


def said_by_check(root: Path, today: str | None) -> dict[str, list[Finding]]:
    """The findings of ``content-lint check`` about links, by file."""
    command = [sys.executable, "-m", "content_lint", "check", str(root), "--no-cache", "--output-format", "json"]
    command += ["--today", today] if today else []
    ran = subprocess.run(command, capture_output=True, check=False)
    found: dict[str, list[Finding]] = defaultdict(list)
    for item in json.loads(ran.stdout)["diagnostics"]:
        if item["code"][:2] in ("IN", "EX", "ML") and item["line"]:
            end = (item["end_line"], item["end_column"])
            found[item["path"]].append(Finding(item["rule"], item["severity"], item["line"], item["column"], end))
    return found


def compare(root: Path, built: Path, own: str = "", today: str | None = None) -> Tally:
    """Compare one site with its build."""
    settings = load_settings(root, catalog=catalog())
    now = datetime.fromisoformat(today) if today else datetime.now(UTC)
    now = now if now.tzinfo else now.replace(tzinfo=settings.zone)
    listing = list_links(settings, now, None, wanted=lambda _: True)
    rows: dict[str, list[LinkRow]] = defaultdict(list)
    for row in listing.report().rows:
        rows[row.path].append(row)
    return Judge(listing.site, rows, said_by_check(root, today), BuiltSite(listing.site, built, own)).judge()


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def table(tally: Tally) -> Iterator[str]:
    """The numbers, for people."""
    there = tally.documents - len(tally.not_built)
    yield f"pages of documents: {there} of {tally.documents} are in the build"
    for state, name in ((What.DEAD, "dead pages and files"), (What.NO_PLACE, "dead places on pages")):
        found, missed = len(tally.found[state]), len(tally.missed[state])
        yield f"{name}: {found} found, {missed} missed ({share(found, found + missed)} of {found + missed})"
    false, errors = len(tally.false), tally.errors
    yield f"link errors: {errors}, of them {false} false ({share(false, errors)}), {len(tally.unproven)} not proven"
    unknown = len(tally.unknown)
    yield f"internal links: {tally.internal}, of them {unknown} without a verdict ({share(unknown, tally.internal)})"
    causes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for place, truth in tally.unknown:
        causes[place.why][truth] += 1
    for cause, truths in sorted(causes.items(), key=lambda pair: -pair[1].total()):
        yield f"  {truths.total():6} {cause}: " + ", ".join(f"{count} {truth}" for truth, count in truths.most_common())


def listed(tally: Tally, what: str) -> Iterator[str]:
    """One kind in full, a line a place."""
    if what in ("missed", "found"):
        for state, places in (tally.missed if what == "missed" else tally.found).items():
            yield from (f"{at.path}:{at.line}: {at.address} -> {at.target}: {state} ({at.why})" for at in places)
    elif what == "unknown":
        yield from (f"{at.path}:{at.line}: {at.address} -> {truth} ({at.why})" for at, truth in tally.unknown)
    elif what == "unbuilt":
        yield from (f"{path}: its page is not in the build" for path in tally.not_built)
    else:
        yield from (f"{at.path}:{at.line}: {at.address} -> {at.target}: false {at.why}" for at in tally.false)
        yield from (f"{at.path}:{at.line}: {at.address} -> {at.target}: unproven {at.why}" for at in tally.unproven)


def as_json(tally: Tally) -> dict[str, object]:
    """The same for programs."""
    places: Callable[[list[Place]], list[dict[str, object]]] = lambda items: [vars(item) for item in items]  # noqa: E731
    return {
        "documents": tally.documents,
        "not_built": tally.not_built,
        "found": {state.value: places(items) for state, items in tally.found.items()},
        "missed": {state.value: places(items) for state, items in tally.missed.items()},
        "errors": tally.errors,
        "false": places(tally.false),
        "unproven": places(tally.unproven),
        "internal": tally.internal,
        "unknown": [{**vars(place), "truth": truth} for place, truth in tally.unknown],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("built", type=Path)
    parser.add_argument("--url", default="", help="the address that the site was built for, if not its own")
    parser.add_argument("--today", help="the day of the build, if it was not today")
    parser.add_argument("--json", action="store_true", help="print all of it as JSON")
    kinds = ("missed", "false", "unknown", "found", "unbuilt")
    parser.add_argument("--list", action="append", choices=kinds, default=[], help="these in full, with their lines")
    options = parser.parse_args()
    tally = compare(options.site.resolve(), options.built.resolve(), options.url, options.today)
    if options.json:
        print(json.dumps(as_json(tally), indent=1, ensure_ascii=False))
        return
    print("\n".join(table(tally)))
    for what in options.list:
        print(f"\n{what}:")
        print("\n".join(listed(tally, what)))


if __name__ == "__main__":
    main()
