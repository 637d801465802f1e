"""A run with a cache says what a run without one says, whatever happened in between, and does less."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from content_lint.cache.cache import Cache
from content_lint.cache.store import SectionFile
from content_lint.config.load import load_settings
from content_lint.config.selection import with_selection
from content_lint.engine import document_step, load, run
from content_lint.engine.links import list_links
from content_lint.engine.run import RunRequest, run_check
from content_lint.engine.urls import list_urls
from content_lint.parse.facts import Document
from content_lint.report.report import Report
from content_lint.rules.registry import catalog
from content_lint.site.sources.tree import DiskTree
from content_lint.text.source import SourceText
from tests.rules.site_maker import NOW

FILES = {
    "_config.yml": "collections: {news: {output: true, permalink: /:name/}}\n",
    "index.md": "---\ntitle: Home\n---\n[good](/a/) [bad](/nowhere/) [here](https://example.org/)\n",
    "_news/a.md": "---\ntitle: A\ndate: 2024-02-30\n---\n# A\n\n[write](mailto:%20a@example.org)\n",
    "_news/b.md": "---\ntitle: B\ntitle: B\n---\n[a](/a/#A) [c](/c/)\n",
    "_news/c.md": "\ufeff---\r\ntitle: C # content-lint: ignore[hidden-front-matter] so be it\r\n---\r\n",
    "_news/d.md": "no front matter\n",
    "feed.xml": "---\n---\n<x/>\n",
}
LATE = 10**18  # ns: behind every change that a test makes


class Site:
    """A small site with a cache, and counts of what was read and checked."""

    def __init__(self, root: Path, place: Path) -> None:
        self.root, self.place, self.now = root, place, 4 * LATE
        self.read: list[str] = []
        self.parsed: list[str] = []
        self.judged: list[str] = []
        for path, text in FILES.items():
            self.write(path, text)

    def write(self, path: str, text: str | bytes, *, at: int | None = None) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        if at is not None:
            os.utime(file, ns=(at, at))

    def cache(self, fingerprint: str = "x") -> Cache:
        return Cache(DiskTree(self.root), SectionFile(self.place, fingerprint), self.now)

    def check(self, *, select: list[str] | None = None, fingerprint: str = "x", **more: object) -> Report:
        """With the cache; asserts that it is the same without."""
        self.read, self.parsed, self.judged = [], [], []
        settings = load_settings(self.root, catalog=catalog())
        if select:
            settings = with_selection(settings, catalog(), select=select)
        request = RunRequest(**{"now": NOW, **more})  # type: ignore[arg-type]
        report = run_check(settings, replace(request, cache=self.cache(fingerprint)))
        counted = self.read, self.parsed, self.judged
        assert report == run_check(settings, request)
        self.read, self.parsed, self.judged = (sorted(item) for item in counted)
        return report


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    made = Site(tmp_path / "site", tmp_path / "cache" / "x.cache")
    read, parse, check = DiskTree.read, load.parse, document_step.check_documents

    def reading(tree: DiskTree, path: str) -> object:
        if path not in {".gitignore", ".gitmodules"}:  # there are none
            made.read = [*made.read, path]
        return read(tree, path)

    def parsing(source: SourceText, *rest: object) -> object:
        made.parsed = [*made.parsed, source.path]
        return parse(source, *rest)  # type: ignore[arg-type]

    def judging(documents: Sequence[Document], *rest: object) -> object:
        made.judged = [*made.judged, *(document.path for document in documents)]
        return check(documents, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(DiskTree, "read", reading)
    monkeypatch.setattr(load, "parse", parsing)
    monkeypatch.setattr(document_step, "check_documents", judging)
    return made


DOCUMENTS = ["_news/a.md", "_news/b.md", "_news/c.md", "_news/d.md", "index.md"]
ALL = sorted([*DOCUMENTS, "feed.xml"])
BARE = ["_news/d.md"]  # the rule that says so looks at what the file begins with instead


def test_an_unchanged_site_is_neither_read_nor_parsed_nor_judged(site: Site) -> None:
    first = site.check()
    assert len(first.diagnostics) > 5
    assert (site.read, site.parsed, site.judged) == (ALL, ALL, DOCUMENTS)
    assert site.check() == first
    assert (site.read, site.parsed, site.judged) == (BARE, [], [])


def test_only_what_changed_is_done_again(site: Site) -> None:
    site.check()
    site.write("_news/d.md", "---\ntitle: D\n---\n[x](/nothing/)\n")
    (site.root / "_news/c.md").unlink()
    site.write("_news/e.md", "---\ntitle: E\n---\n")
    site.check()
    assert (site.read, site.parsed) == (["_news/d.md", "_news/e.md"],) * 2
    assert site.judged == ["_news/d.md", "_news/e.md"]
    site.check()
    assert site.parsed == []


def test_a_file_of_the_same_size_and_time_is_seen_to_have_changed(site: Site) -> None:
    site.write("_news/d.md", "---\na: 1\n---\n", at=LATE)
    site.check()
    site.write("_news/d.md", "---\na: 2\n---\n", at=LATE)
    site.check()
    assert site.parsed == ["_news/d.md"]


def test_a_file_that_was_just_written_is_read_again(site: Site) -> None:
    site.now = (site.root / "index.md").stat().st_mtime_ns + 1_000_000_000
    site.check()
    site.check()
    assert (site.read, site.parsed, site.judged) == (ALL, [], [])
    # Now that it has rested, it is known by its state.
    site.now += 5_000_000_000
    site.check()
    assert site.read == ALL
    site.check()
    assert site.read == BARE


def test_the_same_text_under_another_state_is_not_parsed_again(site: Site) -> None:
    """As on another machine, or after a branch was left and taken up again."""
    site.check()
    for path in ALL:
        os.utime(site.root / path, ns=(LATE, LATE))
    site.check()
    assert (site.read, site.parsed, site.judged) == (ALL, [], [])
    site.check()
    assert site.read == BARE


def test_other_rules_judge_again_what_is_not_parsed_again(site: Site) -> None:
    site.check()
    site.check(select=["hidden-front-matter", "duplicate-key"])
    assert (site.parsed, site.judged) == ([], DOCUMENTS)


def test_the_configuration_decides_what_counts(site: Site) -> None:
    site.check()
    site.write("content-lint.toml", '[rules.vague-link-text]\ntexts = ["good"]\n')
    site.check()
    assert (site.parsed, site.judged) == ([], DOCUMENTS)
    site.write("_config.yml", FILES["_config.yml"] + "kramdown: {input: kramdown}\n")
    site.check()
    assert site.parsed == ALL


def test_a_changed_schema_judges_everything_again(site: Site) -> None:
    schema = (
        'from content_lint.schema import Schema\n\nclass News(Schema, collection="news"):\n    title: str\n'
        "    date: object = None\n"
    )
    site.write("schemas/news.py", schema)
    first = site.check()
    site.check()
    assert site.judged == []
    site.write("schemas/news.py", schema.replace("title: str", "titel: str"))
    second = site.check()
    assert site.judged == DOCUMENTS
    assert first.by_rule() != second.by_rule()
    # What a schema says may depend on the day, for it is a program.
    site.check(now=NOW + timedelta(days=1))
    assert (site.parsed, site.judged) == ([], DOCUMENTS)


def test_another_day_needs_no_document_anew(site: Site) -> None:
    site.write("_news/e.md", "---\ntitle: E\ndate: 2031-01-01\n---\n")
    before = site.check()
    after = site.check(now=datetime(2032, 1, 1, tzinfo=NOW.tzinfo))
    assert (site.read, site.parsed, site.judged) == (BARE, [], [])
    assert dict(before.by_rule())["future-date"] == 1
    assert "future-date" not in dict(after.by_rule())


def test_named_documents_are_remembered_and_the_others_stay_so(site: Site) -> None:
    site.check(paths=("_news/a.md",))
    assert (site.parsed, site.judged) == (ALL, ["_news/a.md"])
    site.check(paths=("_news/b.md",))
    assert (site.parsed, site.judged) == ([], ["_news/b.md"])
    site.check()
    assert (site.parsed, site.judged) == ([], ["_news/c.md", "_news/d.md", "index.md"])


def test_what_stands_in_an_editor_only_is_not_remembered(site: Site) -> None:
    site.check()
    site.read = []
    settings = load_settings(site.root, catalog=catalog())
    buffers = {"_news/a.md": b"---\ntitle: X\n---\n"}
    cache = Cache(DiskTree(site.root, buffers), SectionFile(site.place, "x"), site.now)
    report = run_check(settings, RunRequest(NOW, ("_news/a.md",), buffers=buffers, cache=cache))
    assert report == run_check(settings, RunRequest(NOW, ("_news/a.md",), buffers=buffers))
    site.check()
    assert site.judged == ["_news/a.md"]


@pytest.mark.parametrize("harm", ["gone", "empty", "cut", "cut in the table", "flipped", "text", "other program"])
def test_a_damaged_memory_is_thrown_away(site: Site, harm: str) -> None:
    first = site.check()
    data = site.place.read_bytes()
    cut = data[:-100] if harm == "cut" else data[:300]
    middle = len(data) // 2
    site.place.write_bytes(
        {
            "gone": data,
            "empty": b"",
            "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
            "text": b"{" * 5_000,
        }.get(harm, cut if harm.startswith("cut") else data)
    )
    if harm == "gone":
        site.place.unlink()
    assert site.check(fingerprint="y" if harm == "other program" else "x") == first
    assert site.judged == DOCUMENTS
    site.check(fingerprint="y" if harm == "other program" else "x")
    assert site.judged == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_place_of_a_memory_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from content_lint.cache.shown import ShownFile\n"
        "from content_lint.cache.site_index import DAMAGED, SiteIndex\n"
        "from content_lint.cache.store import SectionFile\n"
        "assert SectionFile(Path(sys.argv[1]), 'x').is_new\n"
        "assert ShownFile(sys.argv[1], 'x').find('', 0) is None\n"
        "try:\n    SiteIndex(Path(sys.argv[1]))\nexcept DAMAGED:\n    print('refused')\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, pipe], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout == "refused\n"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such device")
def test_what_has_no_end_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "device").symlink_to("/dev/zero")
    with (tmp_path / "holes").open("wb") as file:
        file.truncate(10**12)
    code = (
        "import resource, sys\nfrom content_lint.cache.shown import ShownFile\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "for name in sys.argv[1:]:\n    assert ShownFile(name, 'x').find('', 0) is None\n"
    )
    names = (tmp_path / "device", tmp_path / "holes")
    subprocess.run([sys.executable, "-c", code, *names], timeout=60, check=True)


def test_rows_that_nobody_wrote_cost_time_and_nothing_else(site: Site) -> None:
    """A cache may come from a stranger who knows how to make a checksum."""
    first = site.check()
    file = SectionFile(site.place, "x")
    sections = {name: [file.read(name)] for name in ("table", "facts", "findings")}
    assert all(section for (section,) in sections.values())
    chance = random.Random(5)
    settings = load_settings(site.root, catalog=catalog())
    for name, (section,) in sections.items():
        for _ in range(100):
            data = bytearray(section)
            for _ in range(chance.randint(1, 3)):
                at = chance.randrange(len(data))
                data[at : at + chance.choice([1, 1, 8])] = chance.choice([b"", b"0", b"9", b"]", b'"', b"null", b"\n"])
            file.write({**sections, name: [bytes(data)]})
            report = run_check(settings, RunRequest(NOW, cache=site.cache()))
            # Numbers and words that are only wrong cannot be told from right ones.
            assert (report.files, report.failures) == (first.files, ())


def test_a_place_that_cannot_be_written_is_no_mistake(site: Site) -> None:
    site.place.parent.mkdir()
    site.place.parent.chmod(0o500)
    site.place = site.place.parent / "file" / "x.cache"
    (site.place.parent.parent / "file").write_text("") if os.geteuid() == 0 else None
    site.check()
    site.check()
    assert site.judged == DOCUMENTS
    site.place.parent.parent.chmod(0o700)


def test_a_file_that_changes_during_the_run_is_named(site: Site) -> None:
    site.check()
    cache = site.cache()
    settings = load_settings(site.root, catalog=catalog())
    cache.load(lambda: run.keys_of(settings, RunRequest(NOW)))
    source = cache.read("_news/a.md")
    site.write("_news/a.md", "other")
    assert isinstance(source, SourceText)
    with pytest.raises(OSError, match=r"`_news/a\.md` was changed while it was being checked"):
        _ = source.text


def test_links_that_lead_out_are_refused_whatever_is_remembered(site: Site) -> None:
    site.check()
    outside = site.root.parent / "secret.md"
    outside.write_text(FILES["_news/a.md"])
    (site.root / "_news/a.md").unlink()
    (site.root / "_news/a.md").symlink_to(outside)
    report = site.check()
    assert dict(report.by_rule())["unreadable-file"] == 1


def test_lists_share_what_checks_remember_and_leave_their_findings(site: Site) -> None:
    settings = load_settings(site.root, catalog=catalog())
    rows = list_urls(settings, NOW, cache=site.cache()).rows
    assert [row.path for row in rows] == ALL
    assert sorted(site.parsed) == ALL
    site.check()
    assert (site.parsed, site.judged) == ([], DOCUMENTS)
    site.write("_news/d.md", "---\ntitle: D\n---\n")
    site.parsed = []
    assert list_urls(settings, NOW, cache=site.cache()).rows != rows
    assert site.parsed == ["_news/d.md"]
    listing = list_links(settings, NOW, None, wanted=lambda _: True, cache=site.cache())
    assert len(listing.report().rows) > 3
    assert site.parsed == ["_news/d.md"]
    site.check()
    assert (site.parsed, site.judged) == ([], ["_news/d.md"])
