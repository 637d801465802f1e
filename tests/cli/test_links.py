"""`content-lint links`: every link with where it leads, as people and programs read it."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from content_lint.links.external.client.store import LinkStore
from content_lint.links.external.wire.policy import Policy
from content_lint.report.verdict import Outcome, Verdict
from tests.cli.command import in_terminal, run
from tests.files import write_files
from tests.output.hostile import TEXTS
from tests.repository import Repo

KEYS = ["path", "line", "column", "destination", "kind", "scope", "resolved", "outcome", "status", "final_url"]
KEYS += ["from_cache", "reason"]
ONE = (
    "---\ntitle: One\nlink: https://www.example.com/gone\nredirect_from: /old/\n---\n"
    "- [a](https://www.example.com/gone#x) and ![b](/logo.png)\n"
    "- [c](/old/) [d](/missing/) [e](two.html#no) [f](mailto:a@example.net) [g](tel:123)\n"
    "- [h](//www.example.com/) [i](https://www.example.org/two.html) [j](/Two.html) [k]({{ page.x }})\n"
)
FILES = {
    "_config.yml": "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n",
    "one.md": ONE,
    "two.md": "---\ntitle: Two\n---\n## Yes\n\n<https://www.example.com/gone>\n",
    "logo.png": "no picture",
    "_layouts/default.html": "{{ content }}",
}
GONE = Verdict("https://www.example.com/gone", Outcome.BROKEN, "answers 404 Not Found", 404)


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    return write_files(tmp_path, FILES)


def listed(folder: Path, *more: str, env: dict[str, str] | None = None) -> list[dict[str, Any]]:
    ran = run(folder, "links", "--output-format", "json", *more, env=env)
    assert ran.status == 0, ran.err
    found = json.loads(ran.out)
    assert all(list(row) == KEYS for row in found)
    return found


def test_every_link_comes_with_its_place_and_target(linked):
    rows = {(row["path"], row["line"], row["column"]): row for row in listed(linked, "--external", "off")}
    brief = {key: (row["kind"], row["scope"], row["resolved"], row["outcome"]) for key, row in rows.items()}
    assert brief == {
        ("one.md", 3, 7): ("front-matter", "external", "https://www.example.com/gone", None),
        ("one.md", 6, 7): ("inline", "external", "https://www.example.com/gone#x", None),
        ("one.md", 6, 48): ("image", "internal", "/logo.png", "live"),
        ("one.md", 7, 7): ("inline", "internal", "/old/", "redirect"),
        ("one.md", 7, 18): ("inline", "internal", "/missing/", "missing"),
        ("one.md", 7, 33): ("inline", "internal", "/two.html#no", "fragment"),
        ("one.md", 7, 50): ("inline", "mail", "mailto:a@example.net", None),
        ("one.md", 7, 76): ("inline", "other", "tel:123", None),
        ("one.md", 8, 7): ("inline", "external", "https://www.example.com/", None),
        ("one.md", 8, 31): ("inline", "internal", "/two.html", "live"),
        ("one.md", 8, 69): ("inline", "internal", "/Two.html", "wrong-case"),
        ("one.md", 8, 84): ("inline", "internal", None, "unknown"),
        ("two.md", 6, 2): ("autolink", "external", "https://www.example.com/gone", None),
    }
    assert rows["one.md", 7, 7]["final_url"] == "/one.html"
    assert {row["from_cache"] for row in rows.values()} == {None}


def test_what_the_store_knows_is_told_without_being_asked_for(linked):
    complaints: list[str] = []
    store = LinkStore(linked / "cache" / "links.sqlite3", time.time, complaints.append)
    store.keep([replace(GONE, checked_at=time.time())], Policy(mail_names=True).fingerprint())
    store.close()
    assert complaints == []
    rows = listed(linked, "--scope", "external", env={"CONTENT_LINT_CACHE": "cache"})
    assert [(row["outcome"], row["status"], row["from_cache"]) for row in rows] == [
        ("broken", 404, True),
        ("unchecked", None, False),
        ("unchecked", None, False),
        ("broken", 404, True),
    ]
    assert len(listed(linked, "--outcome", "broken", "--scope", "external", env={"CONTENT_LINT_CACHE": "cache"})) == 2


def test_only_what_is_new_is_listed(tmp_path):
    repo = Repo(tmp_path, FILES)
    more = "\n[l](https://www.example.com/gone) [m](https://new.example.net/) [n](/old/) [o](/logo.png?1)\n"
    repo.write({"two.md": FILES["two.md"] + more, "three.md": "---\ntitle: Three\n---\n[p](two.html)\n"})
    rows = listed(tmp_path, "--new-since", "HEAD", "--external", "off")
    assert [row["destination"] for row in rows] == ["https://new.example.net/", "/logo.png?1"]
    ran = run(tmp_path, "links", "--new-since", "nowhere")
    assert (ran.status, "nowhere" in ran.err) == (2, True)


def test_the_table_holds_the_same(linked):
    ran = run(linked, "links", "--external", "off", "--output-format", "csv")
    rows = list(csv.DictReader(ran.out.splitlines()))
    assert list(rows[0]) == KEYS
    wanted = listed(linked, "--external", "off")
    assert [(row["path"], row["destination"], row["outcome"]) for row in rows] == [
        (row["path"], row["destination"], row["outcome"] or "") for row in wanted
    ]


def test_people_read_it_by_target_host_outcome_or_file(linked):
    def text(by: str) -> str:
        return run(linked, "links", "--external", "off", "--by", by).out

    by_target = text("target")
    assert "missing         /missing/\n                  one.md:7:18\n" in by_target
    assert by_target.count("https://www.example.com/gone\n") == 1
    assert "www.example.com  4 links, 3 different: 3 not asked\n" in text("host")
    assert "not asked: 5 targets, 6 links\n  https://www.example.com/gone (2 times)\n" in text("outcome")
    assert text("file").startswith("one.md\n  3:7      not asked       https://www.example.com/gone\n")


def test_a_word_that_is_no_outcome_is_refused(linked):
    ran = run(linked, "links", "--external", "off", "--outcome", "brokn")
    assert (ran.status, ran.out) == (2, "")
    assert "`brokn`" in ran.err
    assert "Did you mean `broken`?" in ran.err
    assert "<" not in ran.err


def test_one_of_a_kind_is_counted_as_one(linked):
    ran = run(linked, "links", "--external", "off", "--outcome", "missing", "--by", "outcome")
    assert ran.out.startswith("missing: 1 target, 1 link\n")
    assert ran.err.startswith("1 link to 1 target: 1 internal; 1 missing.")


def test_a_target_of_any_length_keeps_its_line_short_for_people_alone(linked):
    endless = f"https://www.example.com/{'a' * 5000}"
    store = LinkStore(linked / "cache" / "links.sqlite3", time.time, str)
    moved = replace(GONE, outcome=Outcome.MOVED, reason=f"has moved to {endless}", moved_to=endless, final_url=endless)
    store.keep([replace(moved, checked_at=time.time())], Policy(mail_names=True).fingerprint())
    store.close()
    env = {"CONTENT_LINT_CACHE": "cache"}
    shown = run(linked, "links", "--outcome", "moved", env=env).out
    assert "has moved to https://www.example.com/aaa" in shown
    assert max(map(len, shown.splitlines())) < 500
    assert {row["final_url"] for row in listed(linked, "--outcome", "moved", env=env)} == {endless}


def test_what_was_not_asked_tells_how_to_ask(linked):
    ran = run(linked, "links", "--outcome", "unchecked", env={"CONTENT_LINT_CACHE": "cache"})
    assert "https://www.example.com/  not known from earlier runs, or not any more; --external on asks\n" in ran.out


def test_the_summary_counts(linked):
    ran = run(linked, "links", "--external", "off")
    assert ran.err.startswith("13 links to 12 targets: 7 internal, 4 external, 1 mail, 1 other; ")
    assert run(linked, "links", "--external", "off", "--quiet").err == ""


def test_only_the_named_files_are_listed(linked):
    assert {row["path"] for row in listed(linked, "two.md")} == {"two.md"}
    ran = run(linked, "links", "_layouts")
    assert (ran.status, "no link was found" in ran.err) == (2, True)
    assert listed(linked, "two.md", "--scope", "mail") == []


def test_a_file_can_take_it(linked):
    run(linked, "links", "--external", "off", "--output-format", "json", "--output-file", "links.json")
    assert len(json.loads((linked / "links.json").read_text())) == 13


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_hostile_links_reach_no_terminal(tmp_path, form):
    (tmp_path / "_config.yml").write_text("url: https://www.example.org\n")
    body = "\n\n".join(f"<a href='{text}'>x</a>" for text in TEXTS)
    (tmp_path / "one.md").write_bytes(f"---\ntitle: x\n---\n{body}\n".encode("utf-8", "surrogateescape"))
    shown = in_terminal(tmp_path, ["links", "--external", "off", "--output-format", form], env={"TERM": "dumb"}).out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert len(shown) > 200


def test_a_host_at_the_beginning_of_a_line_commands_no_server(tmp_path):
    (tmp_path / "_config.yml").write_text("url: https://www.example.org\n")
    (tmp_path / "one.md").write_text("---\ntitle: x\n---\n[a](<mailto:::error file=x::owned>)\n")
    shown = run(tmp_path, "links", "--by", "host").out
    assert "error file=x" in shown
    assert not any(line.lstrip().startswith("::") for line in shown.splitlines())


def test_files_whose_links_are_not_known_are_named(linked):
    (linked / "odd.md").write_bytes(b"---\ntitle: A\n---\n[a](/b/) \xff\n")
    (linked / "gone.md").symlink_to("nowhere.md")
    ran = run(linked, "links", "--external", "off")
    said = (
        "note: The links of gone.md and 1 more are not listed, for the text cannot be read: see content-lint check.\n"
    )
    assert said in ran.err
    assert "are not listed" not in run(linked, "links", "--external", "off", "two.md").err
