"""A report from the cache: only where a new run would say the same, and then exactly that."""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace

from content_lint.cache.shown import Printed
from content_lint.cli.check import cache as caches
from content_lint.cli.check import cached_report as cached_reports
from content_lint.cli.check import external, keep_shown
from content_lint.cli.check import site as check_site
from content_lint.cli.console import Console
from content_lint.cli.main import main
from content_lint.cli.shown_again import question_of, shown_file
from content_lint.engine.external import External
from content_lint.links.external.wire.policy import Policy
from content_lint.report.verdict import Outcome, Verdict
from content_lint.site.sources.tree import DiskTree
from tests.rules.site_maker import KnownVerdicts

JEKYLL = {
    "_config.yml": "url: https://www.example.org\ncollections: {news: {output: true}}\n",
    "index.md": "---\ntitle: Home\n---\n[bad](/nowhere/) [out](https://example.com/x) ![x](/assets/x.png)\n",
    "_news/a.md": "---\ntitle: A\n---\n[write](mailto:%20a@example.org) [here](/index.html#no)\n",
    "_posts/2024-01-02-b.md": "---\ntitle: B\n---\na <!-- content-lint: ignore[lost-link] until=2024-06-03 --> b\n",
    "_posts/2024-06-02-c.md": "---\ntitle: C\ndate: 2024-06-01 18:00:00\n---\n",
    "_layouts/default.html": "<p id=a>{{ content }}</p>\n",
    "assets/x.css": "p {}\n",
    "README.md": "# About\n",
    "sub/page.md": "---\ntitle: P\n---\n",
}
HUGO = {
    "hugo.toml": 'baseURL = "https://www.example.org/"\n',
    "content/news/a.md": "---\ndate: 2024-01-01\nexpiryDate: 2024-06-01T18:00:00Z\n---\n[bad]({{< ref b.md >}})\n",
    "content/news/c.md": "---\ntitle: A\ntitle: B\n---\n[a](../a/)\n",
}
NOON = 1_717_243_200.0  # 2024-06-01 12:00 UTC


