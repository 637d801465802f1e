"""The address that was most likely meant by one at which nothing answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from content_lint.config.settings import Server
from content_lint.links.address_parts import split_address, without_dots
from content_lint.links.site_links import count_missing
from content_lint.site.addresses import Answer, AnswerKind
from content_lint.site.assets import is_asset
from content_lint.site.index import Site
from content_lint.site.languages import language_of, language_of_url
from content_lint.site.model import Page, State
from content_lint.site.survey import is_markdown
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from difflib import SequenceMatcher

_WORDS = regex(r"[^\W_]+")
_DATE = regex(r"(?<!\d)\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?(?!\d)")
_NO_KEY = regex(rf"{_DATE.pattern}|[\W_]+")
_ENDS = 4
_SHORT = 8
_LEAST = 3
_MOST_MISSING, _EACH = 5_000, 10
"""Addresses that lead nowhere, or one for so many documents of a large site: nobody has typed more slips."""
MOST_OF_A_WORD = 60
"""Addresses with one word that are looked at."""
_ALIKE = 0.84
_ALIKE_SHORT = 0.79
_WHOLE = 0.7
_MOST_OLD = 100
_NUMBERS = regex(r"\d+")
_LANGUAGE = regex(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?\Z")


class Candidates:
    """Looks for the page or file that an address means; ``site.once(Candidates)`` makes it.

    Only addresses whose last part is the same in letters and digits, or begins or ends like the wanted one, are
    compared, and at most 60 of each kind, so that the cost of a search does not grow with the site. Where very many
    addresses lead nowhere, only the same names are looked up. What is said of one link depends on no order, so that
    whoever looks at a few documents says the same of them.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[tuple[str, str], Answer | None] = {}

    @cached_property
    def _by_word(self) -> Mapping[str, list[Answer]]:
        found: dict[str, list[Answer]] = {}
        for word, answer in words_of_site(self._site):
            found.setdefault(word, []).append(answer)
        return found

    def with_word(self, word: str) -> Sequence[Answer]:
        """The addresses that a word of ``words_of_site`` belongs to."""
        return self._by_word.get(word, ())

    def nearest(self, path: str, source: str = "", server: Server | None = None) -> Answer | None:
        """What was most likely meant by a path; None where nothing is near in its language.

        Args:
            path: decoded and within the site.
            source: the file that it is written in, whose language counts where the path has none.
            server: the one that is asked for it, where each language has one of its own.
        """
        language = _Language(self._site, path, source, server)
        key = (path, language.name)
        if key not in self._known:
            self._known[key] = _straight(self._search(path, language))
        return self._known[key]

    def _search(self, path: str, language: _Language) -> Answer | None:
        name = _name(path)
        if len(name) < _LEAST or len(name) > 300 or not _key(name):
            return None
        alike = self.with_word(_whole_word(name))
        same = [item for item in alike if _may_have_moved(path, item.url) and language.is_of(item)]
        if same:
            # The same name somewhere else. Of several the one whose whole address is most alike.
            pages = [item for item in same if item.kind is not AnswerKind.REDIRECT] or same
            likeness = _Likeness(path)
            return max(pages, key=lambda item: likeness.of(item.url)) if len(pages) > 1 else pages[0]
        if self._site.once(are_too_many_missing):
            return None
        return self._most_alike(name.lower(), _bare(path), language)

    def _most_alike(self, name: str, path: str, language: _Language) -> Answer | None:
        """The page whose name is most alike, if it is alike enough and its whole address is as well."""
        found = (item for word in _part_words(name) for item in self.with_word(word) if language.is_of(item))
        near = {item.destination: (_stem(_name(item.url).lower()), item) for item in found}
        name = _stem(name)
        if len(name) < _LEAST:
            return None
        best, how = None, _ALIKE if len(name) > _SHORT else _ALIKE_SHORT
        likeness, whole = _Likeness(name), _Likeness(path)
        for other, item in near.values():
            alike = likeness.of(other, least=how)
            if alike >= how and whole.of(_bare(item.url), least=_WHOLE) >= _WHOLE:
                best, how = item, alike
        return best


