"""What an expression of a Go template prints, as far as that is known without running it."""

from __future__ import annotations

import pytest

from content_lint.site.generators.hugo.expressions import (
    RANGE,
    ExpressionScope,
    UnknownValue,
    Value,
    joined,
    read_dictionary,
)
from content_lint.site.made_ids import ANY, DIGITS, HEXADECIMAL

ANYTHING = UnknownValue()
SCOPE = ExpressionScope(
    anchorize=lambda text: f"#{text}",
    roots={".page.title": "T i", ".title": UnknownValue(ANY, "pre-"), ".ordinal": "7"},
    parameters={"name": "V", "0": "first"},
    variables={
        "$x": ('"y" | upper', False),
        "$y": ('.Get "name"', False),
        "$loop": ("$loop", False),
        "$list": ("site.Data.x", False),
        "$deep": ("$y", False),
    },
    is_shortcode=True,
    partial=lambda name: f"<{name}>",
    listed=lambda expression: frozenset({"a", "B"}) if expression == "site.Data.x" else None,
)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('"a b"', "a b"),
        (r'"a \"b\" \\"', 'a "b" \\'),
        (r"`a \"b`", r"a \"b"),
        ("'c'", "c"),
        ("12", "12"),
        ("true", ANYTHING),
        (".Page.Title", "T i"),
        ("$.Page.Title", "T i"),
        (".Title", UnknownValue(ANY, "pre-")),
        (".Other", ANYTHING),
        (".Params.name", "V"),
        (".Params.gone", ""),
        ('.Get "name"', "V"),
        ('.Get "Name"', "V"),
        ("$.Get 0", "first"),
        ('.Get "gone"', ""),
        ('(.Get "name")', "V"),
        ("$y", "V"),
        ("$deep", "V"),
        ("$x", ANYTHING),
        ("$loop", ANYTHING),
        ("$gone", ANYTHING),
        (".Ordinal", "7"),
        (".Weight", UnknownValue(DIGITS)),
        ("$index", UnknownValue(DIGITS)),
        ("now.Unix", ANYTHING),
        (".File.UniqueID", UnknownValue(HEXADECIMAL)),
        ('"A" | lower', "a"),
        ('lower "A"', "a"),
        ('"A b" | urlize', "a-b"),
        ('" A b " | urls.URLize', "a-b"),
        ('"ä" | urlize', ANYTHING),
        ('"A" | anchorize | lower', "#a"),
        ('"A" | urls.Anchorize', "#A"),
        ('"A" | safeHTML | markdownify | plainify', "A"),
        ('"A" | upper', ANYTHING),
        ('lower "A" "B"', ANYTHING),
        ("add 1 2", UnknownValue(DIGITS)),
        ('len "abc"', UnknownValue(DIGITS)),
        ('"a" | md5', "0cc175b9c0f1b6a831c399e269772661"),
        ('crypto.MD5 "a"', "0cc175b9c0f1b6a831c399e269772661"),
        ("md5 .Other", UnknownValue(HEXADECIMAL)),
        ('sha1 "a"', UnknownValue(HEXADECIMAL)),
        ('default "d" (.Get "gone")', "d"),
        ('default "d" (.Get "name")', "V"),
        ('.Get "gone" | default "d"', "d"),
        ('or (.Get "gone") "b"', "b"),
        ('or (.Get "name") "b"', "V"),
        ('or "" ""', ""),
        ('printf "%s-%d" "a" 3', "a-3"),
        ('printf "%s-%s" "a" .Other', UnknownValue(ANY, "a-")),
        ('printf "x-%v-y" .Other', UnknownValue(ANY, "x-", "-y")),
        ('printf "%s" "a" "b"', ANYTHING),
        ('printf "%s %s" "a"', ANYTHING),
        ('printf "%x" "a"', ANYTHING),
        ("printf .Other", ANYTHING),
        ("printf", ANYTHING),
        ('partial "p" .', "<p>"),
        ("partial .Other", ANYTHING),
        (".Title | lower", UnknownValue(ANY, "pre-")),
        ('printf "Pre-%s" .Other | lower', ANYTHING),
        ('"a" "b"', ANYTHING),
        ('"a" )', ANYTHING),
        ("", ANYTHING),
        ("(" * 12 + '"a"' + ")" * 12, "a"),
        ("(" * 13 + '"a"' + ")" * 13, ANYTHING),
    ],
)
def test_an_expression_has_a_value_or_is_not_known(expression: str, value: Value) -> None:
    assert SCOPE.value(expression) == value


