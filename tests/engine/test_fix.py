"""Fixing in rounds, with rules that behave and with rules that do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content_lint.config.load import load_settings
from content_lint.engine.fix import rounds as fixing
from content_lint.engine.fix.rounds import ROUNDS, Fixed, RefusedFixes, fix_site, write_fixes
from content_lint.engine.load import Loaded
from content_lint.engine.run import RunRequest, run_check
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Report
from content_lint.rules.registry import catalog
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span

REQUEST = RunRequest(now=datetime(2024, 6, 1, tzinfo=UTC))
POST = "_posts/2020-01-01-a.md"
FAULTY = (
    "---\r\ntitle: A # kept\r\ndate: '2020-01-01'\r\npermalink: a/\r\n---\r\n"
    "Write to [u\u200bs](mailto:%20us@Example.org) or [me](me@example.org).  \r\nNo end"
)
FIXED = (
    "---\r\ntitle: A # kept\r\ndate: 2020-01-01\r\npermalink: /a/\r\n---\r\n"
    "Write to [us](mailto:us@example.org) or [me](mailto:me@example.org).  \r\nNo end"
)


def put(root: Path, **files: str | bytes) -> Path:
    for path, text in {"_config.yml": "title: A\n", **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def fixed(root: Path, *, least: Safety = Safety.SAFE, request: RunRequest = REQUEST, within=None) -> Fixed:
    return fix_site(load_settings(root, catalog=catalog()), request, least=least, within=within)


def written(root: Path, **more) -> Fixed:
    return write_fixes(load_settings(root, catalog=catalog()), REQUEST, fixed(root, **more))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Rules of a test: each gives spans, new texts and its name for a document's text."""

    def install(*rules: Callable[[str, str], Iterator[tuple[str, list[tuple[str, int, int, str]]]]]) -> None:
        def check(settings, request: RunRequest, loaded: Loaded) -> Report:
            found = []
            for path, document in sorted(loaded.documents.items()):
                for rule in rules:
                    for name, edits in rule(path, document.source.text):
                        made = tuple(Edit(where, Span(start, end), text) for where, start, end, text in edits)
                        span = made[0].span
                        found.append(
                            Diagnostic(name, Severity.ERROR, path, span, "wrong", fix=Fix("Do it", made, Safety.SAFE))
                        )
            return Report(tuple(found), {}, len(loaded.documents))

        monkeypatch.setattr(fixing, "check_loaded", check)

    return install


def swap(name: str, old: str, new: str):
    """A rule that wants one text for another."""

    def rule(path: str, text: str):
        for match in re.finditer(re.escape(old), text):
            yield name, [(path, match.start(), match.end(), new)]

    return rule


def test_everything_but_what_is_named_stays_byte_for_byte(tmp_path: Path) -> None:
    put(tmp_path, **{POST: FAULTY})
    outcome = written(tmp_path)
    assert (tmp_path / POST).read_bytes() == FIXED.encode()
    assert outcome.by_rule == {
        "invisible-character": 1, "missing-mailto": 1, "padded-mailto": 1, "quoted-date": 1, "relative-permalink": 1,
        "unnormalised-mailto": 1,
    }  # fmt: skip
    assert outcome.refusals == ()
    assert [item for item in outcome.report.diagnostics if item.fix] == []
    assert fixed(tmp_path).files == {}


def test_a_byte_order_mark_stays_where_it_is_no_fault(tmp_path: Path) -> None:
    put(tmp_path, **{POST: "\ufeff" + FAULTY})
    written(tmp_path)
    assert (tmp_path / POST).read_bytes() == ("\ufeff" + FIXED).encode()


def test_unsafe_fixes_are_made_only_when_they_are_asked_for(tmp_path: Path) -> None:
    put(tmp_path, **{POST: "---\ntitle: A\nredirect_from: /b/\nredirect_from: /c/\n---\n"})
    assert fixed(tmp_path).files == {}
    written(tmp_path, least=Safety.UNSAFE)
    assert (tmp_path / POST).read_text() == "---\ntitle: A\nredirect_from:\n  - /b/\n  - /c/\n---\n"


