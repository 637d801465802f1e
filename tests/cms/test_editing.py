"""Changes of a configuration in place: what is not meant stays as it is, to the byte."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from content_lint.cms.editing import ConfigEditor, EditError

CONFIG = """\
# who edits what
collections:
  - name: 'news' # all of it
    label: "News"
    fields:
      - { label: 'Title', name: 'title', widget: 'string' } # first
      - {label: 'Kind', name: 'kind', widget: 'select', options: ['a', 'b'], required: false}
      # the date
      - label: 'Date'
        name: 'date'
        widget: 'datetime'

  - name: pages
    folder: pages
    fields: [{name: title}, {name: body}]
"""


def changed(before: str, after: str) -> list[str]:
    """The lines that are only in one of two texts."""
    one, other = before.splitlines(), after.splitlines()
    return [f"-{line}" for line in one if line not in other] + [f"+{line}" for line in other if line not in one]


@pytest.mark.parametrize(
    ("place", "key", "value", "lines"),
    [
        (
            ("collections", 0, "fields", 0),
            "required",
            False,
            [
                "-      - { label: 'Title', name: 'title', widget: 'string' } # first",
                "+      - { label: 'Title', name: 'title', widget: 'string', required: false } # first",
            ],
        ),
        (
            ("collections", 0, "fields", 2),
            "hint",
            "Day: month first",
            ["+        hint: 'Day: month first'"],
        ),
        (
            ("collections", 0),
            "label",
            "The news",
            ['-    label: "News"', '+    label: "The news"'],
        ),
        (
            ("collections", 0, "fields", 1),
            "options",
            ["a", "b", "c d"],
            [
                "-      - {label: 'Kind', name: 'kind', widget: 'select', options: ['a', 'b'], required: false}",
                "+      - {label: 'Kind', name: 'kind', widget: 'select', options: ['a', 'b', 'c d'], required: false}",
            ],
        ),
        (("collections", 1), "create", True, ["+    create: true"]),
    ],
)
def test_a_key_is_set_where_it_belongs(place: Any, key: str, value: object, lines: list[str]) -> None:
    editor = ConfigEditor(CONFIG)
    editor.set(place, key, value)
    assert changed(CONFIG, editor.text) == lines


def test_keys_are_taken_out() -> None:
    editor = ConfigEditor(CONFIG)
    editor.unset(("collections", 0, "fields", 1), "required")
    editor.unset(("collections", 0, "fields", 0), "label")
    editor.unset(("collections", 0, "fields", 2), "label")
    editor.unset(("collections", 0), "label")
    assert changed(CONFIG, editor.text) == [
        '-    label: "News"',
        "-      - { label: 'Title', name: 'title', widget: 'string' } # first",
        "-      - {label: 'Kind', name: 'kind', widget: 'select', options: ['a', 'b'], required: false}",
        "-      - label: 'Date'",
        "-        name: 'date'",
        "+      - { name: 'title', widget: 'string' } # first",
        "+      - {label: 'Kind', name: 'kind', widget: 'select', options: ['a', 'b']}",
        "+      - name: 'date'",
    ]


def test_items_look_like_their_neighbours() -> None:
    editor = ConfigEditor(CONFIG)
    editor.insert(("collections", 0, "fields"), 1, {"name": "excerpt", "widget": "text"})
    editor.insert(("collections", 0, "fields"), 4, {"name": "image", "widget": "image"})
    editor.insert(("collections", 1, "fields"), 1, {"name": "menu", "required": False})
    assert changed(CONFIG, editor.text) == [
        "-    fields: [{name: title}, {name: body}]",
        "+      - {name: 'excerpt', widget: 'text'}",
        "+      - name: 'image'",
        "+        widget: 'image'",
        "+    fields: [{name: title}, {name: menu, required: false}, {name: body}]",
    ]


def test_items_are_taken_out() -> None:
    editor = ConfigEditor(CONFIG)
    editor.remove(("collections", 0, "fields", 2))
    editor.remove(("collections", 0, "fields", 0))
    editor.remove(("collections", 1, "fields", 1))
    assert "      # the date\n" in editor.text
    assert yaml.safe_load(editor.text)["collections"] == [
        {
            "name": "news",
            "label": "News",
            "fields": [{"label": "Kind", "name": "kind", "widget": "select", "options": ["a", "b"], "required": False}],
        },
        {"name": "pages", "folder": "pages", "fields": [{"name": "title"}]},
    ]


def test_line_ends_of_windows_stay() -> None:
    editor = ConfigEditor(CONFIG.replace("\n", "\r\n"))
    editor.set(("collections", 1), "create", True)
    assert "\n" not in editor.text.replace("\r\n", "")


def test_what_cannot_be_done_in_place_changes_nothing() -> None:
    text = "a: &x {name: title}\nfields:\n  - *x\n"
    editor = ConfigEditor(text)
    with pytest.raises(EditError):
        editor.set(("fields", 0), "label", "Title")
    assert editor.text == text


def test_any_change_of_a_real_configuration_can_be_made_and_taken_back(shared: Path) -> None:
    text = (shared / "sites/civil-service-lgbt/admin/config.yml").read_text(encoding="utf-8")
    chance = random.Random(7)
    places = [path for path in ConfigEditor(text)._reading.fields if path[-2:-1] == ("fields",)]
    assert len(places) > 100
    for place in chance.sample(places, 60):
        editor = ConfigEditor(text)
        editor.set(place, "remark", "What to write: a word, or two")
        assert len(changed(text, editor.text)) in (1, 2)
        editor.unset(place, "remark")
        assert editor.text == text
        number = place[-1]
        assert isinstance(number, int)
        editor.insert(place[:-1], number + 1, {"label": "New", "name": "new", "widget": "string"})
        editor.remove((*place[:-1], number + 1))
        assert editor.text == text
