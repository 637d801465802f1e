"""Which built page is whose: by its name, and by as much of its text as has to agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.built.matching import match_pages
from tests.files import write_files
from tests.links.sites import site_of_folder


def matched(root: Path, texts: dict[str, str], built: dict[str, str], settings: str = "") -> dict[str, str]:
    write_files(root, {"content-lint.toml": settings, **texts, **{f"out/{path}": text for path, text in built.items()}})
    return match_pages(site_of_folder(root, output=root / "out")).files


@pytest.mark.parametrize(
    ("path", "file", "same"),
    [
        ("pages/X/xax.md", "X/xax/index.html", True),
        ("X/xax.md", "X/xax.html", True),
        ("X/XaX.md", "x/xax/index.html", True),
        ("x/xax.md", "X/XaX/index.html", True),
        ("X/index.md", "X/index.html", True),
        ("X/_index.md", "X/index.html", True),
        ("X/Index.md", "X.html", True),
        ("a/X/X.md", "X/index.html", True),
        ("a/X/x.md", "x/index.html", True),
        ("01-intro.md", "intro/index.html", True),
        ("1. intro.md", "intro/index.html", True),
        ("1_intro.md", "intro/index.html", True),
        ("1intro.md", "intro/index.html", False),
        ("12.md", "12/index.html", True),
        ("1-2.md", "1-2/index.html", True),
        ("2020-01-02-notes.md", "notes/index.html", True),
        ("2020-1-02-notes.md", "notes/index.html", False),
        ("x/2020-01-02-2.md", "x/2/index.html", True),
        ("notes.2020.md", "notes.2020/index.html", True),
        ("a b.md", "a b/index.html", True),
        ("a b.md", "a%20b.html", True),
        ("X/a.md", "Y/a/index.html", False),
        ("X/a.md", "X/Y/a/index.html", False),
        ("X/Y/a.md", "Y/a/index.html", True),
        ("X/Y/a.md", "a/index.html", True),
        ("a.md", "b/index.html", False),
        ("a.md", "a/b.html", False),
    ],
)
def test_a_document_without_words_is_found_by_its_name_where_its_folders_fit(
    tmp_path: Path, path: str, file: str, *, same: bool
) -> None:
    assert matched(tmp_path, {path: ""}, {file: "<p>Other words.</p>"}) == ({path: f"/{file}"} if same else {})


def test_of_two_pages_of_one_name_that_in_the_same_folders_is_taken(tmp_path: Path) -> None:
    built = {"a/n/index.html": "<p>x</p>", "n/index.html": "<p>y</p>", "b/n/index.html": "<p>z</p>"}
    assert matched(tmp_path, {"a/n.md": ""}, built) == {"a/n.md": "/n/index.html"}  # both fit: the last by name
    texts = {"a/n.md": "", "b/n.md": ""}
    assert matched(tmp_path / "two", texts, {name: built[name] for name in built if name != "n/index.html"}) == {
        "a/n.md": "/a/n/index.html",
        "b/n.md": "/b/n/index.html",
    }


def test_a_page_is_taken_once(tmp_path: Path) -> None:
    texts = {"a/n.md": "", "n.md": ""}
    assert matched(tmp_path, texts, {"n/index.html": "<p>x</p>"}) == {"a/n.md": "/n/index.html"}


def words(*, first: int = 0, count: int = 40) -> list[str]:
    return [f"word{number}" for number in range(first, first + count)]


def test_what_generators_leave_out_of_a_text_is_not_looked_for(tmp_path: Path) -> None:
    """Tags, addresses and code of templates are between the words, and each word has to be its neighbours'."""
    marked = " ".join(f"<b>{word}</b>" for word in words())
    linked = " ".join(f"[{word}](https://e.org/a)" for word in words(first=100))
    made = " ".join(f"{word} {{{{ x }}}}" for word in words(first=200))
    texts = {"m.md": marked, "l.md": linked, "t.md": made}
    built = {f"{number}.html": f"<p>{' '.join(words(first=100 * number))}</p>" for number in range(3)}
    found = matched(tmp_path, texts, built, 'generator = "plain"\n')
    assert found == {"m.md": "/0.html", "l.md": "/1.html", "t.md": "/2.html"}


@pytest.mark.parametrize(("shared", "same"), [(9, False), (10, True)])
def test_of_a_short_text_nearly_half_of_its_runs_have_to_be_there(tmp_path: Path, shared: int, *, same: bool) -> None:
    """Twenty runs of four words: nine in twenty are 0.45."""
    text = words(count=23)
    page = [*text[: shared + 2], *words(first=500, count=11)]
    found = matched(tmp_path, {"a.md": " ".join(text)}, {"x.html": f"<p>{' '.join(page)}</p>"})
    assert found == ({"a.md": "/x.html"} if same else {})


@pytest.mark.parametrize(("shared", "same"), [(11, False), (12, True)])
def test_of_a_longer_text_two_fifths_have_to_be_there(tmp_path: Path, shared: int, *, same: bool) -> None:
    """Thirty runs of four words."""
    text = words(count=33)
    page = [*text[: shared + 3], *words(first=500, count=15)]
    found = matched(tmp_path, {"a.md": " ".join(text)}, {"x.html": f"<p>{' '.join(page)}</p>"})
    assert found == ({"a.md": "/x.html"} if same else {})


@pytest.mark.parametrize(("pages", "same"), [(40, True), (41, False)])
def test_what_more_than_forty_pages_hold_tells_nothing(tmp_path: Path, pages: int, *, same: bool) -> None:
    text = " ".join(words())
    built = {f"{number:02}.html": f"<p>{text} {' '.join(words(first=900 * number))}</p>" for number in range(1, pages)}
    built["zz.html"] = f"<p>{text}</p>"
    assert matched(tmp_path, {"a.md": text}, built) == ({"a.md": "/zz.html"} if same else {})


def test_of_two_pages_with_a_text_that_is_taken_which_holds_the_least_besides(tmp_path: Path) -> None:
    text = " ".join(words())
    built = {
        "a.html": f"<p>{text} {' '.join(words(first=300))}</p>",
        "b.html": f"<p>{text} end</p>",
        "c.html": f"<p>{text} {' '.join(words(first=600))}</p>",
    }
    assert matched(tmp_path, {"x.md": text}, built) == {"x.md": "/b.html"}


def test_a_long_text_is_found_by_some_of_its_runs(tmp_path: Path) -> None:
    text = " ".join(words(count=2000))
    assert matched(tmp_path, {"x.md": text}, {"b.html": f"<p>{text}</p>", "c.html": "<p>x</p>"}) == {"x.md": "/b.html"}


@pytest.mark.parametrize("name", ["README.md", "readme.md", "ReadMe.md"])
def test_a_read_me_has_the_name_of_its_folder(tmp_path: Path, name: str) -> None:
    texts = {f"docs/X/{name}": "", "mkdocs.yml": "site_name: x\n"}
    assert matched(tmp_path, texts, {"y.html": "", "X.html": "<p>x</p>"}) == {f"docs/X/{name}": "/X.html"}
