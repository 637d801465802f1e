"""Both sides of the numbers in rules that a literate case would need hundreds of lines for."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from content_lint.report.diagnostic import Diagnostic
from content_lint.rules.wording import shown, typed
from tests.rules.site_maker import JEKYLL, NOW, KnownVerdicts, SmallSite

POST = "_news/2020-01-02-a.md"
SCHEMA = """\
from content_lint.schema import PlainText, Ref, Schema

class News(Schema, collection="news"):
    title: PlainText | None = None
    author: Ref["team"] | None = None
    others: list[Ref["team"]] | None = None
"""
TEAM = """\
url: https://www.example.org
collections: {news: {output: true}, team: {output: true}}
"""
CHECKED = {"_config.yml": TEAM, "schemas/news.py": SCHEMA}
REDIRECTS = JEKYLL + "plugins: [jekyll-redirect-from]\n"


def found(folder: Path, rule: str, files: dict[str, str], verdicts: str = "{}") -> list[Diagnostic]:
    folder.mkdir(exist_ok=True)
    site = SmallSite(folder, dict(files), engine=KnownVerdicts.of_json(verdicts))
    site.write()
    return [item for item in site.check(only=rule).diagnostics if item.rule == rule]


def page(body: str, *lines: str) -> str:
    return "\n".join(["---", *lines, "---", body, ""])


def test_values_are_cut_after_60_characters_and_lines_to_type_after_2000() -> None:
    assert shown("a" * 60) == f"`{'a' * 60}`"
    assert shown("a" * 61) == f"`{'a' * 60}…`"
    assert typed("a" * 2000) == f"`{'a' * 2000}`"
    assert typed("a" * 2001) == f"`{'a' * 2000}…`"


def test_near_headings_are_looked_for_200_times_a_page(tmp_path: Path) -> None:
    headings = "# Zebra\n\n# Yak\n\n# How to apply\n\n"
    files = {POST: page(headings + "[x](#how-to-aply)\n\n" * 201), "b.md": page("[x](/news/2020/01/02/a/#zebraa)")}
    items = found(tmp_path, "broken-anchor", files)
    assert [item.help.startswith("Did you mean") for item in items] == [True] * 200 + [False, True]


def test_what_is_meant_is_said_of_each_page_however_many_others_have_the_fault(tmp_path: Path) -> None:
    """Whoever is asked about one page says what a run over all of them says."""
    every = [f"_news/2020-01-{day:02}-{name}.md" for day in range(1, 31) for name in "abcdefghij"]
    faults = {
        "broken-liquid-link": ("{% link abuot.md %}", ()),
        "broken-anchor": ("[x](/about/#how-to-aply) [y](/about/#apply)", ()),
        "dangling-redirect": ("", ("redirect_to: /abuot/",)),
        "dangling-reference": ("", ("author: al",)),
    }
    for rule, (body, lines) in faults.items():
        files = {path: page(body, *lines) for path in every}
        files |= {"about.md": page("# How to apply\n\n# Yak\n", "permalink: /about/"), "_team/ali.md": page("")}
        files |= {**CHECKED, "_config.yml": TEAM + "plugins: [jekyll-redirect-from]\n"}
        items = found(tmp_path / rule, rule, files)
        assert len(items) >= len(every)
        said = {item.help for item in items}
        assert len(said) == len(items) // len(every), rule
        assert any("Did you mean" in help_ for help_ in said), rule


@pytest.mark.parametrize(("count", "more"), [(6, ""), (7, " and 1 more")])
def test_six_headings_are_named(count: int, more: str, tmp_path: Path) -> None:
    names = ["zebra", "yak", "wolf", "vole", "toad", "swan", "rook"][:count]
    body = "".join(f"# {name}\n\n" for name in names) + "[x](#quite-another)\n"
    (item,) = found(tmp_path, "broken-anchor", {POST: page(body)})
    assert item.help.count("`#") == 6
    assert item.help.rstrip(".").endswith(more or "`")


def test_a_hundred_headings_are_in_the_data(tmp_path: Path) -> None:
    body = "".join(f"# h{number}\n\n" for number in range(101)) + "[x](#quite-another)\n"
    (item,) = found(tmp_path, "broken-anchor", {POST: page(body)})
    assert item.data["anchors"] == [f"h{number}" for number in range(100)]


@pytest.mark.parametrize(("others", "severity"), [(8, "info"), (9, "warning")])
def test_nine_of_ten_links_without_the_host_are_a_habit(others: int, severity: str, tmp_path: Path) -> None:
    own, plain = "[x](https://www.example.org/b/)\n\n", "[x](/b/)\n\n"
    files = {"b.md": page("x", "permalink: /b/"), POST: page(own + plain * others)}
    (item,) = found(tmp_path, "absolute-own-link", files)
    assert item.severity.label == severity


def test_twenty_others_are_named_at_one_address(tmp_path: Path) -> None:
    files = {f"p{number:02}.md": page("x", "permalink: /same/") for number in range(22)}
    assert [len(item.related) for item in found(tmp_path, "duplicate-url", files)] == [20] * 22


def test_twenty_others_are_named_in_a_loop(tmp_path: Path) -> None:
    files = {
        f"p{number:02}.md": page("", f"permalink: /p{number}/", f"redirect_to: /p{(number + 1) % 22}/")
        for number in range(22)
    }
    items = found(tmp_path, "redirect-loop", files | {"_config.yml": REDIRECTS})
    assert [len(item.related) for item in items] == [20] * 22


@pytest.mark.parametrize(("line", "named"), [(200, True), (201, False)])
def test_the_end_of_front_matter_is_looked_for_in_200_lines(line: int, tmp_path: Path, *, named: bool) -> None:
    text = "---\n" + "a: b\n" * (line - 2) + "Text of the page.\n"
    (item,) = found(tmp_path, "unclosed-front-matter", {POST: text})
    assert (f"line {line}," in item.help) is named


@pytest.mark.parametrize(("length", "count"), [(40, 1), (41, 0)])
def test_a_number_of_more_than_40_characters_is_not_judged(length: int, count: int, tmp_path: Path) -> None:
    number = "0" + "1" * (length - 1)
    assert len(found(tmp_path, "ambiguous-scalar", {POST: page("x", f"a: {number}")})) == count


@pytest.mark.parametrize(("days", "count"), [(730, 0), (731, 1)])
def test_a_page_is_old_after_730_days(days: int, count: int, tmp_path: Path) -> None:
    day = (NOW - timedelta(days=days)).date()
    assert len(found(tmp_path, "stale-content", {POST: page("x", f"date: {day}")})) == count


@pytest.mark.parametrize(("number", "count"), [(99_999_999, 1), (100_000_000, 0)])
def test_a_number_of_nine_digits_is_meant_as_seconds(number: int, count: int, tmp_path: Path) -> None:
    files = {"_config.yml": "", "hugo.toml": "", "content/a.md": page("x", f"date: {number}")}
    assert len(found(tmp_path, "unreadable-date", files)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("lorem ipsum" + "x" * 1989, 0),
        ("lorem ipsum " + "x" * 1988, 1),
        ("lorem ipsum " + "x" * 1989, 0),
        ("todo " + "x" * 79, 1),
        ("todo " + "x" * 80, 0),
        ("fixme " + "x" * 79, 1),
        ("fixme " + "x" * 80, 0),
        ("insert " + "x" * 40 + " here", 1),
        ("insert " + "x" * 41 + " here", 0),
        ("your " + "x" * 20 + " title here", 1),
        ("your " + "x" * 21 + " title here", 0),
    ],
)
def test_how_long_a_placeholder_is(text: str, count: int, tmp_path: Path) -> None:
    files = CHECKED | {POST: page("x", f"title: {text}")}
    assert len(found(tmp_path, "placeholder-value", files)) == count


@pytest.mark.parametrize(("length", "help_"), [(60, "Put it in quotes"), (61, "Write ")])
def test_a_number_of_60_digits_is_put_in_quotes(length: int, help_: str, tmp_path: Path) -> None:
    files = CHECKED | {POST: page("x", f"title: {'1' * length}")}
    (item,) = found(tmp_path, "wrong-type", files)
    assert item.help.startswith(help_)


def test_near_fields_are_looked_for_50_times(tmp_path: Path) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    lines = [f"title{letter}: x" for letter in letters] + [f"{letter}title: x" for letter in letters[1:]]
    files = CHECKED | {POST: page("x", "title: x", *lines)}
    items = found(tmp_path, "unknown-field", files)
    assert ["move its value" in item.help for item in items] == [True] * 50 + [False]


@pytest.mark.parametrize(("count", "more"), [(8, "`"), (9, " and 1 more")])
def test_eight_documents_are_named(count: int, more: str, tmp_path: Path) -> None:
    files = {f"_team/member{number}.md": page("x") for number in range(count)}
    files |= CHECKED | {POST: page("x", "author: somebody")}
    (item,) = found(tmp_path, "dangling-reference", files)
    assert item.help.count("`member") == 8
    assert item.help.rstrip(".").endswith(more)


@pytest.mark.parametrize(("length", "end"), [(160, "x"), (161, "x…")])
def test_reasons_are_cut_after_160_characters(length: int, end: str, tmp_path: Path) -> None:
    url = "https://www.example.com/gone"
    verdicts = json.dumps({url: {"outcome": "broken", "reason": "x" * length}})
    (item,) = found(tmp_path, "broken-external-link", {POST: page(f"[x]({url})")}, verdicts)
    assert item.message.count("x" * 160) == 1
    assert item.message.endswith(f" {'x' * 159}{end}")


@pytest.mark.parametrize(("length", "shows"), [(200, True), (201, False)])
def test_a_line_of_200_characters_is_shown_as_it_should_be(length: int, tmp_path: Path, *, shows: bool) -> None:
    line = "title: a: " + "b" * (length - len("title: 'a: '"))
    (item,) = found(tmp_path, "unreadable-front-matter", {POST: page("x", line)})
    assert item.help.startswith("Write `title: 'a: b") is shows


@pytest.mark.parametrize(("length", "count"), [(4096, 2), (4097, 0)])
def test_folders_of_an_address_of_4096_characters_are_compared(length: int, count: int, tmp_path: Path) -> None:
    below = "/x.html/" + "b" * (length - len("/x.html/.html")) + ".html"
    files = {"a.md": page("x", "permalink: /x.html"), "b.md": page("x", f"permalink: {below}")}
    assert len(found(tmp_path, "duplicate-url", files)) == count


@pytest.mark.parametrize(("count", "named"), [(3, 3), (4, 3)])
def test_three_pages_are_named_that_a_link_may_mean(count: int, named: int, tmp_path: Path) -> None:
    files = {f"p{number}.md": page("x", f"permalink: /p{number}/", "redirect_from: /old/") for number in range(count)}
    files |= {"_config.yml": REDIRECTS, POST: page("[x](/old/)")}
    (item,) = found(tmp_path, "link-to-redirect", files)
    assert item.help.count("`/p") == named


@pytest.mark.parametrize("count", [10, 11])
def test_ten_comments_are_shown_that_a_save_deletes(count: int, tmp_path: Path) -> None:
    files = {
        "admin/index.html": '<script src="https://unpkg.com/decap-cms@^3.0.0/dist/decap-cms.js"></script>\n',
        "admin/config.yml": "collections:\n- {name: news, folder: _news, fields: [{name: title, widget: string}]}\n",
        POST: page("x", "title: A", *["# a remark"] * count),
    }
    (item,) = found(tmp_path, "cms-rewrite", files)
    assert f"deletes {count} comments" in item.message
    assert len(item.related) == 9
