from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from content_lint.output.html import listed
from content_lint.output.html.listed import MOST, address_of
from content_lint.output.surroundings import CodeHost, EarlierReport, Surroundings
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Coverage, Failure, NotChecked
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span
from tests.output.hostile import TEXTS, raw_in
from tests.output.html_page import Parsed, data_of, encodable, page_of
from tests.output.sample import finding, report_of

TEXT = "one bad two\n"
POST = "_posts/2019-04-01-a.md"


def rows(page):
    """The tables, as texts of their cells."""
    found = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    return [[re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in found]


def test_the_state_of_the_site_is_said_first():
    report = report_of(finding(TEXT, "bad"), finding(TEXT, "two", rule="odd-word"), files=7, baselined=4)
    text = Parsed(page_of(report, {"a.md": TEXT})).text
    for said in (
        "1 thing has to be put right",
        "7 documents checked",
        "1 error: to be put right",
        "4 known from before",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({}, "Nothing is broken"),
        ({"failures": (Failure("running the rule x", "a.md", "KeyError"),)}, "Not everything could be checked"),
        ({"coverage": {"internal": Coverage(10, 3)}}, "Nothing is broken in what could be checked"),
    ],
)
def test_a_page_never_says_more_than_is_known(more, verdict):
    assert f'<h2 id="state">{verdict}</h2>' in page_of(report_of(**more), {})


def test_what_was_not_checked_and_what_failed_is_on_the_page():
    cause = NotChecked("internal links", 7, "are written by templates", "Build the site")
    report = report_of(
        coverage={"internal": Coverage(10, 3, (cause,))},
        not_checked=(NotChecked("Markdown files", 2, "no front matter"),),
        failures=(Failure("running the rule x", "a.md", "KeyError"),),
        notices=("no schema",),
    )
    text = Parsed(page_of(report, {})).text
    for said in (
        "Internal links: 3 of 10 checked.",
        "7 are written by templates. Build the site",
        "Markdown files (2): no front matter",
        "not done: running the rule x a.md: KeyError",
        "no schema",
    ):
        assert said in text


def test_findings_are_counted_by_rule_collection_folder_and_year():
    files = {POST: TEXT, "about.md": f"---\nlast_date: 2021-05-06\n---\n{TEXT}"}
    report = report_of(
        finding(TEXT, "bad", path=POST),
        finding(TEXT, "one", path=POST, rule="vague-word"),
        finding(files["about.md"], "two", path="about.md", rule="odd-word"),
    )
    documents = {POST: "posts", "_posts/b.md": "posts", "about.md": "pages"}
    found = rows(page_of(report, files, Surroundings(documents=documents)))
    assert found == [
        ["rule", "errors", "warnings", "infos", "all"],
        ["broken-thing", "1", "0", "0", ""],
        ["vague-word", "0", "1", "0", ""],
        ["odd-word", "0", "0", "1", ""],
        ["collection", "documents", "errors", "warnings", "infos", "all"],
        ["posts", "2", "1", "1", "0", ""],
        ["pages", "1", "0", "0", "1", ""],
        ["folder", "errors", "warnings", "infos", "all"],
        ["_posts/", "1", "1", "0", ""],
        ["./", "0", "0", "1", ""],
        ["year of the text", "errors", "warnings", "infos", "all"],
        ["2021", "0", "0", "1", ""],
        ["2019", "1", "1", "0", ""],
    ]


def test_a_table_names_fifteen_and_sums_the_rest():
    items = [finding(TEXT, "bad", path=f"{number:02}/a.md") for number in range(17)]
    found = rows(page_of(report_of(*items), {}))
    assert [row[:2] for row in found[-2:]] == [["14/", "1"], ["2 more", "2"]]


def test_every_finding_is_in_the_data_with_excerpt_help_and_fix():
    edits = (Edit("a.md", Span(4, 7), "good"),)
    item = finding(TEXT, "bad", help="Write `good`", fix=Fix("Write it", edits, Safety.UNSAFE))
    data = data_of(page_of(report_of(item), {"a.md": TEXT}))
    assert data["texts"] == ["`bad` is broken", "Write `good`"]
    fix = ["unsafe", "Write it", [["-", "one bad two"], ["+", "one good two"]]]
    assert data["items"] == [[0, 0, 0, 1, 0, 1, ["one ", "bad", " two"], fix]]
    assert data["files"] == [["a.md", "", "", "./", ""]]
    assert data["rules"] == [["broken-thing", "SY101", ""]]


def test_an_excerpt_of_a_long_line_is_cut_on_both_sides():
    text = f"{'a' * 100}{'b' * 300}{'c' * 100}\n"
    item = Diagnostic("broken-thing", Severity.ERROR, "a.md", Span(100, 400), "x")
    (shown,) = data_of(page_of(report_of(item), {"a.md": text}))["items"]
    assert shown[6] == ["…" + "a" * 60, "b" * 160 + "…", "c" * 60 + "…"]


