"""What the Liquid of an address gives: each kind of expression, on both sides of what is known."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.data_files import DataFiles
from content_lint.site.generators.jekyll.liquid_scope import Captured, LiquidScope, Loop
from content_lint.site.generators.jekyll.liquid_scope import Test as Condition
from content_lint.site.generators.jekyll.liquid_values import LISTED_URL, NOT_KNOWN
from content_lint.site.generators.jekyll.tags import TagError, Tags, TagTarget
from content_lint.site.generators.jekyll.templates import Templates
from content_lint.site.generators.protocol import Possible
from content_lint.site.sources.tree import DiskTree

WORDS = {"one": "/1", "list": ["/a", "/b"], "flag": True, "number": 2, "null": None}
SETTINGS = {
    "baseurl": "/base",
    "url": "https://e.org",
    "paginate": 5,
    "collections": {"shown": {"output": True}, "hidden": {}},
    "words": WORDS,
    "static_files": "no",
    "hidden": "no",
    "key": "one",
}
PAGE = {"url": "/p/", "title": "T", "tags": ["x", "y"], "none": None, "off": False, "key": "one"}


class AskedTags:
    """Answers every tag but those of `gone`, with the kind and the words of the tag."""

    def link(self, path: str) -> TagTarget:
        return self._answer("link", path)

    def post_url(self, name: str) -> TagTarget:
        return self._answer("post", name)

    def _answer(self, kind: str, words: str) -> TagTarget:
        if "gone" in words:
            raise TagError(words)
        return TagTarget(f"/{kind}/{words.strip()}/", None)


def templates(data: DataFiles | None = None, **settings: object) -> Templates:
    given = {**SETTINGS, **settings}
    return Templates(JekyllConfig.from_mapping(given), given, lambda: cast("Tags", AskedTags()), data)


def value(expression: str, assigned: dict[str, str | Captured | None] | None = None) -> object:
    return templates().value(expression, PAGE, LiquidScope(assigned or {}))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a{{ 'b' }}c{{ \"d\" }}e", "abcde"),
        ("{{- '/x' -}}", "/x"),
        ("{{-'/x'-}}/y", "/x/y"),
        ("{{ '' }}", ""),
        ("{{ '}' }}", "}"),
        ("{% link _a/b.md %}#x", "/link/_a/b.md/#x"),
        ("{%- link b.md -%}", "/link/b.md/"),
        ("{%- post_url 2024-01-02-b -%}", "/post/2024-01-02-b/"),
        ("{% link b.md %}{{ 'c' }}{% link d.md %}", "/link/b.md/c/link/d.md/"),
        ("{{ 'c' }}{% link d.md %}", "c/link/d.md/"),
        ("{% link gone.md %}", None),
        ("{% links b.md %}", None),
        ("{% link b{{ page.url }}.md %}", None),
        ("{{ '/x' %}", None),
        ("a{% link b.md }}", None),
        ("{{ paginator.next_page_path }}", None),
        ("x" * 4000, "x" * 4000),
        ("x" * 4001, None),
        ("{{ page.none }}x", None),
        ("{{ page.off }}x", None),
        ("{{ 3 }}/{{ 1.5 }}/{{ -2 }}", "3/1.5/-2"),
        ("{{ site.words.number }}", "2"),
        ("{{ page.tags.size }}", "2"),
        ("{{ page.title | append: 'a' | append: 'b' }}", "Tab"),
        ("{{ page.title|append:'a'|upcase }}", "TA"),
        ("{{ 'aXbX' | replace: 'X', '-' }}", "a-b-"),
        ("{{ 'aXb' | replace: 'X' , page.title | downcase }}", "atb"),
        ("{{ 'aXb' | replace: 'X', unknown }}", None),
        ("{{ 'aXb' | replace: unknown, 'X' }}", None),
        ("{{ 'a' | append: 'b' 'c' }}", None),
        ("{{ 'a' append: 'b' }}", None),
        ("{{ 'a' | }}", None),
    ],
)
def test_a_text_is_worked_out_or_not_known(text: str, made: str | None) -> None:
    assert templates().evaluate(text, PAGE) == made


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("true", True),
        ("false", False),
        ("nil", None),
        ("null", None),
        ("empty", ""),
        ("blank", ""),
        ("12", 12),
        ("-3", -3),
        ("2.5", 2.5),
        ("page.title", "T"),
        ("page['title']", "T"),
        ('page["title"]', "T"),
        ("page.tags[0]", "x"),
        ("page.tags[1]", "y"),
        ("page.tags.first", "x"),
        ("page.tags.last", "y"),
        ("page.tags[2]", None),
        ("page.none", None),
        ("page.missing", NOT_KNOWN),
        ("page", NOT_KNOWN),
        ("site", NOT_KNOWN),
        ("other.title", NOT_KNOWN),
        ("page.next.url", LISTED_URL),
        ("page.previous.url", LISTED_URL),
        ("page.next.title", NOT_KNOWN),
        ("paginator.next_page_path", LISTED_URL),
        ("paginator.previous_page_path", LISTED_URL),
        ("paginator.total_pages", NOT_KNOWN),
        ("site.baseurl", "/base"),
        ("site.baseurl.size", 5),
        ("site.url", "https://e.org"),
        ("site.url.size", 13),
        ("site.paginate_path", LISTED_URL),
        ("site.words.one", "/1"),
        ("site.words[page.key]", "/1"),
        ("site.words[site.key]", "/1"),
        ("site.words[page.missing]", NOT_KNOWN),
        ("site.words.list[1]", "/b"),
        ("site.words.flag", True),
        ("site.words.null", None),
        ("site.words.gone", None),
        ("site.gone", NOT_KNOWN),
        ("site.static_files", NOT_KNOWN),
        ("site.hidden", NOT_KNOWN),
        ("site.data.words", NOT_KNOWN),
        ("site.pages[0].url", LISTED_URL),
        ("site.html_pages[0].url", LISTED_URL),
        ("site.posts.first.url", LISTED_URL),
        ("site.related_posts.last.url", LISTED_URL),
        ("site.shown[0].url", LISTED_URL),
        ("site.tags.any[0].url", LISTED_URL),
        ("site.categories['any'].first.url", LISTED_URL),
        ("'a' | append: page.title", "aT"),
        ("page.missing | append: 'a'", NOT_KNOWN),
        ("'a' | append: page.missing", NOT_KNOWN),
        ("", NOT_KNOWN),
    ],
)
def test_an_expression_has_a_value_or_is_not_known(expression: str, found: object) -> None:
    given = value(expression)
    assert (given, type(given)) == (found, type(found))


@pytest.mark.parametrize(
    ("expression", "assigned", "found"),
    [
        ("a", {"a": "'x'"}, "x"),
        ("a", {"a": None}, NOT_KNOWN),
        ("a.title", {"a": "page"}, NOT_KNOWN),
        ("a.one", {"a": "site.words"}, "/1"),
        ("a", {"a": "b | append: 'y'", "b": "'x'"}, "xy"),
        ("a", {"a": "a | append: 'y'"}, NOT_KNOWN),
        ("a", {"a": Captured("x{{ page.title }}")}, "xT"),
        ("a", {"a": Captured("x{{ page.missing }}")}, NOT_KNOWN),
        ("page.title", {"page": "site.words"}, None),
        ("v0", {f"v{n}": f"v{n + 1}" for n in range(7)} | {"v7": "'end'"}, "end"),
        ("v0", {f"v{n}": f"v{n + 1}" for n in range(8)} | {"v8": "'end'"}, NOT_KNOWN),
    ],
)
def test_a_variable_has_what_it_was_given(
    expression: str, assigned: dict[str, str | Captured | None], found: object
) -> None:
    assert value(expression, assigned) == found


def test_without_pagination_and_address_nothing_is_known_of_them() -> None:
    bare = Templates(JekyllConfig.from_mapping({}), {}, lambda: cast("Tags", AskedTags()))
    assert bare.value("site.paginate_path", {}, LiquidScope()) is NOT_KNOWN
    assert bare.value("site.url", {}, LiquidScope()) is NOT_KNOWN
    assert bare.value("site.baseurl", {}, LiquidScope()) == ""


LISTED_TEXTS = {
    "{{ p.url }}": True,
    "{{ site.baseurl }}{{ p.url }}": True,
    "{{ site.url }}{{ site.baseurl }}{{ p.url }}": True,
    "{{ p.url | absolute_url }}": True,
    "/base{{ p.url }}": True,
    "https://e.org{{ p.url }}": True,
    "https://e.org/base{{ p.url }}": True,
    "{{ p.url }}?q=1": True,
    "{{ p.url }}?q=1#x": False,
    "{{ p.url }}#x": False,
    "{{ p.url }}x": False,
    "/other{{ p.url }}": False,
    "{{ p.title }}": False,
    "/plain": False,
    "": False,
}


@pytest.mark.parametrize(("text", "listed"), LISTED_TEXTS.items())
def test_the_address_of_a_page_of_a_list_is_recognised(text: str, *, listed: bool) -> None:
    scope = LiquidScope(loops=(Loop("p", "site.posts", whole=True),))
    assert templates().is_listed(text, PAGE, scope) is listed


def possible(text: str, *loops: Loop, tests: tuple[Condition, ...] = (), **settings: object) -> dict[str, bool] | None:
    found = templates(**settings).possible(text, PAGE, LiquidScope(loops=loops, tests=tests))
    assert found is None or all(isinstance(item, Possible) for item in found)
    return None if found is None else {item.text: item.certain for item in found}


def test_a_loop_gives_each_of_its_values() -> None:
    text = "{{ i }}"
    assert possible(text, Loop("i", "site.words.list", whole=True)) == {"/a": True, "/b": True}
    assert possible(text, Loop("i", "site.words.list", whole=False)) == {"/a": False, "/b": False}
    assert possible(text, Loop("i", "site.words.one", whole=True)) == {"/1": True}
    assert possible(text, Loop("i", "empty", whole=True)) == {}
    assert possible(text, Loop("i", "site.gone", whole=True)) is None
    assert possible(text, Loop("i", "", whole=True)) is None
    assert possible("/x", Loop("i", "site.gone", whole=True)) == {"/x": True}
    assert possible("{{ i[0] }}", Loop("i", "site.words", whole=True), deep={}) == dict.fromkeys(WORDS, True)
    assert possible("{{ i.gone }}", Loop("i", "site.rows", whole=True), rows=[{"a": 1}, {"gone": "/x"}]) == {"/x": True}
    both = (Loop("i", "site.words.list", whole=True), Loop("j", "page.tags", whole=True))
    assert possible("{{ i }}{{ j }}", *both) == dict.fromkeys(["/ax", "/ay", "/bx", "/by"], True)
    rows = [{"all": ["/1", "/2"]}, {"all": ["/3"]}]
    inner = (Loop("r", "site.rows", whole=True), Loop("i", "r.all", whole=True))
    assert possible(text, *inner, rows=rows) == dict.fromkeys(["/1", "/2", "/3"], True)
    assert possible(text, inner[0], Loop("i", "r.all", whole=False), rows=rows) == dict.fromkeys(
        ["/1", "/2", "/3"], False
    )
    groups = (Loop("g", "site.tags", whole=True), Loop("p", "g[1]", whole=True))
    assert possible("{{ p.url }}", *groups) == {LISTED_URL: True}
    assert possible("{{ g[0] }}", groups[0]) is None


def test_of_too_many_rounds_nothing_is_known() -> None:
    loop = Loop("i", "site.many", whole=True)
    assert possible("/x", loop, many=["a"] * 2000) == {"/x": True}
    assert possible("/x", loop, Loop("j", "site.two", whole=True), many=["a"] * 1000, two=["a", "b"]) == {"/x": True}
    assert possible("/x", loop, Loop("j", "site.two", whole=True), many=["a"] * 1001, two=["a", "b"]) is None


@pytest.mark.parametrize(
    ("tests", "found"),
    [
        ([("i.on", True)], {"/b": True}),
        ([("i.on", False)], {"/a": True, "/c": True}),
        ([("i.name == 'b'", True)], {"/b": True}),
        ([("i.name != 'b'", True)], {"/a": True, "/c": True}),
        ([("i.name=='b'", False)], {"/a": True, "/c": True}),
        ([("i.on == true", True)], {"/b": True}),
        ([("i.name == nil", True)], {"/c": True}),
        ([("i.name != nil", True)], {"/a": True, "/b": True}),
        ([("i.name == blank", True)], {"/c": True}),
        ([("nil == i.name", True)], {"/c": True}),
        ([("i.on and i.name == 'b'", True)], {"/b": True}),
        ([("i.on and i.name == 'a'", True)], {}),
        ([("i.on and i.name == 'a'", False)], {"/a": True, "/b": True, "/c": True}),
        ([("i.on", True), ("i.name == 'b'", True)], {"/b": True}),
        ([("i.on", True), ("i.name == 'a'", True)], {}),
        ([("i.on", True), ("unknown", True)], {"/b": False}),
        ([("unknown", False)], {"/a": False, "/b": False, "/c": False}),
        ([("unknown and i.on", True)], {"/b": False}),
        ([("i.on or i.name", True)], {"/a": False, "/b": False, "/c": False}),
        ([("i.name contains 'b'", True)], {"/a": False, "/b": False, "/c": False}),
        ([("i.name == unknown", True)], {"/a": False, "/b": False, "/c": False}),
        ([("i.name == 'b' 'c'", True)], {"/a": False, "/b": False, "/c": False}),
        ([("", True)], {"/a": False, "/b": False, "/c": False}),
    ],
)
def test_of_the_rounds_those_count_whose_conditions_hold(tests: list[tuple[str, bool]], found: dict[str, bool]) -> None:
    rows = [{"url": "/a", "name": "a", "on": False}, {"url": "/b", "name": "b", "on": True}, {"url": "/c"}]
    given = tuple(Condition(text, wanted) for text, wanted in tests)
    assert possible("{{ i.url }}", Loop("i", "site.rows", whole=True), tests=given, rows=rows) == found


def test_an_address_that_comes_in_one_certain_round_is_certain() -> None:
    rows = [{"url": "/a", "on": True}, {"url": "/a"}]
    loop = Loop("i", "site.rows", whole=True)
    assert possible("{{ i.url }}", loop, tests=(Condition("i.on"),), rows=rows) == {"/a": True}
    assert possible("{{ i.url }}", loop, tests=(Condition("i.on == unknown"),), rows=rows) == {"/a": False}


@pytest.mark.parametrize(
    ("scope", "made"),
    [
        (LiquidScope(), "/x/given"),
        (LiquidScope(tests_around=(Condition("include.url"),)), "/x/given"),
        (LiquidScope(tests_around=(Condition("include.url", wanted=False),)), None),
        (LiquidScope(tests_around=(Condition("include.other"),)), None),
        (LiquidScope(tests_around=(Condition("unknown"),)), None),
        (LiquidScope(loops=(Loop("i", "site.words.list", whole=True),)), None),
        (LiquidScope({"include": None}), "/x/given"),
    ],
)
def test_what_an_include_is_handed_counts_where_it_is_shown(scope: LiquidScope, made: str | None) -> None:
    assert templates().within("/x{{ include.url }}", PAGE, scope, {"url": "/given"}) == made


def test_a_part_of_an_include_that_is_empty_makes_no_address() -> None:
    assert templates().within("/x{{ include.gone }}", PAGE, LiquidScope(), {"url": "/given"}) == ""


def data(root: Path, **files: str) -> DataFiles:
    (root / "_data").mkdir()
    for name, text in files.items():
        target = root / "_data" / name.replace("__", "/").replace("_dot_", ".")
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, "utf-8", newline="")
    return DataFiles(DiskTree(root), "_data")


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("site.data.menu[0].url", "/m"),
        ("site.data.menu.size", 1),
        ("site.data.deep.er.a", "/d"),
        ("site.data.deep.er", {"a": "/d"}),
        ("site.data.deep.gone", NOT_KNOWN),
        ("site.data.json.a[1]", 2),
        ("site.data.table[1].url", "/2"),
        ("site.data.tabs[0].url", "/t"),
        ("site.data.twice.a", NOT_KNOWN),
        ("site.data.broken.a", None),
        ("site.data.wrong.a", None),
        ("site.data.notes.a", NOT_KNOWN),
        ("site.data", NOT_KNOWN),
        ("site.data.gone", NOT_KNOWN),
    ],
)
def test_files_of_data_are_read_by_their_kind(tmp_path: Path, expression: str, found: object) -> None:
    files = data(
        tmp_path,
        menu_dot_yml="- {url: /m}\n",
        deep__er_dot_yaml="a: /d\n",
        json_dot_json='{"a": [1, 2]}',
        table_dot_csv="name,url\na,/1\nb,/2\n",
        tabs_dot_tsv="name\turl\na\t/t\n",
        twice_dot_yml="a: 1\n",
        twice_dot_json='{"a": 1}',
        broken_dot_yml="a: [1\n",
        wrong_dot_json="{",
        notes_dot_txt="a: 1\n",
    )
    assert templates(files).value(expression, PAGE, LiquidScope()) == found


def test_a_file_of_data_is_read_up_to_a_million_signs(tmp_path: Path) -> None:
    most = 1_000_000
    files = data(tmp_path, long_dot_json='"' + "x" * (most - 2) + '"', longer_dot_json='"' + "x" * (most - 1) + '"')
    assert templates(files).value("site.data.long.size", PAGE, LiquidScope()) == most - 2
    assert templates(files).value("site.data.longer.size", PAGE, LiquidScope()) is None
