"""Patterns that are compiled when they are used, ours and those of modules that somebody else has written."""

from __future__ import annotations

import importlib
import pkgutil
import re
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

import content_lint
from content_lint.text import regex as patterns
from content_lint.text.regex import compiled_when_used, portable, regex, with_atomic_groups

POSSESSIVE = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+")
PROGRAMS = ("program", "__main__", "_dev")
"""Modules that run when they are imported."""


def of_the_package() -> dict[str, object]:
    """Every pattern that a module keeps, by its name."""
    names = (item.name for item in pkgutil.walk_packages(content_lint.__path__, "content_lint."))
    modules = (importlib.import_module(name) for name in names if not name.endswith(PROGRAMS))
    return {
        f"{module.__name__}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, (patterns._Pattern, re.Pattern)) and isinstance(value.pattern, str)
    }


def test_a_pattern_of_others_is_compiled_when_it_is_used():
    with compiled_when_used():
        odd, fine = re.compile("("), re.compile(b"(?P<a>A)", re.IGNORECASE)
    assert (fine.sub(rb"<\g<a>>", b"xax"), fine.flags, fine.pattern) == (b"x<a>x", re.IGNORECASE, b"(?P<a>A)")
    with pytest.raises(re.error):
        odd.search("")
    assert isinstance(re.compile("a"), re.Pattern)


def test_a_pattern_that_is_used_meanwhile_is_compiled():
    with compiled_when_used():
        search = re.compile("b+").search
    assert search("abbc")[0] == "bb"


def test_other_threads_hear_at_once_that_a_pattern_is_wrong():
    raised = []

    def compile_wrong():
        try:
            re.compile("(")
        except re.error as error:
            raised.append(error)

    with compiled_when_used():
        thread = threading.Thread(target=compile_wrong)
        thread.start()
        thread.join()
    assert len(raised) == 1


def test_what_fails_meanwhile_leaves_nothing_behind():
    with pytest.raises(ImportError), compiled_when_used():
        raise ImportError
    assert isinstance(re.compile("b"), re.Pattern)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("(?:ab?c)++", "(?>(?:ab?c)+)"),
        ("((?P<a>x)*+y)?+z", "(?>((?>(?P<a>x)*)y)?)z"),
        (r"\(a\)*+[(]*+[^])(]*+(?:b){2,3}+", r"\(a\)*+[(]*+[^])(]*+(?>(?:b){2,3})"),
        (r"(?:\[|[\])])*+", r"(?>(?:\[|[\])])*)"),
        ("a++(?:b)*", "a++(?:b)*"),
    ],
)
def test_possessive_groups_in_other_words(written: str, same: str) -> None:
    assert with_atomic_groups(written) == same
    re.compile(same)


def test_a_round_that_fails_keeps_nothing() -> None:
    """Python 3.11.0 to 3.11.4 find `aca` here."""
    assert re.match(portable("(?:ab?c)++"), "aca")[0] == "ac"
    assert regex("(?:ab?c)++").match("aca")[0] == "ac"


def test_every_possessive_group_of_the_program_can_be_said_otherwise() -> None:
    found = {name: item for name, item in of_the_package().items() if POSSESSIVE.search(item.pattern)}
    assert len(found) > 40
    assert [
        name for name, item in found.items() if isinstance(item, re.Pattern)
    ] == []  # not compiled past ``portable``
    for item in found.values():
        other = re.compile(with_atomic_groups(item.pattern), item._flags)
        assert (other.groups, dict(other.groupindex)) == (item.groups, dict(item.groupindex))


@given(st.text("abc", max_size=12))
def test_both_ways_find_the_same(text: str) -> None:
    for written in ("(?:ab?c)*+b", "(?:a|bc)++", "(?:(a)b?){1,3}+c", "((?:ab*c)?+b)++"):
        said = [re.match(pattern, text) for pattern in (portable(written), with_atomic_groups(written))]
        assert (
            said[0] is None
            if said[1] is None
            else (said[0].span(), said[0].groups()) == (said[1].span(), said[1].groups())
        )
