from __future__ import annotations

from pathlib import Path

from content_lint.parse.facts import FenceState
from content_lint.site.build import file_facts
from content_lint.site.model import State
from tests.links.sites import site_of_texts

POST = "---\ntitle: A\npermalink: /a/\n---\n"


def test_the_model_and_the_addresses_are_made_once_and_only_when_asked(tmp_path: Path) -> None:
    site = site_of_texts(tmp_path, {"a.md": POST})
    assert not {"built", "addresses", "pages"} & site.__dict__.keys()
    assert site.built is site.built
    assert site.addresses is site.addresses
    assert [(page.path, page.url, page.state) for page in site.pages.values()] == [("a.md", "/a/", State.LIVE)]


def test_what_is_made_of_a_site_is_made_once_however_many_ask(tmp_path: Path) -> None:
    site = site_of_texts(tmp_path, {"a.md": POST})
    calls = []

    def count(asked: object) -> int:
        calls.append(asked)
        return len(calls)

    assert not site.was_made(count)
    assert (site.once(count), site.once(count)) == (1, 1)
    assert site.was_made(count)
    assert calls == [site]


def test_excluded_files_are_part_of_the_site_and_no_documents(tmp_path: Path) -> None:
    site = site_of_texts(
        tmp_path,
        {"_config.yml": "url: https://www.example.org\n", "old/b.md": POST, "a.md": "---\n---\n"}
        | {"content-lint.toml": 'exclude = ["old/**"]\n'},
    )
    assert list(site.documents) == ["a.md"]
    assert site.addresses.find("/a/") is not None


def test_a_page_whose_bytes_are_not_utf8_keeps_its_address(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes(b"---\npermalink: /bad/\n---\n\xff\n")
    site = site_of_texts(tmp_path, {"a.md": POST})
    document = site.documents["bad.md"]
    assert document.header is FenceState.MISSING
    facts = file_facts(document, site.settings)
    assert (facts.header, facts.utf8, facts.data) == (FenceState.FOUND, False, {"permalink": "/bad/"})
    assert site.addresses.find("/bad/") is not None


def test_anchors_are_headings_and_ids_and_complete_without_a_layout(tmp_path: Path) -> None:
    body = '## One\n\n<p id="two">x</p>\n\n### One\n'
    site = site_of_texts(tmp_path, {"a.md": POST + body, "b.md": "---\nlayout: gone\n---\n## One\n"})
    found = site.anchors("a.md")
    assert found is not None
    assert (sorted(found.ids), found.complete) == (["one", "one-1", "two"], True)
    assert site.anchors("a.md") is found
    other = site.anchors("b.md")
    assert other is not None
    assert (other.ids, other.complete) == (("one",), False)
    assert site.anchors("gone.md") is None
