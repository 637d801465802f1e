"""What is said of single addresses: what is published, what a program may make, what a template writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.candidates import _parts
from content_lint.links.causes import Cause
from content_lint.links.look_up import LookUp
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.links.unknown import Unknown
from content_lint.site.addresses import Answer, AnswerKind
from tests.links.sites import site_of_texts, targets

ONCE = "Open them once in a browser."


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("abcdefg", ["a…", "…g"]),
        ("abcdefgh", ["abcd…", "…efgh", "a…", "…h"]),
        ("abcdefghi", ["abcd…", "…fghi", "a…", "…i"]),
        ("abcdefghij", ["abcd…", "…ghij"]),
    ],
)
def test_parts_that_a_slip_leaves_alone(name: str, parts: list[str]) -> None:
    assert _parts(name) == parts


def test_a_file_that_a_template_publishes_is_there(tmp_path: Path) -> None:
    site = site_of_texts(tmp_path, {"_config.yml": "url: https://www.example.org\nbaseurl: /sub\n", "a.md": "x"})
    found = LookUp(site, Unknown(site), bare_files=False).published("/sub/a%20b.css?v=1#c%20d")
    answer = Answer(AnswerKind.GENERATED, "/a b.css", "/a b.css")
    assert found == LinkTarget(
        Scope.INTERNAL, LinkOutcome.LIVE, "/sub/a%20b.css", "/a b.css", "?v=1", "c d", answer=answer
    )


PLUGIN = 'class TagPage < Jekyll::Page\n  def initialize(site, tag)\n    @dir = File.join("tags", tag)\n  end\nend\n'


@pytest.mark.parametrize(
    ("destination", "files", "cause"),
    [
        ("/x.js", {}, Cause("are scripts and style sheets, which another program may make", ONCE)),
        ("{{ page.x }}", {}, Unknown.template),
        (
            "/elsewhere/x/",
            {"content-lint.toml": 'generator = "jekyll"\nelsewhere = ["/elsewhere"]\n'},
            Unknown.told,
        ),
        ("/elsewhere", {"content-lint.toml": 'generator = "jekyll"\nelsewhere = ["/elsewhere"]\n'}, Unknown.told),
        ("/elsewhere2/", {"content-lint.toml": 'generator = "jekyll"\nelsewhere = ["/elsewhere"]\n'}, None),
    ],
)
def test_why_it_is_not_known_where_a_link_leads(
    destination: str, files: dict[str, str], cause: Cause | None, tmp_path: Path
) -> None:
    target = targets(site_of_texts(tmp_path, {"a.md": f"---\n---\n[x]({destination})\n", **files}), "a.md")["x"]
    assert target.cause == cause
    assert target.outcome is (LinkOutcome.MISSING if cause is None else LinkOutcome.UNKNOWN)


def test_a_program_is_named_with_what_else_can_be_done(tmp_path: Path) -> None:
    texts = {"a.md": "---\n---\n[x](/tags/x/)\n", "_plugins/tags.rb": PLUGIN}
    site = site_of_texts(tmp_path, texts)
    (maker,) = site.layouts.plugins
    cause = targets(site, "a.md")["x"].cause
    assert cause == Cause("may be made by `_plugins/tags.rb`", maker.advice, made=True)


def test_a_file_that_is_named_is_the_page_where_nothing_builds_the_site(tmp_path: Path) -> None:
    texts = {"content-lint.toml": 'generator = "plain"\n', "pages/a.md": "[x](b.md?q#c)\n", "pages/b.md": "## C\n"}
    target = targets(site_of_texts(tmp_path, texts), "pages/a.md")["x"]
    assert (target.outcome, target.query, target.fragment) == (LinkOutcome.LIVE, "?q", "c")
    assert target.answer is not None
    assert target.answer.path == "pages/b.md"


@pytest.mark.parametrize(
    ("destination", "bare"),
    [
        ("/X/notesX/", True),
        ("/X/notesX", True),
        ("/X/notesX.html", True),
        ("/X/notesX/index.html", True),
        ("/X/deeper/", True),
        ("/X/other/", True),
        ("/X/other/index.html", True),
        ("/X/nothing/", False),
        ("/X/page/", False),
    ],
)
def test_a_file_without_front_matter_may_be_a_page_where_it_is_not_known_who_builds(
    tmp_path: Path, destination: str, *, bare: bool
) -> None:
    texts = {
        "a.md": f"---\n---\n[x]({destination})\n",
        "X/notesX.md": "Notes.\n",
        "X/deeper/README.md": "More.\n",
        "X/other/index.md": "Others.\n",
        "X/page.md": "---\npermalink: /elsewhere/\n---\n",
    }
    target = targets(site_of_texts(tmp_path, texts), "a.md")["x"]
    assert target.cause == (Unknown.bare_file if bare else None)
