"""Folders of the own host that something else serves, going by what the site's own pages say of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.neighbours import filled_folders, neighbours
from content_lint.links.originals import Originals
from content_lint.links.site_links import resolve_links
from content_lint.links.unknown import Unknown
from tests.links.sites import site_of_texts

OWN = "https://www.example.org"
SHARED = "https://us.github.io"


def of(root: Path, text: str, files: dict[str, str] | None = None, url: str = OWN) -> tuple[str, ...]:
    config = f"url: {url}\nplugins: [jekyll-redirect-from]\n"
    texts = {"_config.yml": config, "a.md": f"---\n---\n{text}\n", "X/own.md": "---\n---\n", **(files or {})}
    return neighbours(site_of_texts(root, texts))


def links(*paths: str, host: str = OWN) -> str:
    return " ".join(f"[x]({host}{path})" for path in paths)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (links("/api/1a", "/api/1b", "/api/1c"), ("/api",)),
        (links("/api/1a", "/api/1b"), ()),
        (links("/api/1a", "/api/1a/", "/api/1a?q", "/api/1a#r", "/api/1b"), ()),
        (links("/api/1a/x", "/api/1b?q#r", "/api/1c/"), ("/api",)),
        (links("/api/a", "/api/b", "/api/c", "/api/"), ("/api",)),
        (f"{links('/api/a', '/api/b', '/api/c')} [y](/api/d)", ()),
        (f"{links('/api/a', '/api/b', '/api/c')} [y](/api/)", ("/api",)),
        (f"{links('/api/a', '/api/b', '/api/c')} [y](api/d)", ("/api",)),
        (links("/X/a", "/X/b", "/X/c"), ()),
        (links("/api", "/b", "/c"), ()),
        (links("/z/a", "/z/b", "/z/c", "/b/a", "/b/b", "/b/c"), ("/b", "/z")),
        (links("/api/a", "/api/b", "/api/c", host="//www.example.org"), ("/api",)),
        (links("/api/a", "/api/b", "/api/c", host="HTTPS://WWW.example.org"), ("/api",)),
        (links("/api/a", "/api/b", "/api/c", host="https://other.example.org"), ()),
        (links("/en/latest/"), ("/en",)),
        (links("/en/stable"), ("/en",)),
        (links("/en/v2.x/a"), ("/en",)),
        (links("/en/2.1"), ("/en",)),
        (links("/stable/api"), ("/stable",)),
        (links("/head/api"), ("/head",)),
        (links("/v1/api"), ("/v1",)),
        (links("/1.x/api"), ("/1.x",)),
        (links("/1/api"), ()),
        (links("/stables/api"), ()),
        (links("/en/latests"), ()),
        (links("/fr/latest/"), ()),
        (links("/en/x/latest/"), ()),
    ],
)
def test_several_pages_of_a_folder_that_the_site_has_not_are_a_neighbours(
    tmp_path: Path, text: str, found: tuple[str, ...]
) -> None:
    assert of(tmp_path, text) == found


@pytest.mark.parametrize(
    ("target", "found"),
    [
        (f"{SHARED}/tool/", ("/tool",)),
        (f"{SHARED}/tool", ("/tool",)),
        (f"{SHARED}/tool/x/y?q#r", ("/tool",)),
        (f"{SHARED}/tool?q/r", ("/tool",)),
        (f"{SHARED}/X/own.html", ()),
        (f"{SHARED}/", ()),
        (f"{SHARED}.evil.org/tool/", ()),
        ("https://other.github.io/tool/", ()),
        ("/tool/", ("/tool",)),
    ],
)
def test_a_page_that_sends_its_readers_on_to_the_shared_host_names_a_neighbour(
    tmp_path: Path, target: str, found: tuple[str, ...]
) -> None:
    files = {
        "t.md": f"---\nredirect_to: {target}\n---\n",
        "hidden.md": f"---\nredirect_to: {SHARED}/h/\npublished: false\n---\n",
        "admin/config.yml": "backend:\n  name: github\n  repo: us/us.github.io\n",
    }
    assert of(tmp_path, "", files, SHARED) == found
    assert of(tmp_path / "own", "", {"t.md": files["t.md"].replace(SHARED, OWN)}) == ()  # nobody else is there


def test_what_is_below_a_neighbour_is_not_checked(tmp_path: Path) -> None:
    text = f"{links('/api/a', '/api/b', '/apis/c')} {links('/api/c')}"
    site = site_of_texts(tmp_path, {"_config.yml": f"url: {OWN}\n", "a.md": f"---\n---\n{text}\n"})
    found = {item.target.url: item.target.cause for item in site.once(resolve_links).all}
    assert found == {**dict.fromkeys(("/api/a", "/api/b", "/api/c"), Unknown.elsewhere), "/apis/c": None}


def test_the_folders_that_hold_something(tmp_path: Path) -> None:
    files = {
        "a.md": "---\n---\n",
        "b/index.md": "---\n---\n",
        "X/X/X.md": "---\npermalink: /Xa/X\n---\n",
        "c/index.html/d.md": "---\n---\n",
        "e/f.png": "",
    }
    site = site_of_texts(tmp_path, files)
    assert filled_folders(site) == ("Xa", "c", "e")


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("X/a.md", ""),
        ("de/X/a.md", "X/a.md"),
        ("X/a.de.md", "X/a.md"),
        ("X/a.pt-BR.md", "X/a.md"),
        ("zh-Hans/X/a.md", "X/a.md"),
        ("zh_tw/X/a.md", "X/a.md"),
        ("deutsch/X/a.md", ""),
        ("X/b.md", ""),
    ],
)
def test_the_same_page_in_another_language_may_have_a_place(tmp_path: Path, path: str, other: str) -> None:
    texts = {path: "---\n---\n## Wo\n", "X/a.md": "---\n---\n## Here\n", "X/b.fr.md": "---\n---\n## La\n"}
    if path in ("X/a.md", "X/b.md"):
        texts[path] = "---\n---\n## Here\n" if path == "X/a.md" else "---\n---\n## Wo\n"
    site = site_of_texts(tmp_path, texts)
    assert site.once(Originals).with_place(path, "here") == (other or (path if path == "X/a.md" else ""))
    assert site.once(Originals).with_place(path, "nowhere") == ""


def test_of_several_languages_the_shortest_name_is_taken(tmp_path: Path) -> None:
    here = "---\n---\n## Here\n"
    texts = {"a.md": "---\n---\n", "a.pt-BR.md": here, "a.fr.md": here, "a.de.md": here}
    assert site_of_texts(tmp_path, texts).once(Originals).with_place("a.md", "here") == "a.de.md"


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        (f"{OWN}/try/lab?path=a", "unknown"),
        ("/try/lab?path=a", "missing"),
        (f"{OWN}/try/lab", "missing"),
        (f"{OWN}/try/lab?utm_source=a", "missing"),
        (f"{OWN}/try?path=a", "missing"),
        (f"{OWN}/X/lab?path=a", "missing"),
    ],
)
def test_a_page_that_is_asked_something_is_a_program_of_another_site(
    tmp_path: Path, address: str, outcome: str
) -> None:
    texts = {"_config.yml": f"url: {OWN}\n", "a.md": f"---\n---\n[x]({address})\n", "X/own.md": "---\n---\n"}
    (found,) = site_of_texts(tmp_path, texts).once(resolve_links).all
    assert found.target.outcome.value == outcome
    assert (found.target.cause is None) is (outcome == "missing")