@dataclass
class Site:
    """A site with a cache of its own; files count as long at rest, unless ``hasty``."""

    root: Path
    files: dict[str, str]
    environment: dict[str, str]
    clock: float = NOON
    checked: int = 0
    hasty: bool = False

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def run(self, *arguments: str, status: int | None = 1) -> tuple[str, str, bool]:
        """What it says, and whether the site was really checked."""
        out, err, before = io.StringIO(), io.StringIO(), self.checked
        printed = self.printed(*arguments)
        console = Console(out, err, self.environment)
        console.question = question_of(("check", *arguments), self.environment)
        ended = main(["check", *arguments], console)
        assert status in (None, ended), err.getvalue()
        # The time that a run took is another one each time.
        said = out.getvalue(), re.sub(r" in [\d.]+ s\b", "", err.getvalue())
        assert printed is None or (printed.out, "".join(printed.err), printed.status) == (*said, ended)
        return *said, self.checked > before

    def printed(self, *arguments: str) -> Printed | None:
        """What is printed without looking at anything else, if it is."""
        file = shown_file(self.environment)
        assert file is not None
        return file.find(question_of(("check", *arguments), self.environment), self.clock)

    def told_again(self, *arguments: str, status: int | None = 1) -> bool:
        """Whether nothing was checked; what is said is what a run without a cache says."""
        out, err, really = self.run(*arguments, status=status)
        assert (out, err) == self.run(*arguments, "--no-cache", status=status)[:2]
        return not really


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], Site]:
    def site_of(files: dict[str, str]) -> Site:
        made = Site(tmp_path / "site", dict(files), {"CONTENT_LINT_CACHE": str(tmp_path / "cache")})
        for path, text in files.items():
            made.write(path, text)
        real, now = check_site.judge_site, time.time_ns

        def counting(*arguments: object) -> int:
            made.checked += 1
            return real(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(check_site, "judge_site", counting)
        for module in (caches, keep_shown):
            monkeypatch.setattr(module, "now_ns", lambda: now() + (0 if made.hasty else 10**10))
        monkeypatch.setattr(cached_reports, "now", lambda: made.clock)
        monkeypatch.setattr("content_lint.cli.clock.now", lambda: made.clock)
        monkeypatch.chdir(made.root)
        return made

    return site_of


@pytest.fixture
def site(make: Callable[[dict[str, str]], Site]) -> Site:
    made = make(JEKYLL)
    out, _, really = made.run()
    assert really
    assert len(out.splitlines()) >= 4
    return made


def test_a_report_in_json_is_shown_again_without_reading_a_text(
    make: Callable[[dict[str, str]], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make({**JEKYLL, "_news/d.md": "---\ntitle: D\ndate: soon\n---\n[x](/gone/)\n"})
    first = site.run("--output-format", "json", "--quiet")
    read: list[str] = []
    monkeypatch.setattr(DiskTree, "read", lambda _tree, path: read.append(path))
    assert site.run("--output-format", "json", "--quiet") == (*first[:2], False)
    assert read == []
    assert '"field": "date"' in first[0]
    assert '"field": null' in first[0]


def test_where_nothing_changed_the_same_is_said_and_nothing_checked(site: Site) -> None:
    assert site.told_again()
    assert site.printed() is not None
    assert site.told_again()


@pytest.mark.parametrize(
    "options",
    [
        ["--output-format", "json"],
        ["--output-format", "full"],
        ["--output-format", "sarif"],
        ["--statistics"],
        ["--quiet"],
        ["--verbose"],
        ["--show-suppressed"],
    ],
    ids=" ".join,
)
def test_it_is_shown_as_it_is_asked_for(site: Site, options: list[str]) -> None:
    assert site.told_again(*options)
    assert site.printed(*options) is not None


def test_the_limit_decides_the_status(site: Site) -> None:
    assert site.told_again("--fail-on", "warning")
    site.run("--select", "text", status=0)
    assert site.told_again("--select", "text", status=0)
    assert site.told_again("--select", "text", "--fail-on", "info", status=None)


CHANGES: dict[str, tuple[str, str | None]] = {
    "a text": ("index.md", JEKYLL["index.md"].replace("nowhere", "elsewhere")),
    "a text of the same length": ("index.md", JEKYLL["index.md"].replace("nowhere", "nohwere")),
    "a new document": ("_news/z.md", "---\ntitle: Z\n---\n[bad](/no/)\n"),
    "a new target": ("nowhere.html", "x"),
    "a new asset": ("assets/x.png", "x"),
    "a file that is gone": ("_news/a.md", None),
    "an asset that is gone": ("assets/x.css", None),
    "a new folder": ("more/stuff/page.md", "---\ntitle: M\n---\n[bad](/no/)\n"),
    "a static file that becomes a page": ("assets/x.css", "---\n---\np {}\n"),
    "a layout": ("_layouts/default.html", "<p id=no>{{ content }}</p>\n"),
    "an include": ("_includes/x.html", "<p id=no></p>\n"),
    "the generator's configuration": ("_config.yml", JEKYLL["_config.yml"] + "baseurl: /x\n"),
    "settings of ours": ("content-lint.toml", 'extend-select = ["out-of-order-dates"]\nignore = ["broken-link"]\n'),
    "settings in pyproject.toml": ("pyproject.toml", '[tool.content-lint]\nignore = ["broken-link"]\n'),
    "a schema": (
        "schemas/news.py",
        'from content_lint.schema import Schema\nclass News(Schema, collection="news"):\n    titel: str\n',
    ),
    "the CMS": ("admin/config.yml", "collections: [{name: news, folder: _news, fields: []}]\n"),
    "the versions": ("Gemfile.lock", "GEM\n  specs:\n    jekyll (3.9.0)\n"),
    "the host": ("netlify.toml", '[[redirects]]\nfrom = "/nowhere/"\nto = "/"\n'),
    "its redirects": ("_redirects", "/nowhere/ /\n"),
    "a baseline": (".content-lint-baseline.json", '{"version": 1, "entries": []}\n'),
    "a file that is no document": ("README.md", "---\ntitle: R\n---\n[bad](/no/)\n"),
}


@pytest.mark.parametrize(("path", "text"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(site: Site, path: str, text: str | None) -> None:
    if text is None:
        (site.root / path).unlink()
    else:
        site.write(path, text)
    assert not site.told_again(status=None)
    assert site.printed() is None
    site.run(status=None)
    assert site.told_again(status=None)
    assert site.printed() is not None


def test_a_place_that_goes_in_a_file_that_is_copied_is_seen(make: Callable[[dict[str, str]], Site]) -> None:
    page = "---\ntitle: Home\n---\n[a](/api/#one) [b](/api/#gone)\n"
    site = make({**JEKYLL, "index.md": page, "api/index.html": "<h1 id=one>\n"})
    assert site.run()[2]
    assert site.told_again()
    site.write("api/index.html", "<h1 id=two>\n")
    said, _, really = site.run()
    assert really
    assert "`/api/` has no heading or id `#one`" in said
    assert site.told_again()


def test_a_change_of_what_lies_around_or_inside_is_seen_before_anything_is_printed(site: Site) -> None:
    def is_printed() -> bool:
        site.run()
        return site.printed() is not None

    assert site.told_again()
    assert is_printed()
    (site.root.parent / ".git").mkdir()  # paths are said from there
    assert site.printed() is None
    (site.root.parent / ".git").rmdir()
    assert is_printed()
    site.write("other/hugo.toml", "")  # a site of its own
    site.write("other/content/a.md", "Text\n")
    assert site.printed() is None
    assert not is_printed()
    shutil.rmtree(site.root / "other")
    site.root.rename(site.root.parent / "elsewhere")
    site.root.symlink_to("elsewhere")
    os.chdir(site.root)
    assert site.printed() is None


def test_what_could_command_a_terminal_or_a_server_is_not_printed() -> None:
    assert Printed(0, "a\n\x1b[1;31mb\x1b[0m é\n", ["x", "y"]).is_harmless()
    assert Printed(0, "a" * 4_000_000, []).is_harmless()
    assert not Printed(0, "a" * 4_000_001, []).is_harmless()
    for text in (
        "\x1b]0;x\x07",
        "a\x1b[2Jb",
        "\x1b[1",
        "\u202ea",
        "##[error]",
        "a\n ::error::b",
        "::add-mask::a",
        "\r",
    ):
        assert not Printed(0, text, ["x"]).is_harmless(), text
        assert not Printed(0, "x", ["x", text]).is_harmless(), text


def test_a_damaged_answer_is_not_printed(site: Site) -> None:
    assert site.told_again()
    (file,) = Path(site.environment["CONTENT_LINT_CACHE"]).rglob("*.shown")
    data = file.read_bytes()
    assert site.printed() is not None
    for harmed in (data[:-1], data.replace(b"nowhere", b"nowhera"), b"", b"\xff", data[: len(data) // 2], data + b"\0"):
        file.write_bytes(harmed)
        assert site.printed() is None
    file.write_bytes(data)
    assert site.printed() is not None


def test_a_file_whose_text_is_the_same_is_no_change(site: Site) -> None:
    for path in JEKYLL:
        os.utime(site.root / path, (1, 1))
    assert site.told_again()


def test_a_copy_on_another_machine_is_known_by_its_texts(site: Site, tmp_path: Path) -> None:
    """As where CI restores the cache: every file is new there."""
    shutil.copytree(site.root, tmp_path / "copy")
    shutil.rmtree(site.root)
    shutil.copytree(tmp_path / "copy", site.root)
    os.chdir(site.root)
    assert site.told_again()


def test_other_questions_are_answered_anew(site: Site) -> None:
    questions = (
        ["--select", "broken-link"],
        ["--ignore", "broken-link"],
        ["--extend-select", "stale-content"],
        ["_news"],
        ["index.md"],
        ["--today", "2024-06-01"],
        ["--no-baseline"],
        ["--config", str(site.root / "content-lint.toml")],
    )
    for question in questions:
        if question[0] == "--config":
            site.write("content-lint.toml", 'ignore = ["broken-link"]\n')
        assert not site.told_again(*question, status=None)
        assert site.told_again(*question, status=None)


def test_a_run_without_a_memory_neither_tells_nor_keeps(site: Site) -> None:
    assert not site.told_again("--no-cache")
    shutil.rmtree(site.environment["CONTENT_LINT_CACHE"])
    site.run("--no-cache")
    assert not site.told_again()


def test_midnight_ends_it_and_so_does_the_moment_of_a_post(site: Site) -> None:
    site.clock = NOON + 5 * 3600
    assert site.told_again()
    site.clock = NOON + 6 * 3600 + 1  # the post of 18:00 is there
    assert not site.told_again()
    assert site.told_again()
    site.clock = NOON + 12 * 3600
    assert not site.told_again()
    site.clock = NOON
    assert not site.told_again()


def test_a_clock_that_is_set_does_not_move_on(site: Site) -> None:
    site.run("--today", "2024-06-01")
    site.clock += 10**7
    assert site.told_again("--today", "2024-06-01")
    assert not site.told_again("--today", "2024-06-02")


def test_what_was_only_just_written_is_not_kept(site: Site) -> None:
    site.hasty = True
    site.write("_config.yml", JEKYLL["_config.yml"] + "# changed\n")
    assert not site.told_again()
    assert not site.told_again()
    site.hasty = False
    site.run()
    assert site.told_again()


def test_a_damaged_memory_has_the_site_checked(site: Site) -> None:
    (file,) = Path(site.environment["CONTENT_LINT_CACHE"]).rglob("*.cache")
    data = file.read_bytes()
    for harmed in (data[:-1], data.replace(b"broken-link", b"brokem-link"), b""):
        file.write_bytes(harmed)
        assert not site.told_again()
        assert site.told_again()


def test_a_pull_request_is_compared_and_never_told_from_memory(site: Site) -> None:
    site.environment["GITHUB_BASE_REF"] = "main"
    out, err, really = site.run(status=2)
    assert (out, really) == ("", True)
    assert "this is a pull request" in err
    assert site.printed() is None
    assert site.told_again("--no-changed-since")


def test_files_behind_links_are_looked_at_each_time(site: Site) -> None:
    (site.root / "linked.md").symlink_to("index.md")
    site.run()
    assert not site.told_again()


def test_without_a_generator_git_is_asked_each_time(make: Callable[[dict[str, str]], Site]) -> None:
    site = make({"a.md": "---\ntitle: A\ntitle: B\n---\n[write](mailto:%20a@example.org)\n"})
    site.run()
    assert not site.told_again()


@pytest.fixture
def hugo(make: Callable[[dict[str, str]], Site]) -> Site:
    made = make(HUGO)
    made.run(status=None)
    assert made.told_again(status=None)
    return made


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/more/b.md", "---\ntitle: A\ntitle: B\n---\n"),
        ("content/news/index.md", "---\ntitle: N\n---\n"),
        ("static/x.txt", "x"),
        ("config/_default/params.toml", "a = 1\n"),
        (".gitignore", "public/\n"),
        ("config.toml", 'baseURL = "/"\n'),
    ],
)
def test_a_change_of_a_hugo_site_is_seen(hugo: Site, path: str, text: str) -> None:
    hugo.write(path, text)
    assert not hugo.told_again(status=None)


def test_a_page_that_expires_ends_it(hugo: Site) -> None:
    hugo.clock = NOON + 5 * 3600
    assert hugo.told_again(status=None)
    hugo.clock = NOON + 6 * 3600 + 1
    assert not hugo.told_again(status=None)


URL = "https://example.com/x"


def test_the_answers_of_other_servers_count(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = KnownVerdicts({URL: Verdict(URL, Outcome.BROKEN, "answers 404 Not Found", 404, URL, checked_at=1.0)})
    monkeypatch.setattr(external, "open_external", lambda *_: nullcontext(External(engine, Policy())))
    out, _, really = site.run("--external", "on")
    assert really
    assert "broken-external-link" in out
    # Kept or fresh, and whenever they were asked: only what they say counts.
    engine.verdicts[URL] = replace(engine.verdicts[URL], from_cache=True, checked_at=2.0)
    assert site.told_again("--external", "on")
    engine.asked.clear()
    engine.verdicts[URL] = Verdict(URL, Outcome.OK, "answers 200 OK", 200, URL, checked_at=3.0)
    out, _, really = site.run("--external", "on")
    assert really
    assert "broken-external-link" not in out
    # What was asked to see whether anything has changed is not asked again.
    assert sorted(engine.asked) == sorted(set(engine.asked))
    assert URL in engine.asked


class Forgetful(KnownVerdicts):
    """Does not keep that a server was silent, as the store does not."""

    def check(self, targets: Iterable[str], policy: Policy) -> Iterator[Verdict]:
        for verdict in super().check(targets, policy):
            if policy.cached and verdict.outcome is Outcome.FLAKY:
                yield Verdict(verdict.target, Outcome.UNCHECKED, "is not in the store")
            else:
                yield verdict


def test_what_the_store_will_tell_is_worked_out_while_servers_are_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Silence is not stored: a look into the store sees other answers than the run before, and need not judge anew."""
    engine = Forgetful({URL: Verdict(URL, Outcome.FLAKY, "does not answer in time", checked_at=1.0)})

    def opened(arguments: argparse.Namespace, *_: object) -> object:
        return nullcontext(External(engine, Policy(cached=arguments.external == "cached")))

    monkeypatch.setattr(external, "open_external", opened)
    asked = site.run("--external", "on", "--verbose")
    assert asked[2]
    assert "unreachable-url" in asked[0]
    for mode in ("cached", "on", "cached"):
        said = site.run("--external", mode, "--verbose")
        assert not said[2]
        assert ("unreachable-url" in said[0]) == (mode == "on")
        assert said[:2] == site.run("--external", mode, "--verbose", "--no-cache")[:2]


def test_a_file_that_is_no_text_is_told_each_time_alike(site: Site) -> None:
    (site.root / "_news/odd.md").write_bytes(b"---\ntitle: Odd\n---\n[x](/gon\xe9/) <a href='/gon\xe9'>y</a>\n")
    first = site.run()
    assert first[:2] == site.run()[:2] == site.run("--no-cache")[:2]
