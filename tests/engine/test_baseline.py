"""The baseline's keys and its file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.config.errors import ConfigError
from content_lint.engine.baseline import Baseline, apply_baseline, dump_baseline, read_baseline
from content_lint.engine.load import Loaded
from content_lint.parse.document import parse_document
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import BaselineEntry, Failure, Report
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.site.model import Survey
from content_lint.site.sources.tree import DiskTree
from content_lint.text.source import SourceText, Span

TEXT = "---\ntitle: odd\nevent:\n  start: odd\nlinks:\n  - odd\n  - odd\n---\nodd text\n\n## odd\n\nmore odd text\n"


def document(text: str, path: str = "a.md") -> Document:
    return parse_document(SourceText.from_text(path, text), jekyll.DIALECT)


def every(text: str, word: str = "odd", path: str = "a.md", rule: str = "odd-word") -> list[Diagnostic]:
    """A finding at each place of a word."""
    found, start = [], text.find(word)
    while start >= 0:
        found.append(Diagnostic(rule, Severity.ERROR, path, Span(start, start + len(word)), "odd"))
        start = text.find(word, start + 1)
    return found


def applied(
    baseline: Baseline | None, *texts: tuple[str, str], wanted=None, rules=("odd-word",), failures=()
) -> Report:
    documents = {path: document(text, path) for path, text in texts}
    found = [item for path, text in texts for item in every(text, path=path)]
    report = Report(tuple(found), {}, len(documents), failures=tuple(failures))
    loaded = Loaded(Survey((), ()), DiskTree(Path()), documents)
    return apply_baseline(report, baseline, loaded, wanted if wanted is not None else set(documents), rules)


def made(*texts: tuple[str, str]) -> Baseline:
    use = applied(Baseline(), *texts).baseline
    assert use is not None
    return Baseline(frozenset(use.new))


def test_entries_name_key_text_and_number() -> None:
    assert sorted((item.at, item.text, item.nth) for item in made(("a.md", TEXT)).entries) == [
        ("", "odd", 1),
        ("", "odd", 2),
        ("", "odd", 3),
        ("event.start", "odd", 1),
        ("links", "odd", 1),
        ("links", "odd", 2),
        ("title", "odd", 1),
    ]


def test_without_a_baseline_nothing_changes() -> None:
    report = applied(None, ("a.md", TEXT))
    assert (len(report.diagnostics), report.baseline) == (7, None)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("---\nodd", "---\nA new paragraph.\n\n\nodd"),
        lambda text: text.replace("title: odd\n", "").replace("links:", "title: odd\nlinks:"),
        lambda text: text.replace("## odd", "### odd"),
        lambda text: text.replace("odd text\n\n## odd\n", "## odd\n\nodd text\n"),
        lambda text: text.replace("links:\n", "links:\n  - fine\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("text", "words").replace("more", "much more"),
    ],
    ids=["above", "key moved", "heading", "order", "list item", "line ends", "words around"],
)
def test_moving_lines_and_editing_elsewhere_bring_nothing_back(change) -> None:
    report = applied(made(("a.md", TEXT)), ("a.md", change(TEXT)))
    assert report.baseline is not None
    assert (report.diagnostics, report.baselined, report.baseline.gone) == ((), 7, ())


def test_one_more_of_the_same_is_new_and_the_last_of_them_is_named() -> None:
    text = TEXT + "\nand odd\n"
    report = applied(made(("a.md", TEXT)), ("a.md", text))
    assert [item.span.start for item in report.diagnostics] == [text.rindex("odd")]


def test_what_is_cured_is_gone_and_does_not_excuse_another_key() -> None:
    text = TEXT.replace("title: odd", "title: fine").replace("event:", "other: odd\nevent:")
    report = applied(made(("a.md", TEXT)), ("a.md", text))
    assert report.baseline is not None
    assert [item.at for item in report.baseline.new] == ["other"]
    assert [item.at for item in report.baseline.gone] == ["title"]


def test_nothing_is_said_of_what_was_not_checked() -> None:
    baseline = made(("a.md", TEXT), ("b.md", TEXT))
    for report in (
        applied(baseline, ("a.md", TEXT), ("b.md", "fine"), wanted={"a.md"}),
        applied(baseline, ("a.md", "fine"), ("b.md", "fine"), rules=("other-rule",)),
        applied(baseline, ("a.md", "fine"), ("b.md", TEXT), failures=[Failure("x", "a.md", "y")]),
        applied(baseline, ("a.md", "fine"), ("b.md", "fine"), failures=[Failure("x", "", "y")]),
    ):
        assert report.baseline is not None
        assert report.baseline.gone == ()


def test_entries_of_a_deleted_file_are_gone() -> None:
    report = applied(made(("a.md", TEXT), ("b.md", TEXT)), ("a.md", TEXT))
    assert report.baseline is not None
    assert {item.path for item in report.baseline.gone} == {"b.md"}


def test_long_texts_are_told_apart_by_more_than_their_beginning() -> None:
    texts = [f"{'x' * 500}{end}" for end in "ab"]
    entries = set()
    for text in texts:
        found = Diagnostic("odd-word", Severity.ERROR, "a.md", Span(0, len(text)), "odd")
        loaded = Loaded(Survey((), ()), DiskTree(Path()), {"a.md": document(text)})
        use = apply_baseline(Report((found,), {}, 1), Baseline(), loaded, {"a.md"}, {"odd-word"}).baseline
        assert use is not None
        entries.update(use.new)
    assert len(entries) == 2
    assert all(len(entry.text) < 160 for entry in entries)


TEXTS = st.text(st.characters(codec=None, exclude_categories=()), max_size=12)
ENTRIES = st.builds(BaselineEntry, TEXTS, TEXTS, TEXTS, TEXTS, st.integers(1, 3))


@settings(max_examples=60, deadline=None)
@given(st.frozensets(ENTRIES, max_size=5), st.randoms())
def test_what_is_written_is_read_again_in_any_order_and_twice(tmp_path_factory, entries, chance) -> None:
    file = tmp_path_factory.getbasetemp() / "baseline.json"
    text = dump_baseline(Baseline(entries))
    file.write_text(text)
    assert text.isascii()
    assert json.loads(text)["version"] == 1
    assert read_baseline(file, "x") == Baseline(entries)
    head, *lines, last, end = text.split("\n")
    chance.shuffle(lines)
    file.write_text("\n".join([head, *lines, *lines[:1], last, end]))
    assert read_baseline(file, "x") == Baseline(entries)


def test_no_file_is_no_baseline(tmp_path: Path) -> None:
    assert read_baseline(tmp_path / "none.json", "none.json") is None


HEAD = '{"version": 1, "entries": ['
GOOD = '{"path": "a.md", "rule": "x", "text": "y"},'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "the baseline is damaged: this is not JSON"),
        (f"{HEAD}\n{GOOD}\n{{oops\nnull]}}\n", 3, "the baseline is damaged: this is not JSON"),
        (f"{HEAD}\n<<<<<<< ours\n{GOOD}\n=======\n>>>>>>> theirs\nnull]}}", 2, "the baseline holds the marks of a"),
        ("[]", 1, "the baseline is damaged: it has no list of entries"),
        ('{"version": 1}', 1, "the baseline is damaged: it has no list of entries"),
        ('{"version": 2, "entries": []}', 1, "the baseline is of version 2, and this program reads version 1"),
        (f'{HEAD}\n{GOOD}\n{{"path": "a.md"}},\nnull]}}', 3, "the baseline is damaged: an entry has no"),
        (f'{HEAD}\n{{"path": "a", "rule": "b", "text": "c", "nth": 0}}\n]}}', 2, "the baseline is damaged: an entry"),
        (
            f'{HEAD}{GOOD}\n{{"path": "a", "rule": "b", "text": "c", "more": 0}}\n]}}',
            2,
            "the baseline is damaged: an e",
        ),
        ("[" * 100_000, None, "the baseline is damaged: it is nested too deeply"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line_and_a_cure(
    tmp_path: Path, text: str, line: int | None, message: str
) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(text)
    with pytest.raises(ConfigError) as raised:
        read_baseline(file, "baseline.json")
    assert (raised.value.file, raised.value.line) == ("baseline.json", line)
    assert raised.value.message.startswith(message)
    assert "--update-baseline" in raised.value.help
