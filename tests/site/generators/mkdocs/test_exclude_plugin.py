"""The files that the plugin exclude takes out of a site of MkDocs'."""

from __future__ import annotations

import pytest

from content_lint.links.site_links import resolve_links
from content_lint.site.generators.mkdocs.exclude_plugin import ExcludePlugin
from tests.files import write_files
from tests.links.sites import site_of_folder


@pytest.mark.parametrize(
    ("options", "inner", "expected"),
    [
        ({"glob": ["snippets/*"]}, "snippets/a.md", True),
        ({"glob": ["snippets/*"]}, "snippets/deep/a.md", True),  # a star crosses folders
        ({"glob": "*.tmp"}, "deep/a.tmp", True),
        ({"glob": ["snippets/*"]}, "other/snippets/a.md", False),
        ({"glob": ["A.md"]}, "a.md", False),
        ({"regex": [r".*\.bin"]}, "deep/a.bin", True),
        ({"regex": r"draft-.*"}, "draft-a.md", True),
        ({"regex": r"draft-.*"}, "deep/draft-a.md", False),
        ({"regex": [r".*\.(tmp|bin|tar)$"]}, "deep/a.bin", True),
        ({"regex": [r".*\.(tmp|bin|tar)$"]}, "deep/a.bin.md", False),
        ({"regex": [r"a?b+c"]}, "bbc", True),
        ({"regex": [r".*"]}, "a" * 1000, True),
        ({"regex": [r".*"]}, "a" * 1001, False),
        ({"regex": [r"(a+)+b"]}, "aaab", False),  # it might take for ever, and so might those that follow
        ({"regex": [r"(a)?b"]}, "ab", False),
        ({"regex": [r"a?a?a?b"]}, "aab", False),
        ({"regex": [r".*.*.*b"]}, "ab", False),
        ({"regex": [r"(a|a)(a|a)(a|a)b"]}, "aaab", False),
        ({"regex": [r"(?=a)a"]}, "a", False),
        ({"glob": ["*a" * 60 + "b"]}, "a" * 4000, False),
        ({"regex": [r"[", r"*"]}, "a", False),
        ({"glob": {"a": 1}, "regex": 3}, "a", False),
        ({}, "a.md", False),
    ],
)
def test_what_it_takes_out(options, inner, expected):
    assert ExcludePlugin.read(options).match(inner) is expected


def test_links_in_what_is_left_out_are_nobodys_and_links_to_it_are_dead(tmp_path):
    write_files(
        tmp_path,
        {
            ".git/HEAD": "",
            "mkdocs.yml": "site_name: S\nplugins:\n  - exclude:\n      glob: [snippets/*]\n",
            "docs/index.md": "[a](snippets/part.md)\n",
            "docs/snippets/part.md": "[b](../../elsewhere/x.md)\n",
        },
    )
    site = site_of_folder(tmp_path)
    assert [page.path for page in site.built.pages] == ["docs/index.md"]
    assert [(item.path, item.reason) for item in site.built.skipped] == [
        ("docs/snippets/part.md", "the plugin exclude takes it out of the site")
    ]
    found = [(item.document.path, item.target.outcome.value) for item in site.once(resolve_links).all]
    assert ("docs/index.md", "missing") in found