@pytest.mark.parametrize(
    ("expression", "dot", "value"),
    [
        (".", '"a"', "a"),
        (".", "$y", "V"),
        (".", "", ANYTHING),
        (".Title", '"a"', ANYTHING),
        ('.Get "name"', '"a"', ANYTHING),
        ('$.Get "name"', '"a"', "V"),
        (".", f"{RANGE}$list", UnknownValue(among=frozenset({"a", "B"}))),
        (". | lower", f"{RANGE}site.Data.x", UnknownValue(among=frozenset({"a", "b"}))),
        (". | urlize", f"{RANGE}(site.Data.x)", UnknownValue(among=frozenset({"a", "b"}))),
        ('printf "x-%s" .', f"{RANGE}$list", UnknownValue(ANY, "x-", "", frozenset({"a", "B"}))),
        ('printf "x-%s" . | lower', f"{RANGE}$list", UnknownValue(ANY, "x-")),
        (".", f"{RANGE}other", UnknownValue()),
    ],
)
def test_a_dot_is_what_a_block_gives_it(expression: str, dot: str, value: Value) -> None:
    assert SCOPE.value(expression, dot) == value


def test_of_a_dictionary_all_is_known_and_of_a_page_only_what_is_given() -> None:
    dictionary = ExpressionScope(str, roots={".id": "x"}, is_dictionary=True)
    assert dictionary.value(".id") == "x"
    assert dictionary.value(".gone") == ""
    assert dictionary.value(".gone.deeper") == ANYTHING
    page = ExpressionScope(str, roots={".id": "x"})
    assert page.value(".gone") == ANYTHING
    assert page.value(".Params.name") == ANYTHING
    assert page.value('.Get "name"') == ANYTHING
    assert page.value('partial "p"') == ANYTHING


def test_a_loop_over_a_list_that_is_known_to_be_empty_is_never_gone_through() -> None:
    empty = ExpressionScope(str, listed=lambda _: frozenset())
    assert empty.is_never(f"{RANGE}x")
    assert not empty.is_never("x")
    assert not empty.is_never(None)
    assert not SCOPE.is_never(f"{RANGE}$list")
    assert not ExpressionScope(str).is_never(f"{RANGE}x")


def test_variables_are_followed_so_far() -> None:
    chain = {f"$v{number}": (f"$v{number + 1}", False) for number in range(12)}
    assert ExpressionScope(str, variables={**chain, "$v11": ('"end"', False)}).value("$v0") == "end"
    assert ExpressionScope(str, variables={**chain, "$v12": ('"end"', False)}).value("$v0") == ANYTHING


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ('dict "A" .x "b" (printf "%s" .y)', {"a": ".x", "b": '( printf "%s" .y )'}),
        ('(dict "a" 1) | x', {"a": "1"}),
        ('dict `a` "b" | merge', {"a": '"b"'}),
        ("dict", {}),
        ('dict "a"', None),
        ("dict .a 1", None),
        ('slice "a" 1', None),
    ],
)
def test_a_dictionary_is_read_by_its_names(expression: str, found: dict[str, str] | None) -> None:
    assert read_dictionary(expression) == found


def test_of_values_one_after_the_other_the_ends_are_known() -> None:
    assert joined(["a", "b"]) == "ab"
    assert joined([]) == ""
    digits = UnknownValue(DIGITS, "p", "s", frozenset({"1"}))
    assert joined(["a", digits, "b"]) == UnknownValue(DIGITS, "ap", "sb", frozenset({"1"}))
    assert joined(["a", digits, "m", UnknownValue(HEXADECIMAL, "q", "t"), "b"]) == UnknownValue(ANY, "ap", "tb")
