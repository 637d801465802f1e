"""What in the front matter of a page or a section stops Zola's build.

After components/content/src/front_matter/ and components/site/src/lib.rs (0.22.1): values of another type than Zola
reads, keys of sections that it does not know, and taxonomies that the configuration does not name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from content_lint.parse.facts import KeyPath
from content_lint.site.generators.zola.config import ZolaConfig

Fault = tuple[KeyPath, str]

_BOTH = ("draft", "render", "in_search_index")
_OF_SECTIONS = ("paginate_reversed", "transparent", "generate_feeds")
_SORTS = frozenset({"date", "update_date", "title", "title_bytes", "weight", "slug", "permalink", "none"})
_ANCHORS = frozenset({"left", "right", "heading", "none"})
_SECTION_KEYS = frozenset(
    {*_BOTH, *_OF_SECTIONS, "title", "description", "sort_by", "weight", "template", "paginate_by", "paginate_path"}
    | {"insert_anchor_links", "redirect_to", "page_template", "aliases", "extra"}
)
_OLD_SECTION_KEYS = frozenset({"generate_feed", "insert_anchor"})
"""Names of keys in older versions, which read them."""


def find_faults(data: Mapping[str, object], config: ZolaConfig, *, is_section: bool, language: str) -> Iterator[Fault]:
    """Each value that stops the build, with what is wrong in words that go on with "Zola stops".

    Args:
        data: the front matter.
        config: the site's.
        is_section: whether the file is an ``_index.md``.
        language: the code of the page's language.
    """
    switches = (*_BOTH, *_OF_SECTIONS) if is_section else _BOTH
    yield from _wrong(data, switches, _is_no_switch, "is neither `true` nor `false`")
    texts = ("template", "page_template", "paginate_path", "redirect_to") if is_section else ("template",)
    yield from _wrong(data, ("title", "description"), _is_no_title, "is no text")
    yield from _wrong(data, texts, _is_no_text, "is no text; put it in quotes")
    yield from _wrong(
        data, ("weight", *(("paginate_by",) if is_section else ())), _is_no_count, "is no whole number from nought"
    )
    lists = ("aliases",) if is_section else ("aliases", "authors")
    yield from _wrong(data, lists, _is_no_list, "is no list of texts; put it in square brackets")
    if is_section:
        yield from _of_section(data)
    else:
        yield from _of_page(data, config, language)


def _wrong(
    data: Mapping[str, object], keys: tuple[str, ...], is_wrong: Callable[[object], bool], problem: str
) -> Iterator[Fault]:
    for key in keys:
        if key in data and is_wrong(data[key]):
            yield (key,), f"`{key}` {problem}"


def _of_section(data: Mapping[str, object]) -> Iterator[Fault]:
    for key, words in (("sort_by", _SORTS), ("insert_anchor_links", _ANCHORS)):
        value = data.get(key)
        if isinstance(value, str) and value not in words:
            yield (key,), f"`{key}` has to be one of {', '.join(f'`{word}`' for word in sorted(words))}"
    for key in data:
        if isinstance(key, str) and key not in _SECTION_KEYS | _OLD_SECTION_KEYS:
            yield (key,), f"sections have no key `{key}`; put it below `extra`"


def _of_page(data: Mapping[str, object], config: ZolaConfig, language: str) -> Iterator[Fault]:
    for key in ("slug", "path"):
        if key in data and (data[key] == "" or _is_no_text(data[key])):
            yield (key,), f"`{key}` is empty" if data[key] == "" else f"`{key}` is no text; put it in quotes"
    taxonomies = data.get("taxonomies", {})
    if not isinstance(taxonomies, Mapping):
        yield ("taxonomies",), "`taxonomies` is no table; name each below `[taxonomies]`"
        return
    for name, terms in taxonomies.items():
        if language in ("", config.language) and name not in config.taxonomies:
            yield ("taxonomies", name), f"the configuration has no taxonomy `{name}`"
        elif _is_no_list(terms):
            yield ("taxonomies", name), f"`{name}` is no list of texts; put it in square brackets"
        elif isinstance(terms, (list, tuple)) and any(isinstance(term, str) and not term.strip() for term in terms):
            yield ("taxonomies", name), f"an item of `{name}` is empty"


def _is_no_switch(value: object) -> bool:
    return not isinstance(value, bool)


def _is_no_title(value: object) -> bool:
    # What YAML makes of a word or a number without quotes depends on who reads it.
    return isinstance(value, (list, tuple, Mapping))


def _is_no_text(value: object) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, (int, float, list, tuple, Mapping))


def _is_no_count(value: object) -> bool:
    if value is None:
        return False
    return isinstance(value, bool) or not isinstance(value, int) or value < 0


def _is_no_list(value: object) -> bool:
    if not isinstance(value, (list, tuple)):
        return True
    return any(not isinstance(item, (str, date, bool)) for item in value)
