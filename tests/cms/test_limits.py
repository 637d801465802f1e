"""Both sides of the numbers in what is written for a CMS."""

from __future__ import annotations

import pytest

from content_lint.cms.drift import differences_of
from content_lint.cms.editing import ConfigEditor
from content_lint.cms.posts import Posts
from content_lint.cms.wanted import Limits, Wanted
from content_lint.cms.widgets import field_for
from content_lint.config.forms import Form, FormField


@pytest.mark.parametrize(("longest", "widget"), [(200, "string"), (201, "text"), (None, "string")])
def test_texts_of_more_than_200_characters_get_more_than_one_line(longest: int | None, widget: str) -> None:
    wanted = Wanted("teaser", ("teaser",), shapes=frozenset({"text"}), limits=Limits(longest=longest))
    made = field_for(wanted, {})
    assert made is not None
    assert made["widget"] == widget


@pytest.mark.parametrize(("count", "end"), [(6, "`key4` and `key5`: the CMS"), (7, "`key4` and 2 more: the CMS")])
def test_five_keys_are_named_that_a_form_does_not_have_or_six(count: int, end: str) -> None:
    wanted = [Wanted(f"key{number}", (f"key{number}",)) for number in range(count)]
    (item,) = differences_of(Form("news"), wanted, Posts([]), "decap", is_open=False, former={})
    assert end in item.message


@pytest.mark.parametrize(("count", "said"), [(6, "`a4` and `a5`"), (7, "`a4` and 2 more")])
def test_five_values_are_named_that_a_form_offers_or_six(count: int, said: str) -> None:
    offered = [f"a{number}" for number in range(count)]
    select = FormField("kind", "select", given={"options": offered})
    wanted = Wanted("kind", ("kind",), required=True, shapes=frozenset({"choice"}), choices=("other",))
    found = differences_of(Form("news", fields=(select,)), [wanted], Posts([]), "decap", is_open=False, former={})
    assert any(said in item.message for item in found)


@pytest.mark.parametrize(("length", "in_brackets"), [(109, True), (110, False)])
def test_a_list_in_brackets_has_less_than_110_characters_with_its_indent(length: int, *, in_brackets: bool) -> None:
    editor = ConfigEditor("fields:\n  - name: kind\n")
    editor.set(("fields", 0), "options", ["a" * (length - len("    []"))])
    assert ("options: [a" in editor.text) is in_brackets
