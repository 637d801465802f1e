"""What is stored as JSON comes back as it was, whatever it is."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.cache.documents import read_document, write_document
from content_lint.cache.serialise import TAG, decoder, dumps, encoder, loads, plain
from content_lint.config.load import load_settings
from content_lint.engine.load import load_site
from content_lint.engine.run import RunRequest, run_check
from content_lint.parse.dialect import Dialect
from content_lint.parse.document import parse_document
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.registry import catalog
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.site.sources.tree import DiskTree
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import SourceText, Span
from tests.dialects import DIALECTS

ZONES = st.sampled_from([None, UTC, timezone(timedelta(hours=-3, minutes=-30)), ZoneInfo("Europe/London")])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters())
    | st.binary()
    | st.dates()
    | st.times().map(lambda item: item.replace(fold=0))  # nothing that is read has one
    | st.datetimes(timezones=ZONES, allow_imaginary=False)
)
KEYS = st.text(st.characters(), max_size=3) | st.just(TAG) | st.integers() | st.none() | st.dates()
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=8,
)


@settings(deadline=None, max_examples=200)
@given(VALUES)
def test_every_value_comes_back(value: object) -> None:
    back = loads(dumps(plain(value)))
    assert repr(back) == repr(value)
    assert back == value


ODD = {
    "thousands of digits": 10**5000,
    "more than 64 bits": -(2**64),
    "endless": math.inf,
    "half a character": "\udcff\ud800",
    "the tag as a key": {TAG: 1},
    "a tagged value, written by hand": {TAG: ["bytes", "zz"]},
    "keys of all kinds": {"a": {TAG: TAG, 1: date(2024, 2, 29)}},
    "no tuple": (),
    "tuples in a tuple": ((1, [2]), {}),
    "the hour that comes twice": datetime(2024, 10, 27, 1, 30, fold=1, tzinfo=ZoneInfo("Europe/London")),
    "a time of day": time(12, 30, 0, 5),
}


@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
def test_odd_values_come_back(value: object) -> None:
    assert loads(dumps(plain(value))) == value


def test_not_a_number_comes_back() -> None:
    assert math.isnan(loads(dumps(plain(math.nan))))


def test_what_is_no_plain_data_is_refused_when_it_is_written() -> None:
    with pytest.raises(TypeError, match="object is no plain data"):
        plain([object()])


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b"9" * 10_000,
        json.dumps({TAG: 1}).encode(),
        json.dumps({TAG: ["eval", "1"]}).encode(),
        json.dumps({TAG: ["datetime", "x", 0, None]}).encode(),
        json.dumps({TAG: ["datetime", "2024-01-01", 0, "../../etc/passwd"]}).encode(),
        json.dumps({TAG: ["datetime", "2024-01-01", 0, 1e300]}).encode(),
        json.dumps({TAG: ["bytes", 5]}).encode(),
    ],
)
def test_what_nobody_wrote_is_refused_when_it_is_read(line: bytes) -> None:
    with pytest.raises(ValueError):
        loads(line)


def test_a_finding_comes_back_whole() -> None:
    fix = Fix("Remove it", (Edit("a.md", Span(1, 2), "\udcff"),), Safety.UNSAFE)
    related = (Related("b.md", Span(0, 0), "there"),)
    data: dict[str, object] = {"at": date(2024, 1, 1), "both": ("a", 1)}
    found = Diagnostic("rule", Severity.WARNING, "a.md", Span(3, 9), "message", "Help.", related, fix, data)
    assert decoder(Diagnostic)(loads(dumps(encoder(Diagnostic)(found)))) == found


def same(document: Document, back: Document) -> None:
    """Equal, and in the same order; a mapping made of rows is none that equality knows."""
    assert back == document
    if document.front_matter is not None and back.front_matter is not None:
        assert list(back.front_matter.fields.items()) == list(document.front_matter.fields.items())


def through(document: Document) -> Document:
    return read_document(dumps(write_document(document)), document.source)


TEXTS = {
    "everything": (
        "---\ntitle: 'A' # why\nwhen: 2024-02-30\nat: 2024-02-03 04:05:06 +0100\n1: one\nlist: [a, {b: c}]\n"
        "base: &b {x: 1}\nmore: {<<: *b}\ntitle: B # content-lint: ignore[x] because\n---\n"
        "# Head {#h}\n\n<!-- content-lint: ignore[a, b] until=2027-01-01 reason -->\n\n"
        "[a](b 'c') ![d][e] <f@g.org> [lost](a b) [x][y] <a id=z href=q>r</a> {% link s.md %} `code`\n\n[e]: t\n"
    ),
    "none": "no front matter\n",
    "unclosed": "---\na: 1\n",
    "unreadable": "---\na: [\n---\n",
    "list": "---\n- a\n---\n",
    "toml": "+++\nwhen = 2024-02-03\n[a]\nb = [1, 2]\n+++\n# H\n",
    "json": '{"a": {"b": [1]}}\ntext\n',
    "empty": "",
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_document_comes_back_whole(text: str, dialect: Dialect) -> None:
    document = parse_document(SourceText.from_text("_posts/a.md", text), dialect, "posts")
    same(document, through(document))


def test_bytes_that_are_no_text_come_back() -> None:
    document = parse_document(SourceText.from_bytes("a.md", b"---\na: \xff\n---\n"), jekyll.DIALECT)
    same(document, through(document))


def test_the_real_site_comes_back_whole(shared: Path) -> None:
    chosen = load_settings(shared / "sites" / "civil-service-lgbt", catalog=catalog())
    loaded = load_site(chosen, DiskTree(chosen.root))
    documents = [*loaded.documents.values(), *loaded.others.values()]
    assert len(documents) > 1_200
    for document in documents:
        same(document, through(document))
    found = run_check(chosen, RunRequest(datetime(2026, 9, 1, tzinfo=UTC))).diagnostics
    assert len(found) > 1_000
    for item in found:
        assert decoder(Diagnostic)(loads(dumps(encoder(Diagnostic)(item)))) == item
