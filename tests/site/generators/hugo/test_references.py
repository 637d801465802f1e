from __future__ import annotations

import tomllib
from datetime import UTC, datetime

import pytest

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.parse_config import parse_config
from content_lint.site.generators.hugo.references import BrokenReferenceError, HugoReferences
from tests.site.generators.hugo.sites import build_texts

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SITE = {
    "_index.md": "",
    "about.md": "",
    "posts/_index.md": "",
    "posts/one.md": "",
    "posts/Two Words.md": "---\nslug: zwei\n---\n",
    "posts/leaf/index.md": "",
    "posts/leaf/res.md": "",
    "posts/sub/_index.md": "",
    "posts/sub/one.md": "",
    "posts/sub/deep.md": "",
    "docs/one-x.md": "",
    "docs/deep/er/z.md": "",
    "docs/draft.md": "---\ndraft: true\n---\n",
    "docs/v1.2.md": "",
    "docs/leaf2/index.md": "",
    "tg.md": "---\ntags: [x]\n---\n",
    "posts/one.fr.md": "",
}

# What `relref` of Hugo 0.168.0 gave for this site; empty where it found nothing or more than one page.
ANSWERS = [
    ("about.md", "one", ""),
    ("about.md", "./one", ""),
    ("about.md", "../one", ""),
    ("about.md", "posts/one", "/posts/one/"),
    ("about.md", "/posts/one.md", "/posts/one/"),
    ("about.md", "/posts/one/", "/posts/one/"),
    ("about.md", "posts", "/posts/"),
    ("about.md", "posts/_index.md", "/posts/"),
    ("about.md", "leaf", "/posts/leaf/"),
    ("about.md", "/posts/leaf/index.md", "/posts/leaf/"),
    ("about.md", "..", "/"),
    ("about.md", "sub", "/posts/sub/"),
    ("about.md", "deep", "/posts/sub/deep/"),
    ("about.md", "deep.md", "/posts/sub/deep/"),
    ("about.md", "two-words", "/posts/zwei/"),
    ("about.md", "POSTS/ONE", "/posts/one/"),
    ("about.md", "zwei", ""),
    ("about.md", "draft", ""),
    ("about.md", "v1.2", ""),
    ("about.md", "v1.2.md", "/docs/v1.2/"),
    ("about.md", "z", "/docs/deep/er/z/"),
    ("about.md", "deep/er/z", ""),
    ("about.md", "nope", ""),
    ("about.md", "about", "/about/"),
    ("about.md", "../about.md", "/about/"),
    ("about.md", "res", ""),
    ("about.md", "x", "/tags/x/"),
    ("about.md", "tags/x", "/tags/x/"),
    ("about.md", "#frag", "#frag"),
    ("about.md", "one-x#frag", "/docs/one-x/#frag"),
    ("about.md", "one-x?a=b", "/docs/one-x/"),
    ("about.md", "one.html", ""),
    ("about.md", "index", "/"),
    ("about.md", "home", ""),
    ("posts/one.md", "one", "/posts/one/"),
    ("posts/one.md", "./one", "/posts/one/"),
    ("posts/one.md", "../one", ""),
    ("posts/one.md", "posts/one", "/posts/one/"),
    ("posts/one.md", "/posts/one.md", "/posts/one/"),
    ("posts/one.md", "/posts/one/", "/posts/one/"),
    ("posts/one.md", "posts", "/posts/"),
    ("posts/one.md", "posts/_index.md", "/posts/"),
    ("posts/one.md", "leaf", "/posts/leaf/"),
    ("posts/one.md", "/posts/leaf/index.md", "/posts/leaf/"),
    ("posts/one.md", "..", "/"),
    ("posts/one.md", "sub", "/posts/sub/"),
    ("posts/one.md", "deep", "/posts/sub/deep/"),
    ("posts/one.md", "deep.md", "/posts/sub/deep/"),
    ("posts/one.md", "two-words", "/posts/zwei/"),
    ("posts/one.md", "POSTS/ONE", "/posts/one/"),
    ("posts/one.md", "zwei", ""),
    ("posts/one.md", "draft", ""),
    ("posts/one.md", "v1.2", ""),
    ("posts/one.md", "v1.2.md", "/docs/v1.2/"),
    ("posts/one.md", "z", "/docs/deep/er/z/"),
    ("posts/one.md", "deep/er/z", ""),
    ("posts/one.md", "nope", ""),
    ("posts/one.md", "about", "/about/"),
    ("posts/one.md", "../about.md", "/about/"),
    ("posts/one.md", "res", ""),
    ("posts/one.md", "x", "/tags/x/"),
    ("posts/one.md", "tags/x", "/tags/x/"),
    ("posts/one.md", "#frag", "#frag"),
    ("posts/one.md", "one-x#frag", "/docs/one-x/#frag"),
    ("posts/one.md", "one-x?a=b", "/docs/one-x/"),
    ("posts/one.md", "one.html", "/posts/one/"),
    ("posts/one.md", "index", "/posts/"),
    ("posts/one.md", "home", ""),
    ("posts/leaf/index.md", "one", "/posts/one/"),
    ("posts/leaf/index.md", "./one", "/posts/one/"),
    ("posts/leaf/index.md", "../one", ""),
    ("posts/leaf/index.md", "posts/one", "/posts/one/"),
    ("posts/leaf/index.md", "/posts/one.md", "/posts/one/"),
    ("posts/leaf/index.md", "/posts/one/", "/posts/one/"),
    ("posts/leaf/index.md", "posts", "/posts/"),
    ("posts/leaf/index.md", "posts/_index.md", "/posts/"),
    ("posts/leaf/index.md", "leaf", "/posts/leaf/"),
    ("posts/leaf/index.md", "/posts/leaf/index.md", "/posts/leaf/"),
    ("posts/leaf/index.md", "..", "/"),
    ("posts/leaf/index.md", "sub", "/posts/sub/"),
    ("posts/leaf/index.md", "deep", "/posts/sub/deep/"),
    ("posts/leaf/index.md", "deep.md", "/posts/sub/deep/"),
    ("posts/leaf/index.md", "two-words", "/posts/zwei/"),
    ("posts/leaf/index.md", "POSTS/ONE", "/posts/one/"),
    ("posts/leaf/index.md", "zwei", ""),
    ("posts/leaf/index.md", "draft", ""),
    ("posts/leaf/index.md", "v1.2", ""),
    ("posts/leaf/index.md", "v1.2.md", "/docs/v1.2/"),
    ("posts/leaf/index.md", "z", "/docs/deep/er/z/"),
    ("posts/leaf/index.md", "deep/er/z", ""),
    ("posts/leaf/index.md", "nope", ""),
    ("posts/leaf/index.md", "about", "/about/"),
    ("posts/leaf/index.md", "res", ""),
    ("posts/leaf/index.md", "x", "/tags/x/"),
    ("posts/leaf/index.md", "tags/x", "/tags/x/"),
    ("posts/leaf/index.md", "#frag", "#frag"),
    ("posts/leaf/index.md", "one-x#frag", "/docs/one-x/#frag"),
    ("posts/leaf/index.md", "one-x?a=b", "/docs/one-x/"),
    ("posts/leaf/index.md", "one.html", "/posts/one/"),
    ("posts/leaf/index.md", "index", "/posts/"),
    ("posts/leaf/index.md", "home", ""),
]


