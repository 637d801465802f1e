"""Which files a form of the CMS is for, in one language and in several."""

from __future__ import annotations

import pytest
import yaml

from content_lint.config.forms import Forms, read_forms
from content_lint.parse.front_matter.yaml.reader import read_yaml, rules_for
from content_lint.text.source import Span


def forms(text: str) -> Forms:
    return read_forms(
        read_yaml(text, Span(0, len(text)), rules_for("pyyaml")), "admin/config.yml", "Decap CMS", "decap"
    )


def site(structure: str, collection: str = "i18n: true", **more: object) -> Forms:
    languages = {"structure": structure, "locales": ["en", "de", "pt-BR"], **more}
    return forms(
        f"i18n: {yaml.safe_dump(languages, default_flow_style=True).strip()}\n"
        f"collections: [{{name: posts, folder: content/posts, {collection}, fields: [{{name: title, i18n: true}}]}}]\n"
    )


@pytest.mark.parametrize(
    ("structure", "path", "is_default"),
    [
        ("multiple_files", "content/posts/a.en.md", True),
        ("multiple_files", "content/posts/a.md", True),
        ("multiple_files", "content/posts/a.de.md", False),
        ("multiple_files", "content/posts/v1.2.md", True),
        ("multiple_folders", "content/posts/en/a.md", True),
        ("multiple_folders", "content/posts/pt-BR/a.md", False),
        ("multiple_folders_i18n_root", "de/content/posts/a.md", False),
        ("multiple_root_folders", "en/content/posts/a.md", True),
        ("single_file", "content/posts/a.md", True),
    ],
)
def test_files_of_languages_are_entries(structure: str, path: str, *, is_default: bool) -> None:
    form = site(structure).of(path)
    assert form is not None
    data = {"title": "A"}
    whole = {"en": data, "de": {}} if structure == "single_file" else data
    assert form.in_default_language(path, whole) == (data if is_default else None)


@pytest.mark.parametrize(
    ("structure", "path"),
    [
        ("multiple_folders", "content/posts/fr/a.md"),
        ("multiple_folders", "content/posts/en/old/a.md"),
        ("multiple_files", "content/posts/en/a.md"),
        ("multiple_folders_i18n_root", "fr/content/posts/a.md"),
    ],
)
def test_others_are_none(structure: str, path: str) -> None:
    assert site(structure).of(path) is None


def test_a_collection_may_have_its_own_languages() -> None:
    found = site("multiple_files", "i18n: {structure: multiple_folders, locales: [fi], default_locale: fi}")
    assert found.of("content/posts/fi/a.md") is not None
    assert found.of("content/posts/en/a.md") is None
    without = site("multiple_folders", "i18n: false").folders[0]
    assert without.translation is None
    assert without.in_default_language("content/posts/de/a.md", {"a": 1}) == {"a": 1}


def test_globs_reach_the_folders_of_languages() -> None:
    assert site("multiple_folders").folders[0].globs == ("content/posts/**/*.md",)
    assert site("multiple_root_folders").folders[0].globs[1] == "de/content/posts/**/*.md"


def test_single_files_have_what_their_collection_says() -> None:
    found = forms(
        "i18n: {structure: multiple_files, locales: [en, de]}\n"
        "collections:\n"
        "  - {name: pages, format: toml-frontmatter, i18n: true, files: [\n"
        "      {name: about, file: 'content/{{locale}}/about.md', fields: [{name: title}]},\n"
        "      {name: home, file: /content/index.md, format: yaml-frontmatter, fields: [{name: title}]}]}\n"
    )
    about, home = found.of("content/de/about.md"), found.of("content/index.md")
    assert about is not None
    assert (about.collection, about.format) == ("about", "toml-frontmatter")
    assert home is not None
    assert home.format == "yaml-frontmatter"