def test_files_are_linked_where_they_can_be_read():
    around = Surroundings(host=CodeHost("https://host.example/o/r/blob/abc/", "#L"))
    report = report_of(finding(TEXT, "bad", path="a b/ü#.md"), paths_prefix="web")
    data = data_of(page_of(report, {}, around))
    assert (data["host"], data["line"]) == ("https://host.example/o/r/blob/abc/", "#L")
    assert data["files"][0][1] == "web/a%20b/%C3%BC%23.md"
    assert address_of("\udce9.md") == "%E9.md"


def test_earlier_reports_are_a_line_and_a_table():
    earlier = (
        EarlierReport("2026-01-01", 5, {Severity.ERROR: 9, Severity.WARNING: 2}),
        EarlierReport("2026-02-01", 6, {Severity.ERROR: 4}),
    )
    page = page_of(report_of(finding(TEXT, "bad")), {}, Surroundings(day="2026-03-01", earlier=earlier))
    assert rows(page)[:4] == [
        ["day", "documents", "errors", "warnings", "infos"],
        ["2026-03-01", "1", "1", "0", "0"],
        ["2026-02-01", "6", "4", "0", "0"],
        ["2026-01-01", "5", "9", "2", "0"],
    ]
    points = re.search(r'<path class="line error" d="M([^"]*)"', page)[1].split("L")
    heights = [float(point.split()[1]) for point in points]
    assert heights == sorted(heights)  # down the page, as errors grow fewer
    assert 'class="trend"' not in page_of(report_of(), {}, Surroundings(day="2026-03-01"))


def test_the_policy_allows_this_style_and_this_script_alone():
    page = page_of(report_of(finding(TEXT, "bad")), {"a.md": TEXT})
    parsed = Parsed(page)
    policy = next(attrs["content"] for tag, attrs in parsed.tags if attrs.get("http-equiv"))
    inline = [re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1] for tag in ("style", "script")]
    hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in inline]
    assert policy.startswith(f"default-src 'none'; style-src {hashes[0]}; script-src {hashes[1]}; base-uri 'none'")
    assert "unsafe" not in policy


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_text_is_no_markup(text):
    edits = (Edit(text, Span(0, 1), text),)
    item = Diagnostic("x", Severity.ERROR, text, Span(0, 3), text, text, fix=Fix(text, edits, Safety.SAFE))
    unchecked = NotChecked(text, 1, text, text)
    around = Surroundings(name=text, documents={text: text, "b.md": text + "b"})
    report = report_of(
        item,
        notices=(text,),
        failures=(Failure(text, text, text),),
        not_checked=(unchecked,),
        coverage={"internal": Coverage(1, 0, (unchecked,))},
    )
    page = page_of(report, {text: encodable(text)}, around)
    assert page.isascii()
    assert raw_in(page.replace("\t", "")) == []
    parsed, usual = Parsed(page), Parsed(page_of(report_of(finding(TEXT, "bad")), {}))
    assert {tag for tag, _ in parsed.tags} <= {tag for tag, _ in usual.tags} | {"table", "details", "bdi", "code"} | {
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "li",
        "div",
        "rect",
    }
    attributes = {name for _, attrs in parsed.tags for name in attrs}
    assert [name for name in attributes if name.startswith("on") or name in {"src", "style"}] == []
    assert len(data_of(page)["items"]) == 1


def test_a_page_stays_small_and_says_what_it_leaves_out(monkeypatch):
    line = "word " * 30
    texts = {f"_posts/2020-01-{number % 28 + 1:02}-{number}.md": f"{line}bad {line}\n" * 2 for number in range(1300)}
    edits = Fix("Write it", (), Safety.SAFE)
    items = [
        finding(
            texts[path], "bad", path=path, message=f"`{number}` is no such thing", help=f"Write `{number}`", fix=edits
        )
        for number, path in enumerate([*texts, *list(texts)[:700]])
    ]
    page = page_of(report_of(*items), texts)
    assert len(data_of(page)["items"]) == 2000
    assert len(page) < 1_000_000
    monkeypatch.setattr(listed, "MOST", 20)
    monkeypatch.setattr(listed, "ROOM_FOR_DETAILS", 2_000)
    page = page_of(report_of(*items), texts)
    assert len(data_of(page)["items"]) == 20
    assert "1,980 more, the least bad ones, are counted above and not listed." in page
    assert re.search(r"\b\d+ are listed without an excerpt", page)
    assert MOST == 10_000


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_text_has_the_contrast_that_wcag_asks_for():
    page = page_of(report_of(), {})
    schemes = [
        dict(re.findall(r"--([\w-]+): (#\w{6})", block)) for block in re.findall(r":root \{(.*?)\}", page, re.DOTALL)
    ]
    assert len(schemes) == 3  # light, dark, print
    for scheme in schemes:
        on_panels = [
            (name, ground) for name in ("text", "soft", "link", "gone", "come") for ground in ("page", "panel")
        ]
        pairs = [*on_panels, *((name, "page") for name in ("error", "warning", "info")), ("mark-text", "mark")]
        for text, ground in pairs:
            light, dark = sorted((_luminance(scheme[text]), _luminance(scheme[ground])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground, scheme[text])
        light, dark = sorted((_luminance(scheme["edge"]), _luminance(scheme["page"])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3