@pytest.fixture(scope="module")
def references() -> HugoReferences:
    built, _ = build_texts({f"content/{path}": text for path, text in SITE.items()}, "", NOW)
    return HugoReferences(built, HugoConfig())


@pytest.mark.parametrize(("source", "reference", "url"), ANSWERS)
def test_a_reference_leads_where_hugo_says(references: HugoReferences, source: str, reference: str, url: str) -> None:
    if url:
        assert references.resolve(reference, f"content/{source}").url == url
    else:
        with pytest.raises(BrokenReferenceError):
            references.resolve(reference, f"content/{source}")


def test_the_reasons_are_told_apart(references: HugoReferences) -> None:
    with pytest.raises(BrokenReferenceError, match="several pages are called `one`"):
        references.resolve("one", "content/about.md")
    with pytest.raises(BrokenReferenceError, match="no page that is published has the path `draft`"):
        references.resolve("draft", "content/about.md")


def test_a_reference_names_its_file(references: HugoReferences) -> None:
    assert references.resolve("/posts/one#part", "content/about.md").path == "content/posts/one.md"
    assert references.resolve("/docs", "content/about.md").path is None


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("/posts", "/blog/"),
        ("/blog", ""),
        ("/tags/ünï", "/tags/uni/"),
        ("ünï", "/tags/uni/"),
        ("/tags/uni", ""),
        ("/docs/deep", ""),  # a folder is no section by itself
    ],
)
def test_a_list_that_no_file_makes_is_named_by_its_folder_and_not_by_its_address(reference: str, url: str) -> None:
    written = 'removePathAccents = true\npermalinks.section.posts = "/blog/"\n'
    config = parse_config(tomllib.loads(written))
    texts = {"posts/a.md": "---\ntags: [ünï]\n---\n", "docs/deep/b.md": ""}
    built, _ = build_texts({f"content/{path}": text for path, text in texts.items()}, written, NOW)
    references = HugoReferences(built, config)
    try:
        found = references.resolve(reference, "content/posts/a.md").url
    except BrokenReferenceError:
        found = ""
    assert found == url