def test_three_redirects_become_one_list_in_rounds(tmp_path: Path) -> None:
    put(tmp_path, **{POST: "---\nredirect_from: /b/\nx: 1\nredirect_from: /c/\nredirect_from: [/d/]\n---\n"})
    written(tmp_path, least=Safety.UNSAFE)
    assert (tmp_path / POST).read_text() == "---\nx: 1\nredirect_from:\n  - /b/\n  - /c/\n  - /d/\n---\n"


def test_what_is_suppressed_or_not_selected_is_left_alone(tmp_path: Path) -> None:
    text = "---\na: 1\n---\n<!-- content-lint: ignore[padded-mailto] it is so -->\nWrite to [us](mailto:%20us@a.org).\n"
    put(tmp_path, **{POST: text, "content-lint.toml": 'ignore = ["missing-mailto"]\n'})
    (tmp_path / "_posts/2020-01-02-b.md").write_text("---\na: 1\n---\n[x](us@a.org)\n")
    assert fixed(tmp_path).files == {}


def test_only_the_named_files_are_changed(tmp_path: Path) -> None:
    other = "_posts/2020-01-02-b.md"
    put(tmp_path, **{POST: FAULTY, other: FAULTY})
    one = RunRequest(now=REQUEST.now, paths=(other,))
    assert list(fixed(tmp_path, request=one).files) == [other]
    assert list(fixed(tmp_path, within=[other]).files) == [other]
    assert list(fixed(tmp_path, within=["_posts"]).files) == [POST, other]


def test_files_that_are_not_utf8_are_never_written(tmp_path: Path) -> None:
    data = FAULTY.encode() + b"\xff"
    put(tmp_path, **{POST: data})
    assert written(tmp_path, least=Safety.UNSAFE).files == {}
    assert (tmp_path / POST).read_bytes() == data


def test_a_file_that_changes_before_it_is_written_is_left_alone_and_reported(tmp_path: Path) -> None:
    put(tmp_path, **{POST: FAULTY, "_posts/2020-01-02-b.md": FAULTY})
    settings = load_settings(tmp_path, catalog=catalog())
    plan = fix_site(settings, REQUEST, least=Safety.SAFE)
    (tmp_path / POST).write_text("---\ntitle: An editor was here\n---\n[x](mailto:%20us@example.org)\n")
    outcome = write_fixes(settings, REQUEST, plan)
    assert "An editor was here" in (tmp_path / POST).read_text()
    assert (tmp_path / "_posts/2020-01-02-b.md").read_bytes() == FIXED.encode()
    assert [(item.path, item.error) for item in outcome.report.failures] == [
        (POST, "it has changed since it was read, so it was left alone")
    ]
    # What is reported is what stands on disk now.
    assert outcome.report.diagnostics == run_check(settings, REQUEST).diagnostics
    assert [item.rule for item in outcome.report.diagnostics if item.path == POST] == ["padded-mailto"]
    assert outcome.by_rule["padded-mailto"] == 1


def test_two_names_of_one_file_are_fixed_once(tmp_path: Path) -> None:
    put(tmp_path, **{POST: FAULTY})
    (tmp_path / "_posts/2020-01-02-link.md").symlink_to("2020-01-01-a.md")
    outcome = written(tmp_path)
    assert list(outcome.files) == [POST]
    assert outcome.report.failures == ()
    assert (tmp_path / POST).read_bytes() == FIXED.encode()
    assert [item for item in outcome.report.diagnostics if item.fix] == []


def test_a_fix_that_changes_what_it_does_not_name_is_refused_and_the_others_are_made(
    tmp_path: Path, fake: Callable[..., None]
) -> None:
    put(tmp_path, **{POST: "---\na: 1\nb: 2\n---\nOne two [x](y).\n"})
    fake(
        swap("breaks-front-matter", "a: 1", "a: 1\nb: {"), swap("harmless", "One", "1"), swap("hides-link", "two", "`")
    )
    outcome = fixed(tmp_path)
    assert outcome.files[POST].text == "---\na: 1\nb: 2\n---\n1 ` [x](y).\n"
    assert outcome.refusals == (
        RefusedFixes(
            POST, ("breaks-front-matter",), "it would also change the front matter, so that it cannot be read"
        ),
    )


