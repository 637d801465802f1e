from __future__ import annotations

import json
from time import process_time

import pytest
from msgspec.structs import replace

from content_lint.output.rdjson import rdjson
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span
from tests.output.hostile import TEXTS, raw_in
from tests.output.sample import finding, renderer_of, report_of

TEXT = "😀 bad one\ntwo\n\nlast é word\n"


def diagnostics(report, files=None, **more):
    value = json.loads("".join(rdjson(renderer_of(report, files or {"a.md": TEXT}, **more))))
    assert value["source"] == {"name": "content-lint"}
    return value["diagnostics"]


def fixed(text, marked, written, *, safety=Safety.SAFE, path="a.md"):
    """A finding over ``marked`` whose fix writes something else there."""
    item = finding(text, marked)
    return replace(item, fix=Fix("Write it", (Edit(path, item.span, written),), safety))


def suggestions(item, text=TEXT):
    (found,) = diagnostics(report_of(item), {"a.md": text})
    return found.get("suggestions", [])


def apply(text, suggestion):
    """What a reviewer who takes a suggestion gets: whole lines are replaced, by none where the text is empty."""
    lines = text.split("\n")
    span = suggestion["range"]
    lines[span["start"]["line"] - 1 : span["end"]["line"]] = [suggestion["text"]] if suggestion["text"] else []
    return "\n".join(lines)


def test_a_diagnostic_has_what_the_format_names():
    item = finding(TEXT, "bad", help="Write `good`", related=(Related("a.md", Span(10, 13), "another"),))
    assert diagnostics(report_of(item), opened=lambda path: f"web/{path}") == [
        {
            "message": "broken-thing: `bad` is broken. Write `good`",
            "location": {
                "path": "web/a.md",
                "range": {"start": {"line": 1, "column": 6}, "end": {"line": 1, "column": 9}},
            },
            "severity": "ERROR",
            "code": {"value": "SY101"},
            "original_output": "web/a.md:1:3: SY101 broken-thing `bad` is broken. Write `good`",
            "related_locations": [
                {"message": "another", "location": {"path": "web/a.md", "range": {"start": {"line": 2}}}}
            ],
        }
    ]


def test_severities_are_those_of_the_format():
    items = [replace(finding(TEXT, "bad"), severity=severity, span=Span(severity, 9)) for severity in Severity]
    assert [item["severity"] for item in diagnostics(report_of(*items))] == ["INFO", "WARNING", "ERROR"]


@pytest.mark.parametrize(
    ("text", "span", "start", "end"),
    [
        ("a𐐀b", Span(2, 3), (1, 6), (1, 7)),  # the example of the specification
        ("é\né bad", Span(4, 7), (2, 4), (2, 7)),
        ("é\né bad", Span(0, 3), (1, 1), (2, 3)),
        ("\ufeffbad", Span(1, 4), (1, 4), (1, 7)),  # a byte order mark has three bytes
        ("\udce9 bad", Span(2, 5), (1, 3), (1, 6)),  # a byte that is not UTF-8 is one
        ("bad", Span(7, 9), (1, 4), (1, 4)),
    ],
)
def test_columns_count_bytes(text, span, start, end):
    (found,) = diagnostics(report_of(Diagnostic("x", Severity.ERROR, "a.md", span, "x")), {"a.md": text})
    place = found["location"]["range"]
    assert [(at["line"], at["column"]) for at in (place["start"], place["end"])] == [start, end]


def test_findings_on_one_line_have_columns_of_their_own():
    spans = [Span(0, 1), Span(0, 3), Span(2, 6), Span(10, 11), Span(4, 5)]
    text = "é" * 8 + "\n" + "é" * 8
    items = [Diagnostic("x", Severity.ERROR, "a.md", span, "x") for span in spans]
    found = [
        item["location"]["range"]
        for item in diagnostics(replace(report_of(), diagnostics=tuple(items)), {"a.md": text})
    ]
    assert [(place["start"]["column"], place["end"]["column"]) for place in found] == [
        (1, 3),
        (1, 7),
        (5, 13),
        (3, 5),
        (9, 11),
    ]


def test_a_file_that_cannot_be_read_is_named_without_a_place():
    (found,) = diagnostics(report_of(finding("bad", "bad", path="b.md")))
    assert found["location"] == {"path": "b.md"}


