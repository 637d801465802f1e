"""What a model has looked at is noted: single keys, or all of them; files that were read."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest

from content_lint.site.sources.tree import DiskTree
from content_lint.site.watched import KeyWatch, Machinery, WatchedData, WatchedTree

Data = WatchedData


@pytest.mark.parametrize(
    ("ask", "keys"),
    [
        (lambda data: data["a"], {"a"}),
        (lambda data: data.get("a"), {"a"}),
        (lambda data: data.get("z", 7), {"z"}),
        (lambda data: "z" in data, {"z"}),
        (bool, set()),
    ],
    ids=["item", "get", "default", "in", "bool"],
)
def test_a_key_that_is_asked_for_is_noted(ask: Callable[[Data], object], keys: set[str]) -> None:
    watch, plain = KeyWatch(), {"a": 1, "b": 2}
    assert ask(WatchedData(plain, watch)) == ask(plain)  # type: ignore[arg-type]
    assert (watch.keys, watch.saw_all) == (keys, False)


@pytest.mark.parametrize(
    "look",
    [
        list,
        len,
        repr,
        dict,
        copy.copy,
        lambda data: {**data},
        lambda data: list(reversed(data)),
        lambda data: data == {"a": 1, "b": 2},
        lambda data: data != {"a": 1},
        lambda data: data | {"c": 3},
        lambda data: {"c": 3} | data,
        lambda data: list(data.keys()),
        lambda data: list(data.values()),
        lambda data: list(data.items()),
        lambda data: data.copy(),
    ],
    ids=[
        "list",
        "len",
        "repr",
        "dict",
        "copy",
        *["spread", "reversed", "equal", "differs", "or", "ror", "keys", "values", "items", "own"],
    ],
)
def test_whoever_looks_through_all_has_seen_every_key(look: Callable[[Data], object]) -> None:
    watch, plain = KeyWatch(), {"a": 1, "b": 2}
    assert look(WatchedData(plain, watch)) == look(plain)  # type: ignore[arg-type]
    assert watch.saw_all


def test_a_key_that_is_not_there_is_noted_as_well() -> None:
    watch = KeyWatch()
    with pytest.raises(KeyError):
        WatchedData({}, watch)["a"]
    assert watch.keys == {"a"}
    assert not WatchedData({}, watch)
    with pytest.raises(TypeError):
        hash(WatchedData({}, watch))


def test_files_that_were_read_are_noted_with_what_was_in_them(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / name).write_text(f"{name}\n")
    tree = DiskTree(tmp_path)
    surveyed, templates = WatchedTree(tree), WatchedTree(tree)
    machinery = Machinery(surveyed, templates, tree)
    assert sorted(surveyed.paths(None)) == list("abcd")
    assert machinery.paths() == frozenset()
    surveyed.read("a")
    templates.read("b")
    assert templates.head("d") == surveyed.head("c").replace(b"c", b"d")
    assert machinery.texts() == {"a": "a\n", "b": "b\n"}
    assert machinery.heads().keys() == {"c", "d"}
    machinery.read_copied("c")
    assert machinery.paths() == {"a", "b", "c"}
    assert machinery.texts().keys() == {"a", "b"}
    surveyed.read("nowhere")
    assert machinery.texts()["nowhere"] is None