def are_too_many_missing(site: Site) -> bool:
    """Whether so many addresses lead nowhere that they are no slips; ``site.once`` keeps the answer."""
    return site.once(count_missing) > most_missing(site)


def most_missing(site: Site) -> int:
    """How many may."""
    return max(_MOST_MISSING, len(site.documents) // _EACH)


class _Language:
    """The language in which a page is to be found.

    Args:
        site: the site.
        path: the address that was written: the language that is named in it counts first.
        source: the file that it is written in, or empty.
        server: the one that is asked for it, whose language counts; None where all have one.

    Attributes:
        name: a word for it.
    """

    def __init__(self, site: Site, path: str, source: str, server: Server | None) -> None:
        self._site = site
        self._prefix = language_of_url(path, site) or language_of(source, site)
        self._folders = _language_folders(path)
        page = site.pages.get(source)
        self._code = page.language if page is not None and not language_of_url(path, site) else ""
        self._code = self._code if server is None else server.language
        self.name = f"{self._prefix} {self._code}"

    def is_of(self, answer: Answer) -> bool:
        """Whether an answer is in it, or in none."""
        if self._folders and (other := _language_folders(answer.url)) and other != self._folders:
            return False
        if self._code and answer.page is not None and answer.page.language:
            return self._code == answer.page.language
        prefix = language_of_url(answer.url, self._site)
        return prefix == self._prefix or (not prefix and answer.kind is AnswerKind.STATIC)


def _language_folders(url: str) -> list[str]:
    """The folders of an address that look like languages."""
    return [part for part in url.strip("/").split("/")[:-1] if _LANGUAGE.match(part)]


def words_of_site(site: Site) -> Iterator[tuple[str, Answer]]:
    """By what each address is looked for: the first 60 of each word, in the order in which they are written."""
    seen: dict[str, int] = {}  # a Counter calls a function for each new word
    for answer in site.addresses.answers():
        for word in words_of(answer, site):
            seen[word] = seen.get(word, 0) + 1
            if seen[word] <= MOST_OF_A_WORD:
                yield word, answer


def words_of(answer: Answer, site: Site) -> Iterator[str]:
    """By what one address is looked for."""
    # Where no generator is modelled, the repository's own files count as static: templates and programs among them.
    sources = not site.settings.generator.modelled
    if answer.kind is AnswerKind.GENERATED or (
        sources and answer.kind is AnswerKind.STATIC and not is_asset(answer.url)
    ):
        return
    name = _name(answer.url).lower()
    if name:
        yield _whole_word(name)
        yield from _part_words(name)


def page_of_file(site: Site, source: str, written: str) -> Answer | None:
    """The page whose Markdown file an address names as a file beside the one that it is written in; None for others."""
    path = unquote(split_address(written)[0])
    page = _beside(site, source, path) if is_markdown(path) else None
    if page is None or page.state is not State.LIVE or page.redirect_to is not None:
        return None
    return Answer(AnswerKind.PAGE, page.url, page.destination, page.path, page)


def copy_of_file(site: Site, source: str, written: str) -> Answer | None:
    """What is published of the file that an address names, beside the one that it is written in or from the root.

    So `img/a.png` in a post, whose own address is in another folder, and `/static/a.png` on a site of Hugo's.
    """
    path = unquote(split_address(written)[0])
    page = site.pages.get(path.lstrip("/")) if path.startswith("/") else _beside(site, source, path)
    if page is None or page.state is not State.STATIC or site.addresses.find(page.destination) is None:
        return None
    return Answer(AnswerKind.STATIC, page.url, page.destination, page.path, page)


def _beside(site: Site, source: str, path: str) -> Page | None:
    """What the generator makes of a file that is named from the folder of another; None for an address from `/`."""
    if path.startswith("/"):
        return None
    return site.pages.get(without_dots(f"/{source.rpartition('/')[0]}/{path}").lstrip("/"))


def _whole_word(name: str) -> str:
    """What addresses have in common whose names are the same but for hyphens, case and a date in front."""
    return f"={_key(name)}"


def _part_words(name: str) -> Iterator[str]:
    """What names in lower case have in common that may be slips of each other.

    Numbers are no slips: the page of another year is another page.
    """
    numbers = ",".join(_NUMBERS.findall(name))
    return (f"{part} {numbers}" for part in _parts(name))


def _parts(name: str) -> list[str]:
    """What a slip most likely leaves alone: the beginning or the end, of a short name its first or last letter."""
    parts = [f"{name[:_ENDS]}…", f"…{name[-_ENDS:]}"] if len(name) >= _SHORT else []
    return [*parts, f"{name[:1]}…", f"…{name[-1:]}"] if len(name) <= _SHORT + 1 else parts


def _straight(found: Answer | None) -> Answer | None:
    """The page that an old address leads to, rather than the old address."""
    if (
        found is None
        or found.kind is not AnswerKind.REDIRECT
        or found.page is None
        or found.page.redirect_to is not None
    ):
        return found
    if says_gone(found.page):
        return None
    return Answer(AnswerKind.PAGE, found.page.url, found.page.destination, found.page.path, found.page)


def says_gone(page: Page | None) -> bool:
    """Whether a page takes over so many old addresses that it can only say that their pages are gone."""
    return page is not None and len(page.redirects_from) > _MOST_OLD


def _may_have_moved(path: str, url: str) -> bool:
    """Whether a page of the same name can be the one that was meant: its month is the same, its name tells enough."""
    wanted, found = _DATE.findall(path), _DATE.findall(url)
    if wanted and found:
        # A date in the name is that of an event; a date in folders is that of publishing, which may shift by days.
        exact = _DATE.search(_name(path)) is not None
        if (_numbers(wanted[-1]) != _numbers(found[-1])) if exact else (_month(wanted[-1]) != _month(found[-1])):
            return False
    # One common word ("rules") in some folder is a page of that folder and not one of the same name elsewhere.
    folders = [part for part in _folders(path) if not part.isdigit()]
    return not folders or len(_WORDS.findall(_name(path))) > 1 or not set(folders).isdisjoint(_folders(url))


def _numbers(date: str) -> list[int]:
    return [int(part) for part in _NUMBERS.findall(date)]


def _month(date: str) -> list[int]:
    return _numbers(date)[:2]


def _folders(path: str) -> list[str]:
    return path.strip("/").lower().split("/")[:-1]


def _name(url: str) -> str:
    """The last part of an address, without ``index.html`` and the ending of pages."""
    return url.removesuffix("index.html").rstrip("/").rpartition("/")[2].removesuffix(".html")


def _stem(name: str) -> str:
    """A name without the ending of a file that is no page, which says nothing of how alike two names are."""
    return name.rpartition(".")[0] if is_asset(name) else name


def _bare(path: str) -> str:
    return path.lower().strip("/").removesuffix(".html")


def _key(name: str) -> str:
    """What stays the same when hyphens, case and a date in front come or go."""
    return _NO_KEY.sub("", name.lower())


class _Likeness:
    """How alike other texts are to one, from 0 to 1: what can be known of the one is worked out once."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _matcher(self) -> SequenceMatcher[str]:
        from difflib import SequenceMatcher  # only where a target is missing

        return SequenceMatcher(None, "", self._text[:200], autojunk=False)

    def of(self, other: str, *, least: float = 0) -> float:
        """How alike another text is; 0 where that is surely below ``least``."""
        if other == self._text:
            return 1.0
        matcher = self._matcher
        matcher.set_seq1(other[:200])
        return matcher.ratio() if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least else 0.0
