"""What Liquid in an address gives, where that is certain without rendering the page.

Known are the site's address, settings and data, the page's address and the fields of its front matter,
what the text itself assigned before, the rounds of its loops, texts in quotes, and the filters and tags that make
addresses of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.generators.jekyll.config import JekyllConfig, truthy
from content_lint.site.generators.jekyll.data_files import DataFiles
from content_lint.site.generators.jekyll.liquid_filters import apply_filter
from content_lint.site.generators.jekyll.liquid_scope import Captured, LiquidScope, Loop, Test
from content_lint.site.generators.jekyll.liquid_values import (
    LIST,
    LISTED,
    LISTED_URL,
    NOT_KNOWN,
    PAIRS,
    Missing,
    PageGroups,
    shown,
    step_into,
)
from content_lint.site.generators.jekyll.tags import TagError, Tags
from content_lint.site.generators.protocol import Possible
from content_lint.site.model import Page
from content_lint.text.regex import regex

_PATH = r"[\w-]++(?:\.[\w-]++|\[(?:\"[^\"]*\"|'[^']*'|[\w.-]++)\])*+"
_PART = regex(rf"\s*+(?:'([^']*)'|\"([^\"]*)\"|({_PATH}))\s*+")
_STEP = regex(r"\.?([\w-]++)|\[(?:\"([^\"]*)\"|'([^']*)'|([\w.-]++))\]")
_FILTER = regex(r"\|\s*+(\w++)\s*+(:)?")
_COMMA = regex(r"\s*+,")
_TAG = regex(r"-?\s*+(link|post_url)\s++(.*)", re.DOTALL)
_OWN = regex(r"(?:\{\{-?\s*+site\.(?:baseurl|url)\s*+-?\}\})++")
_COMPARED = regex(r"\s*+(==|!=)\s*+")
_NUMBER = regex(r"-?\d++(?:\.\d++)?\Z")
_WORDS: Mapping[str, object] = {"true": True, "false": False, "nil": None, "null": None, "empty": "", "blank": ""}
_LANGUAGES = "jekyll-multiple-languages-plugin"
"""Which puts the language after ``site.baseurl``, and keeps what was there as ``site.baseurl_root``."""

_METADATA = "jekyll-github-metadata"
_OF_REPOSITORY = {"repository_url": "", "issues_url": "/issues", "releases_url": "/releases", "wiki_url": "/wiki"}

_PAGES = frozenset({"pages", "html_pages", "posts", "related_posts"})
_LISTS = frozenset({"static_files", "documents", "collections"})
_LONGEST = 4_000
_MOST_ROUNDS = 2_000
_DEEPEST = 8
_MOST_CHOSEN = 1_000


class AddressSurroundings(Struct, frozen=True):
    """What an address is worked out with.

    Attributes:
        page: the values of ``page``.
        scope: the variables of the text.
        rounds: the value that each loop's variable has in this round.
        deep: how many variables led here.
    """

    page: Mapping[str, object]
    scope: LiquidScope = LiquidScope()
    rounds: Mapping[str, object] = {}
    deep: int = 0


def values_of(document: Document, settings: SiteSettings, page: Page | None) -> Mapping[str, object]:
    """What ``page`` holds for a document."""
    data: Mapping[str, object] = document.front_matter.data if document.front_matter is not None else {}
    values = {**settings.defaults_of(document.path, document.collection), **data}
    if page is not None and page.url:
        values["url"] = page.url
    return values


def _no_tags() -> Tags:
    raise TagError("no page is looked up here")


def templates_of(settings: SiteSettings, data: DataFiles | None, tags: Callable[[], Tags] = _no_tags) -> Templates:
    """What evaluates the Liquid of a site.

    Args:
        settings: of the site.
        data: its files of data.
        tags: resolves ``link`` and ``post_url``.
    """
    written = settings.generator_config
    return Templates(JekyllConfig.of(settings), written.config if written is not None else {}, tags, data)


class Templates:
    """Evaluates the Liquid of one site.

    Args:
        config: the site's configuration.
        settings: all keys of its ``_config.yml``.
        tags: resolves ``link`` and ``post_url``; made when first needed.
        data: the files of ``_data``, or None.
    """

    def __init__(
        self,
        config: JekyllConfig,
        settings: Mapping[str, object],
        tags: Callable[[], Tags],
        data: DataFiles | None = None,
    ) -> None:
        self._config = config
        self._settings = settings
        self._tags = tags
        self._data = data
        # By list and arguments; each with the list itself, so that no other one can come to be in its place.
        self._chosen: dict[tuple[object, ...], tuple[object, object]] = {}

    def evaluate(self, text: str, page: Mapping[str, object]) -> str | None:
        """A text with its Liquid worked out, or None where only rendering tells.

        Args:
            text: with ``{{ … }}`` and ``{% … %}`` in it.
            page: what ``page.NAME`` stands for.
        """
        made = self._text(text, AddressSurroundings(page))
        return None if made == LISTED_URL else made

    def possible(self, text: str, page: Mapping[str, object], scope: LiquidScope) -> tuple[Possible, ...] | None:
        """All that a text can become, in the loops around it; None where only rendering tells.

        Args:
            text: as above.
            page: as above.
            scope: what is known at its place.
        """
        found: dict[str, bool] = {}
        whole = all(loop.whole for loop in scope.loops)
        for count, around in enumerate(self._rounds(scope.loops, AddressSurroundings(page, scope))):
            if count >= _MOST_ROUNDS:
                return None
            holds = self._hold(scope.tests, around)
            if holds is False:
                continue
            made = self._text(text, around)
            if made is None:
                return None
            if made:
                found[made] = found.get(made, False) or (whole and holds is True)
        return tuple(Possible(made, certain) for made, certain in found.items())

    def value(self, expression: str, page: Mapping[str, object], scope: LiquidScope) -> object:
        """What an expression gives (``page.image | relative_url``); NOT_KNOWN where only rendering tells."""
        return self._output(expression, AddressSurroundings(page, scope))

    def within(
        self, text: str, page: Mapping[str, object], scope: LiquidScope, include: Mapping[str, object]
    ) -> str | None:
        """A text of an include that is handed some values; None where it is not known, or where it is not shown."""
        around = AddressSurroundings(page, scope, {"include": include})
        return None if scope.loops or self._hold(scope.tests_around, around) is not True else self._text(text, around)

    def is_listed(self, text: str, page: Mapping[str, object], scope: LiquidScope) -> bool:
        """Whether a text becomes nothing but addresses of pages in the site's own lists."""
        own = _OWN.match(text)
        bare = text[own.end() :] if own is not None else text
        found = self.possible(bare, page, scope) or ()
        return bool(found) and all(item.text == LISTED_URL for item in found)

    def _rounds(self, loops: Sequence[Loop], around: AddressSurroundings) -> Iterator[AddressSurroundings]:
        """The rounds that loops go through; of one whose values are not known, one round without a value."""
        if not loops:
            yield around
            return
        values = self._variable(loops[0].source, around) if loops[0].source else NOT_KNOWN
        items: list[object] = [NOT_KNOWN]
        if isinstance(values, PageGroups):
            items = list(PAIRS)
        elif values is None or isinstance(values, str) or values is Missing.NAME:
            items = [values] if values and isinstance(values, str) else []
        elif isinstance(values, Mapping):
            items = [list(pair) for pair in values.items()]
        elif isinstance(values, Sequence):
            items = list(values)
        for item in items[:_MOST_ROUNDS]:
            yield from self._rounds(loops[1:], replace(around, rounds={**around.rounds, loops[0].name: item}))

    def _hold(self, tests: Sequence[Test], around: AddressSurroundings) -> bool | None:
        """Whether all conditions hold; None where that is not known."""
        known: list[bool | None] = []
        for test in tests:
            parts = test.text.split(" and ") if test.text and " or " not in test.text else [""]
            held = [self._holds(part.strip(), around) for part in parts]
            found = False if False in held else None if None in held else True
            known.append(found if test.wanted or found is None else not found)
        return False if False in known else None if None in known else True

    def _holds(self, test: str, around: AddressSurroundings) -> bool | None:
        value, place = self._value(test, 0, around)
        if value is NOT_KNOWN or not test:
            return None
        compared = _COMPARED.match(test, place)
        if compared is None:
            return truthy(value) if place == len(test) else None
        other, place = self._value(test, compared.end(), around)
        if other is NOT_KNOWN or place < len(test):
            return None
        same = (value or "") == (other or "") if other in (None, "") else value == other
        return same if compared[1] == "==" else not same

    def _text(self, text: str, around: AddressSurroundings) -> str | None:
        """A text worked out; empty where a part of it is empty, None where it is not known."""
        if len(text) > _LONGEST:
            return None
        made: list[str] = []
        place = 0
        while (start := _next(text, place)) >= 0:
            made.append(text[place:start])
            output = text[start + 1] == "{"
            end = text.find("}}" if output else "%}", start + 2)
            if end < 0:
                return None
            inner = text[start + 2 : end].removesuffix("-")
            given = self._output(inner.removeprefix("-"), around) if output else self._tag(inner)
            value = shown(given)
            if given is None and around.rounds:
                return ""
            if given is None or value is None:
                return None
            made.append(value)
            place = end + 2
        whole = "".join((*made, text[place:]))
        return whole if LISTED_URL not in whole else self._address_of_page(whole)

    def _address_of_page(self, text: str) -> str | None:
        """The address of a page in a list, with the site's own in front or without; None of anything else."""
        before, _, after = text.partition(LISTED_URL)
        own = {"", self._config.baseurl, self._config.url, f"{self._config.url}{self._config.baseurl}"}
        return LISTED_URL if before in own and (not after or (after.startswith("?") and "#" not in after)) else None

    def _tag(self, inner: str) -> str | None:
        match = _TAG.match(inner)
        if match is None or "{{" in match[2]:
            return None
        try:
            found = self._tags().link(match[2]) if match[1] == "link" else self._tags().post_url(match[2])
        except TagError:
            return None
        return found.url

    def _output(self, inner: str, around: AddressSurroundings) -> object:
        value, place = self._value(inner, 0, around)
        while value is not NOT_KNOWN and place < len(inner):
            match = _FILTER.match(inner, place)
            if match is None:
                return NOT_KNOWN
            place = match.end()
            arguments: list[object] = []
            while match[2]:
                argument, place = self._value(inner, place, around)
                arguments.append(argument)
                comma = _COMMA.match(inner, place)
                if comma is None:
                    break
                place = comma.end()
            value = self._filtered(match[1], value, arguments) if NOT_KNOWN not in arguments else NOT_KNOWN
        return value

    def _filtered(self, name: str, value: object, arguments: Sequence[object]) -> object:
        """What a filter makes of a value; what is chosen of a list is kept: each link of a page may ask for it."""
        if name != "where" or not isinstance(value, list) or {str} != set(map(type, arguments)):
            return apply_filter(name, value, arguments, self._config)
        key = (id(value), *arguments)
        if key not in self._chosen:
            if len(self._chosen) >= _MOST_CHOSEN:
                self._chosen.clear()
            self._chosen[key] = (value, apply_filter(name, value, arguments, self._config))
        return self._chosen[key][1]

    def _value(self, inner: str, place: int, around: AddressSurroundings) -> tuple[object, int]:
        match = _PART.match(inner, place)
        if match is None:
            return NOT_KNOWN, place
        if match[3] is None:
            return match[1] if match[1] is not None else match[2], match.end()
        return self._variable(match[3], around), match.end()

    @cached_property
    def _written(self) -> frozenset[str]:
        """The names of the site's lists of pages that are all written."""
        return _PAGES.union(item.label for item in self._config.collections if item.output)

    def _variable(self, name: str, around: AddressSurroundings) -> object:
        if name in _WORDS:
            return _WORDS[name]
        if _NUMBER.match(name):
            return float(name) if "." in name else int(name)
        steps: list[object] = []
        for match in _STEP.finditer(name):
            inner = match[4]
            steps.append(self._variable(inner, around) if inner else next(filter(None, match.groups()), ""))
        if NOT_KNOWN in steps:
            return NOT_KNOWN
        return self._inside(str(steps[0]), steps[1:], around)

    def _inside(self, head: str, steps: Sequence[object], around: AddressSurroundings) -> object:
        """What is inside of a variable."""
        if head in around.rounds:
            return step_into(around.rounds[head], steps)
        if head in around.scope.assigned:
            return step_into(self._assigned(head, around), steps)
        if not steps:
            return NOT_KNOWN
        if head == "site":
            return self._of_site(str(steps[0]), steps[1:])
        if head == "paginator":
            return LIST if steps[0] == "posts" else LISTED_URL if str(steps[0]).endswith("_page_path") else NOT_KNOWN
        return self._of_page(steps, around.page) if head == "page" else NOT_KNOWN

    def _of_page(self, steps: Sequence[object], page: Mapping[str, object]) -> object:
        if steps[0] in ("next", "previous"):
            return step_into(LISTED, steps[1:])
        return step_into(page, steps) if steps[0] in page else NOT_KNOWN

    def _assigned(self, name: str, around: AddressSurroundings) -> object:
        given = around.scope.assigned[name]
        if given is None or around.deep >= _DEEPEST:
            return NOT_KNOWN
        # What was given to it before is not this variable's new value.
        earlier = {key: value for key, value in around.scope.assigned.items() if key != name}
        inside = replace(around, scope=LiquidScope(earlier), deep=around.deep + 1)
        if isinstance(given, Captured):
            made = self._text(given.text, inside)
            return NOT_KNOWN if made is None else made
        return self._output(given, inside)

    def _of_site(self, name: str, steps: Sequence[object]) -> object:
        if name == "baseurl" or (name == "baseurl_root" and _LANGUAGES in self._config.plugins):
            return step_into(self._config.baseurl, steps)
        if name == "url":
            return step_into(self._config.url or NOT_KNOWN, steps)
        if name == "paginate_path" and self._config.paginate:
            return LISTED_URL
        if name == "data":
            return self._of_data(steps)
        if name in ("categories", "tags"):
            return step_into(PageGroups(), steps)
        if name in self._written:
            return step_into(LIST, steps)
        is_list = name in _LISTS or any(name == item.label for item in self._config.collections)
        return NOT_KNOWN if is_list else self._of_settings(name, steps)

    def _of_settings(self, name: str, steps: Sequence[object]) -> object:
        """What the configuration says by itself, and what plugins put there."""
        if name == "github" and _METADATA in self._config.plugins:
            return step_into(_of_repository(self._settings.get("repository")), steps)
        return step_into(self._settings[name], steps) if name in self._settings else NOT_KNOWN

    def _of_data(self, steps: Sequence[object]) -> object:
        found = self._data.get([str(step) for step in steps]) if self._data is not None else None
        return step_into(found[0], found[1]) if found is not None else NOT_KNOWN


def _next(text: str, place: int) -> int:
    found = [at for at in (text.find("{{", place), text.find("{%", place)) if at >= 0]
    return min(found, default=-1)


def _of_repository(repository: object) -> object:
    """What ``site.github`` says of a repository that the configuration names, as far as nobody has to ask GitHub."""
    if not isinstance(repository, str) or repository.count("/") != 1:
        return NOT_KNOWN
    return {name: f"https://github.com/{repository}{rest}" for name, rest in _OF_REPOSITORY.items()}