@pytest.mark.parametrize(
    ("text", "marked", "written", "after"),
    [
        (TEXT, "bad", "good", TEXT.replace("bad", "good")),
        (TEXT, "two\n", "", TEXT.replace("two\n", "")),
        (TEXT, "one\ntwo", "1\n2\n3", TEXT.replace("one\ntwo", "1\n2\n3")),
        ("one\ntwo", "two", "2", "one\n2"),
        ("one\r\ntwo\r\n", "two", "2", "one\r\n2\n"),  # the format leaves the last line end to the reader
        ("\ufeffone\ntwo\n", "one", "1", "\ufeff1\ntwo\n"),
    ],
)
def test_a_fix_is_a_suggestion_of_whole_lines(text, marked, written, after):
    (suggestion,) = suggestions(fixed(text, marked, written), text)
    assert apply(text, suggestion) == after
    assert set(suggestion["range"]["start"]) == {"line"}


def test_a_new_line_comes_with_the_one_beside_it():
    item = replace(finding(TEXT, "two"), fix=Fix("Add", (Edit("a.md", Span(10, 10), "new\n"),), Safety.UNSAFE))
    assert suggestions(item) == [{"range": {"start": {"line": 2}, "end": {"line": 2}}, "text": "new\ntwo"}]


def test_edits_that_belong_together_are_one_suggestion():
    edits = (Edit("a.md", Span(2, 5), "good"), Edit("a.md", Span(10, 13), "2"))
    (suggestion,) = suggestions(replace(finding(TEXT, "bad"), fix=Fix("Write", edits, Safety.SAFE)))
    assert apply(TEXT, suggestion) == TEXT.replace("bad", "good").replace("two", "2")


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (fixed(TEXT, "bad", "good", safety=Safety.DISPLAY), TEXT),
        (fixed(TEXT, "bad", "bad"), TEXT),
        (fixed(TEXT, "bad", "good", path="b.md"), TEXT),
        (fixed("a\rbad\n", "bad", "good"), "a\rbad\n"),  # git counts no line there
        (fixed("\udce9 bad\n", "bad", "good"), "\udce9 bad\n"),
        (fixed("a\nbad\nb\n", "bad", ""), "a\nbad\nb\n"),  # would be taken for a deletion
        (fixed("x" * 20_000 + "bad", "bad", "good"), "x" * 20_000 + "bad"),
    ],
)
def test_what_the_format_cannot_say_is_no_suggestion(item, text):
    assert suggestions(item, text) == []


def test_a_long_line_still_has_one():
    text = "x" * 19_997 + "bad"
    assert len(suggestions(fixed(text, "bad", "good"), text)) == 1


def test_no_finding_is_an_empty_list():
    assert diagnostics(report_of()) == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_text_is_ascii_without_commands(text):
    related = (Related(text, Span(0, 1), text),)
    fix = Fix(text, (Edit("a.md", Span(0, 1), text),), Safety.SAFE)
    items = [
        Diagnostic(text, Severity.ERROR, text, Span(0, 1), text, text, related),
        Diagnostic("x", Severity.ERROR, "a.md", Span(0, 1), text, fix=fix),
    ]
    output = "".join(rdjson(renderer_of(report_of(*items), {"a.md": "x\n"})))
    assert output.isascii()
    assert raw_in(output) == []
    for item in json.loads(output)["diagnostics"]:
        assert raw_in(item["message"]) == []
        item["original_output"].encode("utf-8")


@pytest.mark.parametrize("sign", ["@user", "![x](y)", "<b>", "https://evil.example", "www.evil.example", "a*b*", "#1"])
@pytest.mark.parametrize("quoted", ["`a` {} `b`", "`a` `{}", "{}"])
def test_no_message_is_markup_in_a_comment(sign, quoted):
    message = quoted.format(sign)
    item = Diagnostic("x", Severity.ERROR, "a.md", Span(0, 1), message)
    said = diagnostics(report_of(item))[0]["message"]
    fence = "``" if "`" in message else "`"
    assert said == f"{fence} x: {message} {fence}"


def test_a_long_line_with_many_findings_takes_linear_time():
    text = "é bad " * 40_000
    fix = Fix("Write", (Edit("a.md", Span(0, 1), "e"),), Safety.SAFE)
    items = [Diagnostic("x", Severity.ERROR, "a.md", Span(at, at + 3), "x", fix=fix) for at in range(2, 240_000, 60)]
    started = process_time()
    assert len(diagnostics(report_of(*items), {"a.md": text})) == 4000
    assert process_time() - started < 3