def test_a_fix_is_made_in_all_its_files_or_in_none(tmp_path: Path, fake: Callable[..., None]) -> None:
    other = "_posts/2020-01-02-b.md"
    put(tmp_path, **{POST: "---\na: 1\n---\nOne\n", other: "---\na: 1\n---\nTwo [x](y)\n"})

    def both(path: str, text: str):
        if path == POST and "One" in text:
            yield "both", [(POST, 13, 16, "1"), (other, 13, 13, "    ")]

    fake(both, swap("alone", "Two", "2"))
    outcome = fixed(tmp_path)
    assert {path: file.text[13:] for path, file in outcome.files.items()} == {other: "2 [x](y)\n"}
    assert [(item.path, item.rules) for item in outcome.refusals] == [(other, ("both",))]


@pytest.mark.parametrize("length", [2, 3])
def test_fixes_that_undo_each_other_are_named_and_stopped(
    tmp_path: Path, fake: Callable[..., None], length: int
) -> None:
    put(tmp_path, **{POST: "---\na: 1\n---\nword0 and fault\n"})
    circle = [swap(f"rule-{number}", f"word{number}", f"word{(number + 1) % length}") for number in range(length)]
    fake(*circle, swap("other", "fault", "cured"))
    outcome = fixed(tmp_path)
    assert outcome.refusals == (
        RefusedFixes(POST, tuple(f"rule-{number}" for number in range(length)), "each undoes what the other does"),
    )
    assert outcome.files[POST].text.endswith(" and cured\n")
    assert outcome.by_rule["other"] == 1


def test_a_fix_that_never_settles_is_stopped_and_its_file_stays_as_it_was(
    tmp_path: Path, fake: Callable[..., None]
) -> None:
    put(tmp_path, **{POST: "---\na: 1\n---\nword\n", "_posts/2020-01-02-b.md": "---\na: 1\n---\nfault\n"})
    fake(swap("grows", "word", "a word"), swap("other", "fault", "cured"))
    outcome = fixed(tmp_path)
    assert list(outcome.files) == ["_posts/2020-01-02-b.md"]
    assert outcome.refusals == (RefusedFixes(POST, ("grows",), f"they did not settle after {ROUNDS} rounds"),)


def test_a_fix_that_changes_nothing_is_refused(tmp_path: Path, fake: Callable[..., None]) -> None:
    put(tmp_path, **{POST: "---\na: 1\n---\nword\n"})
    fake(swap("idle", "word", "word"))
    assert [item.reason for item in fixed(tmp_path).refusals] == ["an edit would change nothing"]


def test_a_fix_that_is_no_text_is_refused(tmp_path: Path, fake: Callable[..., None]) -> None:
    put(tmp_path, **{POST: "---\na: 1\n---\nword other\n"})
    fake(swap("bytes", "word", "\udcff"), swap("half", "other", "\ud800"))
    assert fixed(tmp_path).files == {}


def test_a_fix_of_a_file_that_is_no_document_is_refused(tmp_path: Path, fake: Callable[..., None]) -> None:
    put(tmp_path, **{POST: "---\na: 1\n---\nword\n"})
    fake(lambda path, text: iter([("outside", [("_config.yml", 0, 0, "x")])]))
    outcome = fixed(tmp_path)
    assert outcome.files == {}
    assert [item.reason for item in outcome.refusals] == ["it would change a file that is no document"]


