"""Which files a form of the CMS is for, in one language and in several."""

from __future__ import annotations

import time
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
import yaml
from msgspec.structs import replace

from content_lint.cms.bridge import bound_forms, differences
from content_lint.cms.date_formats import formatted
from content_lint.cms.next_save import changes_of, fate_of
from content_lint.config.detect.decap import fields_of
from content_lint.config.forms import Forms, read_forms
from content_lint.config.load import load_settings
from content_lint.engine.load import load_site
from content_lint.parse.front_matter.yaml.reader import read_yaml, rules_for
from content_lint.rules.registry import catalog
from content_lint.site.sources.tree import DiskTree
from content_lint.text.source import Span
from tests.files import write_files


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


WHOLE = """\
backend: {name: test-repo, branch: main}
media_folder: assets
public_folder: /assets
slug: {encoding: ascii, clean_accents: true, sanitize_replacement: "-"}
i18n: {structure: multiple_folders, locales: [en, de], default_locale: en}
collections:
  - name: news
    label: News
    folder: _news
    create: true
    slug: "{{year}}-{{slug}}"
    identifier_field: title
    extension: md
    format: yaml-frontmatter
    filter: {field: kind, value: party}
    nested: {depth: 2}
    fields:
      - {label: Title, name: title, widget: string, required: true, pattern: ["^a", "begins with a"], default: a}
      - {label: Kind, name: kind, widget: select, options: [party, talk], multiple: false, default: party}
      - {label: Kinds, name: kinds, widget: select, options: [{label: Party, value: party}], multiple: true, min: 1}
      - {label: Seats, name: seats, widget: number, value_type: int, min: 1, max: 9}
      - {label: Day, name: day, widget: datetime, date_format: YYYY-MM-DD, time_format: HH:mm, picker_utc: true}
      - {label: Other, name: other, widget: relation, collection: news, value_field: title, search_fields: [title]}
      - {label: Who, name: who, widget: object, fields: [{label: Name, name: name, widget: string}]}
      - {label: Links, name: links, widget: list, field: {label: Url, name: url, widget: string}}
      - {label: Parts, name: parts, widget: list, types: [{name: a, widget: object, fields: [{name: x}]}]}
      - {label: Body, name: body, widget: markdown}
  - name: pages
    label: Pages
    files:
      - {name: about, label: About, file: _news/about.md, fields: [{label: Title, name: title, widget: string}]}
"""
ODD = [None, True, 7, -1.5, "", "x", [], {}, ["x"], [["x"]], [None], {"x": 1}, {"x": ["y"]}, date(2022, 7, 17)]


def places(value: object, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of every value in a configuration."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*above, key)
        yield from places(item, (*above, key))


@pytest.mark.parametrize("program", ["decap", "sveltia"])
def test_no_configuration_stops_the_comparison(tmp_path: Path, program: str) -> None:
    """Whatever a stranger wrote in a place, that is a difference at most, and no error of ours."""
    script = {"decap": "decap-cms@3", "sveltia": "sveltia-cms"}[program]
    files = {
        "_config.yml": "collections: {news: {output: true}}\n",
        "admin/config.yml": WHOLE,
        "admin/index.html": f"<script src='{script}'></script>",
        "_news/en/a.md": "---\ntitle: 7\nkind: [a]\nkinds: party\nseats: x\nday: y\nwho: [a]\nlinks: {a: b}\n---\nA.\n",
        "_news/about.md": "---\ntitle: a\n---\nA.\n",
        "schemas/news.py": "from content_lint.schema import DateTime, OneOf, PlainText, Schema, Tags\n\n\n"
        "class Who(Schema):\n    name: PlainText\n\n\nclass News(Schema, collection='news'):\n"
        "    title: PlainText\n    kind: OneOf['party', 'talk'] = 'talk'\n    seats: int = 1\n"
        "    day: DateTime | None = None\n    who: Who | None = None\n    links: Tags | None = None\n",
    }
    settings = load_settings(write_files(tmp_path, files), catalog=catalog())
    assert settings.forms is not None
    assert settings.forms.program == program
    documents = load_site(settings, DiskTree(settings.root)).documents
    stopped = []
    whole, draw = yaml.safe_load(WHOLE), Random(1)
    for place in places(whole):
        for odd in draw.sample(ODD, 4):
            config = deepcopy(whole)
            inner = config
            for step in place[:-1]:
                inner = inner[step]
            inner[place[-1]] = odd
            reading = SimpleNamespace(data=config, fields={})
            found = read_forms(reading, "admin/config.yml", settings.forms.name, program)  # type: ignore[arg-type]
            changed = replace(settings, forms=found)
            try:
                list(differences(changed, bound_forms(changed, documents.values())))
                for document in documents.values():
                    form = found.of(document.path, document.front_matter.data if document.front_matter else None)
                    if form is not None:
                        fields_of(form)
                        fate_of(document, form, program)
                        changes_of(document, form, program, settings.dialect, settings.zone)
            except Exception as error:  # noqa: BLE001 - every one is named
                stopped.append((place, odd, f"{type(error).__name__}: {error}"))
    assert stopped == []


def test_a_long_format_of_dates_costs_no_time() -> None:
    started = time.process_time()
    formatted("Y" * 30_000 + "[" * 30_000)
    assert time.process_time() - started < 0.5
