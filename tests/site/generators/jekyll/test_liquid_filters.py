"""What the filters of Liquid make of addresses, texts and lists, as far as it is known without rendering."""

from __future__ import annotations

import pytest

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.liquid_filters import apply_filter
from content_lint.site.generators.jekyll.liquid_scope import LiquidScope
from content_lint.site.generators.jekyll.liquid_values import LIST, LISTED, LISTED_URL, NOT_KNOWN, PAIRS, PageGroups
from content_lint.site.generators.jekyll.templates import Templates

ITEMS = [{"a": {"b": "x"}, "tags": ["t", "u"], "n": 1}, {"a": {"b": "y"}, "tags": []}, None]


@pytest.mark.parametrize(
    ("name", "value", "arguments", "made"),
    [
        ("default", "", ["x"], "x"),
        ("default", [], ["x"], "x"),
        ("default", None, ["x"], "x"),
        ("default", False, ["x"], "x"),
        ("default", "a", ["x"], "a"),
        ("default", 0, ["x"], 0),
        ("default", None, [], NOT_KNOWN),
        ("append", "a", ["b"], "ab"),
        ("append", 1, [2], "12"),
        ("append", "a", [], NOT_KNOWN),
        ("append", "a", ["b", "c"], NOT_KNOWN),
        ("append", "a", [NOT_KNOWN], NOT_KNOWN),
        ("prepend", "a", ["b"], "ba"),
        ("downcase", "AB", [], "ab"),
        ("downcase", "ÄB", [], NOT_KNOWN),
        ("upcase", "ab", [], "AB"),
        ("upcase", "äb", [], NOT_KNOWN),
        ("remove", "abab", ["b"], "aa"),
        ("remove", "abab", [""], "abab"),
        ("remove_first", "abab", ["b"], "aab"),
        ("remove_first", "abab", [""], "abab"),
        ("replace", "abab", ["b", "c"], "acac"),
        ("replace", "abab", ["", "c"], NOT_KNOWN),
        ("replace_first", "abab", ["b", "c"], "acab"),
        ("replace_first", "abab", ["", "c"], NOT_KNOWN),
        ("split", "a,b", [","], ["a", "b"]),
        ("split", "a b", [" "], NOT_KNOWN),
        ("strip", " a ", [], "a"),
        ("strange", "a", [], NOT_KNOWN),
        ("relative_url", "/a/", [], "/sub/a/"),
        ("absolute_url", "/a/", [], "https://x.org/sub/a/"),
        ("relative_url", "/a/", ["x"], NOT_KNOWN),
        ("map", ITEMS, ["n"], [1, None, None]),
        ("where", ITEMS, ["a.b", "y"], [ITEMS[1]]),
        ("where", ITEMS, ["tags", "t"], [ITEMS[0]]),
        ("where", ITEMS, ["n", "1"], [ITEMS[0]]),
        ("where", ITEMS, ["n", "2"], []),
        ("where", ITEMS, ["n"], NOT_KNOWN),
        ("first", ["a", "b"], [], "a"),
        ("last", ["a", "b"], [], "b"),
        ("first", [], [], None),
        ("compact", ["a", None], [], ["a"]),
        ("uniq", ["a", "b"], [], ["a", "b"]),
        ("reverse", ["a", "b"], [], ["a", "b"]),
        ("sort", ["b", "a"], ["x"], ["b", "a"]),
        ("strange", ["a"], [], NOT_KNOWN),
        ("first", LIST, [], LISTED),
        ("sample", LIST, [], LISTED),
        ("where", LIST, ["a", "b"], LIST),
        ("sort", LIST, [], LIST),
        ("concat", LIST, [LIST], LIST),
        ("group_by", LIST, ["x"], [{"name": NOT_KNOWN, "items": LIST, "size": NOT_KNOWN}]),
        ("map", LIST, ["x"], NOT_KNOWN),
        ("sort", PageGroups(), [], PAIRS),
        ("first", PageGroups(), [], NOT_KNOWN),
        ("relative_url", LISTED_URL, [], LISTED_URL),
        ("prepend", LISTED_URL, ["x"], LISTED_URL),
        ("replace", LISTED_URL, [":num", "2"], LISTED_URL),
        ("replace", LISTED_URL, ["//", "/"], LISTED_URL),
        ("replace", LISTED_URL, ["a", "b"], NOT_KNOWN),
        ("append", LISTED_URL, ["x"], NOT_KNOWN),
    ],
)
def test_what_a_filter_makes(name: str, value: object, arguments: list[object], made: object) -> None:
    assert apply_filter(name, value, arguments, JekyllConfig(url="https://x.org", baseurl="/sub")) == made


def test_what_is_chosen_of_a_list_is_of_that_list_and_for_those_arguments() -> None:
    lists = {name: [{"a": "x", "b": name}, {"a": "y", "b": "x"}] for name in ("one", "two")}
    templates = Templates(JekyllConfig(), lists, tags=lambda: pytest.fail("no tags here"))

    def chosen(expression: str) -> object:
        return templates.value(expression, {}, LiquidScope())

    for _ in range(2):
        assert chosen('site.one | where: "a", "x" | map: "b"') == ["one"]
        assert chosen('site.two | where: "a", "x" | map: "b"') == ["two"]
        assert chosen('site.two | where: "b", "x" | map: "a"') == ["y"]
        # A list that is made on the way is another one each time.
        assert chosen('"a,x" | split: "," | where: "a", "x"') == chosen('"b,y" | split: "," | where: "a", "x"') == []
    many = [chosen(f'site.one | where: "a", "{number}"') for number in range(1_100)]
    assert many == [[]] * 1_100
    assert chosen('site.one | where: "a", "x" | map: "b"') == ["one"]
