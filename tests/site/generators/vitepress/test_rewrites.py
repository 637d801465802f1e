"""Rewrites of VitePress: what they make of paths, and that none of them costs more than linear time."""

from __future__ import annotations

import time

import pytest

from content_lint.site.generators.vitepress.rewrites import rule_of


@pytest.mark.parametrize(
    ("old", "new", "path", "made"),
    [
        ("packages/:pkg/src/:slug*", ":pkg/:slug*", "packages/a/src/b/c.md", "a/b/c.md"),
        ("Packages/:pkg.md", ":pkg.md", "packages/a.md", "a.md"),
        ("zh/:rest*", ":rest*", "en/a.md", None),
        (":year-:slug.md", ":slug.md", "2020-a.md", "a.md"),
        ("été/:slug", ":slug", "ÉTÉ/a.md", "a.md"),
    ],
)
def test_what_is_made_of_a_path(old: str, new: str, path: str, made: str | None) -> None:
    rule = rule_of(old, new)
    assert rule is not None
    assert rule.apply(path) == made


@pytest.mark.parametrize("old", ["".join(f":a{number}-" for number in range(11)), ":a*-:b*-:c*", "(.*)a(.*)b(.*)"])
def test_a_pattern_with_too_many_ways_through_a_path_is_not_followed(old: str) -> None:
    assert rule_of(f"{old}x.md", "x.md") is None


def test_many_rules_are_compiled_once() -> None:
    rules = [rule_of(f"a{number}/:x.md", ":x.md") for number in range(600)]
    began = time.process_time()
    for number in range(600):
        assert [made for rule in rules if rule is not None and (made := rule.apply(f"a{number}/x.md"))] == ["x.md"]
    assert time.process_time() - began < 3
