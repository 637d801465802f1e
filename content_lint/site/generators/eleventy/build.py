"""What Eleventy makes of a site."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from urllib.parse import quote

from msgspec.structs import replace

from content_lint.parse.facts import FenceState
from content_lint.site.generators.eleventy.config import ByCode, EleventyConfig
from content_lint.site.generators.eleventy.files import PROGRAMS, copied_address, is_program
from content_lint.site.generators.eleventy.permalinks import (
    Values,
    default_address,
    evaluate,
    first_page,
    normalised,
    possible_addresses,
    stop_of,
)
from content_lint.site.generators.plain.build import page_by_pattern
from content_lint.site.model import (
    ANYWHERE,
    Built,
    Fatal,
    FileFacts,
    GeneratedUrl,
    Maker,
    Page,
    Role,
    SiteFile,
    State,
    Survey,
)

_NOTHING = FileFacts(FenceState.MISSING)
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?:T\d{2}(?::?\d{2}){0,2}(?:[.,]\d+)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?\Z")
_WORDS = frozenset({"last modified", "created", "git last modified", "git created", ""})
_OF_ITEM = re.compile(r"\{\{-?\s*(\w+)\.(url|permalink)\s*-?\}\}\Z")
_REDIRECTS = re.compile(r"redirect|alias", re.IGNORECASE)
OLD_KEYS = ("redirect_from", "redirectFrom", "redirects", "aliases", "oldUrls")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Made(NamedTuple):
    """A page, what stops the build there, and what may make more like it."""

    page: Page
    stop: Fatal | None = None
    maker: Maker | None = None
    code: str = ""


def build(survey: Survey, facts: Mapping[str, FileFacts], config: EleventyConfig, routes: Mapping[str, str]) -> Built:
    """Every page with its address, and what code makes.

    Args:
        survey: which file is what.
        facts: of every template, by path.
        config: the site's.
        routes: addresses that our own settings give the pages of a folder that code places.
    """
    static: list[Page] = []
    programs: list[str] = []
    made: list[_Made] = []
    for file in survey.files:
        if file.role is not Role.STATIC:
            found = facts.get(file.path, _NOTHING)
            page = _page(file, found.data or {}, config)
            made.append(_routed(file, found, page, config, routes))
        elif config.inner(file.path) is not None and is_program(file.path, config):
            programs.append(file.path)
        else:
            address = copied_address(file.path, config) or ""
            static.append(Page(file.path, None, Role.STATIC, quote(address), address, State.STATIC, in_listing=False))
    pages = [item.page for item in made]
    addresses = {path: _address_of_program(path, config) for path in programs if path.endswith(PROGRAMS)}
    generated = [GeneratedUrl(address, path) for path, address in addresses.items() if address]
    generated += [*_old_addresses(pages, facts, made), *_of_tags(made, facts, config)]
    generated += [GeneratedUrl(address, "feed") for address in config.feeds]
    stops = [item.stop for item in made if item.stop is not None]
    return Built(
        tuple(pages),
        (),
        tuple(static),
        tuple(_unique(generated, pages)),
        skipped=survey.skipped,
        fatal=(*stops, *_twice(pages)),
        makers=tuple(_makers(made, addresses, config)),
    )


def _routed(file: SiteFile, facts: FileFacts, made: _Made, config: EleventyConfig, routes: Mapping[str, str]) -> _Made:
    """The same at the address that our own settings give the pages of its folder, where code makes it."""
    inner = config.inner(file.path) or ""
    folder = next((name for name in routes if inner.startswith(f"{name.strip('/')}/")), None)
    if folder is None or made.page.destination or made.page.state is not State.LIVE:
        return made
    home = "/".join(part for part in (config.input, folder.strip("/")) if part)
    url, destination = page_by_pattern(file, facts, routes[folder], home)
    return _Made(replace(made.page, url=url, destination=destination), made.stop) if url else made


def _from_collection(given: str, data: Mapping[str, object], config: EleventyConfig) -> tuple[str, ...]:
    """Globs of the addresses that a program has put into the items of a collection; none where that is not known."""
    pagination = data.get("pagination")
    match = _OF_ITEM.match(given)
    if match is None or not isinstance(pagination, Mapping) or pagination.get("alias") != match[1]:
        return ()
    if not str(pagination.get("data")).startswith("collections."):
        return ()
    return tuple(f"{start}**" for start in config.beginnings.get(match[2], ()) if start != "/")


def _old_addresses(pages: list[Page], facts: Mapping[str, FileFacts], made: list[_Made]) -> Iterator[GeneratedUrl]:
    """Addresses that pages had, where a template is cut into a page for each of them."""
    if not any(item.maker is not None and _REDIRECTS.search(item.page.path) for item in made):
        return
    for page in pages:
        data = facts.get(page.path, _NOTHING).data or {}
        value = next((data[key] for key in OLD_KEYS if data.get(key)), ())
        for old in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(old, str) and old.startswith("/"):
                yield GeneratedUrl(quote(old), "redirect", f"{old.rstrip('/')}/index.html", page.path)


def _address_of_program(path: str, config: EleventyConfig) -> str | None:
    """The address of a template that is a program: empty where it has none, None where only running it tells."""
    value = config.permalink_of(path.replace(".11ty.", "."), {})
    if value is False:
        return ""
    if value is None:
        return default_address(config.inner(path) or "")
    return normalised(value) if isinstance(value, str) and "{" not in value else None


def _makers(made: list[_Made], programs: Mapping[str, str | None], config: EleventyConfig) -> Iterator[Maker]:
    """What may make more pages and files."""
    for name in config.programs:
        yield Maker(f"`{name}`", (ANYWHERE,))
    for name, addresses in config.copiers:
        if addresses:
            yield Maker(f"`{name}`", addresses, files=True)
    if config.prefixes:
        addresses = tuple(address for folder in config.prefixes for address in (folder, f"{folder}/**"))
        name = f"`{config.file}`, which puts the site into a folder of its host (`pathPrefix`)"
        yield Maker(name, addresses, files=True)
    if config.mover:
        yield Maker(f"`{config.mover}`, which moves pages", (ANYWHERE,))
    for path, address in programs.items():
        if address is None:
            value = config.permalink_of(path.replace(".11ty.", "."), {})
            where = possible_addresses(value) if isinstance(value, str) else (ANYWHERE,)
            yield Maker(f"`{path}`", where, files=True)
    yield from _codes(made)
    yield from (item.maker for item in made if item.maker is not None)


def _codes(made: list[_Made]) -> Iterator[Maker]:
    """The programs that make the addresses of pages."""
    codes: dict[str, list[str]] = defaultdict(list)
    for item in made:
        if item.code:
            codes[item.code].append(item.page.path)
    for code, paths in codes.items():
        pages = "a page" if len(paths) == 1 else f"{len(paths)} pages"
        advice = 'Or say them: `[routes]` with the folder of the pages, such as `posts = "/blog/:id/"`.'
        yield Maker(f"`{code}`, which makes the addresses of {pages}", (ANYWHERE,), advice=advice, pages=tuple(paths))


def _unique(generated: list[GeneratedUrl], pages: list[Page]) -> Iterator[GeneratedUrl]:
    taken = {page.url for page in pages}
    return (item for item in generated if item.url not in taken)


def _page(file: SiteFile, data: Mapping[str, object], config: EleventyConfig) -> _Made:
    inner = config.inner(file.path) or file.path
    day = _day_of(data.get("date"), file.path)
    stop = _date_stop(file.path, data.get("date"))
    value = config.permalink_of(file.path, data)
    if isinstance(value, Mapping):
        value = value.get("build")
    hidden = "`permalink` is false" if value is False else ""
    if data.get("permalinkBypassOutputDir"):
        hidden = "it is written outside of the site (`permalinkBypassOutputDir`)"
    if config.drafts and data.get("draft"):
        hidden = "`draft` is set"
    if hidden:
        return _Made(_written(file, default_address(inner), State.NEVER, hidden, day), stop)
    if isinstance(value, (ByCode, list)):
        return _Made(_open(file, day), stop, code=value.file if isinstance(value, ByCode) else file.path)
    if value is True:
        return _stopped(file, "", stop_of(True, ""), day)
    if value is None or value == "":
        return _paginated(file, default_address(inner), data, day, stop)
    made = _by_text(file, inner, value, data, config)
    return made if stop is None else made._replace(stop=stop)


def _by_text(file: SiteFile, inner: str, value: object, data: Mapping[str, object], config: EleventyConfig) -> _Made:
    """A page whose address is written out, or made by a template."""
    day = _day_of(data.get("date"), file.path)
    is_text = not config.engine and file.path.endswith(".md")
    given = str(value)
    if is_text:
        text: str | None = given
    else:
        values, is_whole = config.data_of(file.path, data)
        nothing = "" if is_whole else None
        text = evaluate(given, Values(inner, values, day, functions=config.functions, nothing=nothing))
    if text is None or ("pagination" in data and "{" in given):
        addresses = _from_collection(given, data, config) or possible_addresses(given)
        makes_files = not given.rstrip().endswith(("/", ".html"))
        maker = Maker(f"`{file.path}`, whose address a template makes", addresses, files=makes_files)
        first = _first_of_list(file, inner, given, data, config)
        return _Made(_open(file, day) if first is None else _written(file, first, State.LIVE, "", day), None, maker)
    address = normalised(text)
    is_allowed = config.allows_no_ending or bool(data.get("eleventyAllowMissingExtension"))
    problem = "" if is_allowed else stop_of(value, address)
    return _stopped(file, address, problem, day) if problem else _paginated(file, address, data, day, None)


def _first_of_list(
    file: SiteFile, inner: str, given: str, data: Mapping[str, object], config: EleventyConfig
) -> str | None:
    """The address of the first page of a list that is cut into pages; None where nobody can know it."""
    pagination = data.get("pagination")
    chosen = first_page(given)
    if not isinstance(pagination, Mapping) or chosen == given:
        return None
    values, is_whole = config.data_of(file.path, data)
    values = {**values, str(pagination.get("alias")): ByCode(file.path), "pagination": ByCode(file.path)}
    text = evaluate(chosen, Values(inner, values, functions=config.functions, nothing="" if is_whole else None))
    address = normalised(text) if text is not None else ""
    return None if not address or stop_of(given, address) else address


def _of_tags(made: list[_Made], facts: Mapping[str, FileFacts], config: EleventyConfig) -> Iterator[GeneratedUrl]:
    """The pages of a template that is cut into one for each tag (``data: collections``)."""
    for item in made:
        data = facts.get(item.page.path, _NOTHING).data or {}
        pagination = data.get("pagination")
        given = data.get("permalink")
        if not isinstance(pagination, Mapping) or pagination.get("data") != "collections" or item.page.destination:
            continue
        if "before" in pagination:
            continue  # a function chooses among the tags
        alias, left_out = str(pagination.get("alias")), pagination.get("filter")
        hidden = left_out if isinstance(left_out, (list, tuple)) else [left_out]
        for tag in _tags(made, facts, config):
            if tag in hidden or not isinstance(given, str):
                continue
            values = {**config.globals, **data, alias: tag}
            inner = config.inner(item.page.path) or ""
            text = evaluate(given, Values(inner, values, functions=config.functions, nothing=None))
            address = normalised(text) if text is not None else ""
            if address and not stop_of(given, address):
                yield GeneratedUrl(quote(address.removesuffix("index.html")), f"`{item.page.path}`, for each tag")


def _tags(made: list[_Made], facts: Mapping[str, FileFacts], config: EleventyConfig) -> tuple[str, ...]:
    """The tags of all pages, as far as they are written down."""
    found: dict[str, None] = {}
    for item in made:
        values, _ = config.data_of(item.page.path, facts.get(item.page.path, _NOTHING).data or {})
        tags = values.get("tags")
        if item.page.state is State.LIVE and not values.get("eleventyExcludeFromCollections"):
            listed = tags if isinstance(tags, (list, tuple)) else [tags]
            found |= dict.fromkeys(tag for tag in listed if isinstance(tag, str))
    return tuple(found)


def _stopped(file: SiteFile, address: str, problem: str, day: datetime | None) -> _Made:
    """A page at whose address the build stops."""
    page = _written(file, address, State.STOPS_THE_BUILD, "the build stops at its address", day)
    return _Made(page, Fatal(file.path, ("permalink",), problem))


def _paginated(
    file: SiteFile, address: str, data: Mapping[str, object], day: datetime | None, stop: Fatal | None
) -> _Made:
    page = _written(file, address, State.STOPS_THE_BUILD if stop else State.LIVE, "", day)
    if "pagination" not in data:
        return _Made(page, stop)
    return _Made(page, stop, Maker(f"`{file.path}`, which is cut into pages", (f"{address.rstrip('/')}/*",)))


def _open(file: SiteFile, day: datetime | None) -> Page:
    """A page whose address is not known."""
    return Page(file.path, None, file.role, "", "", State.LIVE, date=day)


def _written(file: SiteFile, address: str, state: State, reason: str, day: datetime | None) -> Page:
    destination = f"{address}index.html" if address.endswith("/") else address
    url = destination[: -len("index.html")] if destination.endswith("/index.html") else destination
    return Page(
        file.path,
        None,
        file.role,
        quote(url, safe="/~!$&'()*+,;=:@"),
        destination,
        state,
        reason=reason,
        date=day,
        slug=url.rstrip("/").rpartition("/")[2],
        in_listing=state is State.LIVE,
    )


def _day_of(value: object, path: str) -> datetime | None:
    """The date of a page in UTC, where front matter or its path say it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    if value is not None and not isinstance(value, str):
        return None
    match = _DAY.search(path)
    text = value or (match[0] if match else "")
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _date_stop(path: str, value: object) -> Fatal | None:
    """What stops the build at a date: it has to be one of ISO 8601, or one of Eleventy's words."""
    if value is None or isinstance(value, (date, bool)):
        return None
    text = str(value)
    if isinstance(value, str) and (_is_iso(text) or text.lower() in _WORDS):
        return None
    return Fatal(path, ("date",), f"it cannot read the date `{text[:40]}`, only one such as 2006-01-02")


def _is_iso(text: str) -> bool:
    if not _ISO.match(text):
        return False
    with suppress(ValueError):
        return _DAY.match(text) is None or date.fromisoformat(text[:10]) is not None
    return False


def _twice(pages: list[Page]) -> Iterator[Fatal]:
    """Two templates that write one file, at which Eleventy stops."""
    first: dict[str, str] = {}
    for page in pages:
        if page.state is not State.LIVE or not page.destination:
            continue
        other = first.setdefault(page.destination, page.path)
        if other != page.path:
            yield Fatal(page.path, (), f"it has the address of `{other}`: `{page.url}`", by_clash=True)