def test_many_fixes_of_which_many_are_at_fault_do_not_cost_a_reading_each(
    tmp_path: Path, fake: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, **{POST: "---\na: 1\n---\n" + "[x](y) bad\n\n" * 600})
    fake(swap("bad", "bad", "bad\n\n[new](link) <!--"))
    readings = 0
    parse = fixing.parse

    def counted(*arguments):
        nonlocal readings
        readings += 1
        return parse(*arguments)

    monkeypatch.setattr(fixing, "parse", counted)
    fixed(tmp_path)
    assert readings <= 2 * (fixing._TRIALS + 2)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("permalink: /a/", "permalink: /b/", "where its page is, or whether it is published"),
        ("published: true", "published: false", "where its page is, or whether it is published"),
        ("date: 2020-01-01", "date: 2020-01-02", "where its page is, or whether it is published"),
        ("redirect_from: /o/", "redirect_from: /p/", "where its page is, or whether it is published"),
        ("](/c/)", "](/d/)", "the page that a link leads to"),
        ("](https://www.example.org/old/)", "](/d/)", "the page that a link leads to"),
    ],
)
def test_a_safe_fix_that_moves_a_page_or_a_link_is_taken_back(tmp_path: Path, fake, old, new, what) -> None:
    post = (
        "---\npermalink: /a/\npublished: true\ndate: 2020-01-01\nredirect_from: /o/\nnote: wrong\n---\n"
        "[c](/c/) and [old](https://www.example.org/old/)\n"
    )
    root = put(
        tmp_path,
        **{
            "_config.yml": "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n",
            POST: post,
            "c.md": "---\npermalink: /c/\nredirect_from: /old/\nnote: wrong\n---\n",
            "d.md": "---\npermalink: /d/\n---\n",
        },
    )
    fake(swap("mover", old, new), swap("other", "note: wrong", "note: right"))
    outcome = fixed(root)
    assert outcome.refusals == (RefusedFixes(POST, ("mover", "other"), f"it would also change {what}"),)
    assert set(outcome.files) == {"c.md"}
    fake(swap("mover", old, new))
    assert set(fixed(root, least=Safety.UNSAFE).files) == {POST}


def test_a_link_that_led_nowhere_and_one_that_is_named_shorter_are_no_moves(tmp_path: Path, fake) -> None:
    root = put(
        tmp_path,
        **{
            "_config.yml": "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n",
            "a.md": "---\npermalink: /a/\n---\n[x](/nope/) [y](https://www.example.org/old/) [z](/C/)\n",
            "c.md": "---\npermalink: /c/\nredirect_from: /old/\n---\n",
        },
    )
    fake(swap("one", "/nope/", "/c/"), swap("two", "https://www.example.org/old/", "/c/"), swap("three", "/C/", "/c/"))
    assert fixed(root).refusals == ()
    assert fixed(root).files["a.md"].text.endswith("[x](/c/) [y](/c/) [z](/c/)\n")


def test_a_page_that_comes_to_be_must_not_take_the_place_of_another(tmp_path: Path) -> None:
    root = put(
        tmp_path,
        **{
            "_posts/2020-01-01-a.md": "\n---\ntitle: A\n---\n",
            "_posts/2020-01-02-b.md": "\n---\npermalink: /c/\n---\n",
            "c.md": "---\npermalink: /c/\n---\n",
        },
    )
    outcome = fixed(root)
    assert set(outcome.files) <= {"_posts/2020-01-01-a.md"}
    assert {item.path for item in outcome.refusals} >= {"_posts/2020-01-02-b.md"}


@pytest.mark.parametrize(
    ("old", "new"), [("[ c](/c/)", "[c](/c/) [d](/d/)"), ("*{ x }*", "{{ x }}"), ("[ c](/c/)", "c")]
)
def test_a_safe_fix_makes_no_link_and_no_template(tmp_path: Path, fake, old: str, new: str) -> None:
    root = put(tmp_path, **{"a.md": "---\ntitle: A\n---\n[ c](/c/) *{ x }* ` y`\n"})
    fake(swap("maker", old, new))
    assert set(fixed(root).files) == set()
    assert len(fixed(root).refusals) == 1
    assert set(fixed(root, least=Safety.UNSAFE).files) == {"a.md"}
