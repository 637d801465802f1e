"""What Zola makes of a site: pages, sections, their aliases, and what lies beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from urllib.parse import quote, unquote

from content_lint.parse.facts import FenceState
from content_lint.site.generators.collisions import find_collisions
from content_lint.site.generators.zola.config import ZolaConfig
from content_lint.site.generators.zola.faults import find_faults
from content_lint.site.model import (
    ANYWHERE,
    Built,
    Fatal,
    FileFacts,
    GeneratedUrl,
    Maker,
    Page,
    Redirect,
    RedirectSource,
    Role,
    SiteFile,
    Skipped,
    State,
    Survey,
)

_MOST_STARS = 6
_GLOB = {"*": ".*", "**": ".*", "?": ".", "{": "(?:", "}": ")", ",": "|"}
_NOTHING = FileFacts(FenceState.MISSING)
_DATED = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T[^_ -]*)?)(?:[_ -]|\Z)(.*)\Z", re.DOTALL)


def survey_paths(paths: Iterable[str], config: ZolaConfig) -> Survey:
    """Which file is what; paths are from the site's root."""
    ignored = [_ignoring(glob) for glob in config.ignored if glob.count("*") <= _MOST_STARS]
    content, static = f"{config.content}/", f"{config.static}/"
    files: list[SiteFile] = []
    skipped: list[Skipped] = []
    for path in sorted(paths):
        if path.startswith(static):
            files.append(SiteFile(path, Role.STATIC))
        elif path.startswith(content):
            inner = path[len(content) :]
            if any(pattern.match(f"/{path}") for pattern in ignored):
                skipped.append(Skipped(path, "excluded by `ignored_content` in the configuration"))
            elif not path.endswith(".md"):
                files.append(SiteFile(path, Role.STATIC))
            else:
                section = inner.partition("/")[0] if "/" in inner else None
                files.append(SiteFile(path, Role.ITEM if section else Role.PAGE, section))
    return Survey(tuple(files), tuple(skipped))


def _ignoring(glob: str) -> re.Pattern[str]:
    """A glob as Zola reads it: a star crosses folders, and the whole path of the file is looked at."""
    made = (_GLOB.get(part, re.escape(part)) for part in re.split(r"(\*+|[?{},])", glob))
    text = "".join(made)
    if text.count("(?:") != text.count(")"):
        text = re.escape(glob)
    start = "" if glob.startswith(("*", "/")) else "(?:.*/)?"
    return re.compile(f"{start}{text}\\Z", re.DOTALL)


def build(survey: Survey, facts: Mapping[str, FileFacts], config: ZolaConfig) -> Built:
    """Every page and section with its address, redirects, and what else is written."""
    drafts = _draft_sections(survey, facts, config)
    pages = [
        _page(file, facts.get(file.path, _NOTHING), config, drafts)
        for file in survey.files
        if file.role is not Role.STATIC
    ]
    folders = _folders(pages, config)
    static = [_static(file, folders, config) for file in survey.files if file.role is Role.STATIC]
    copies = [made for page in static for made in _copies(page, folders)]
    live = [page for page in pages if page.state is State.LIVE and page.url]
    redirects = tuple(
        Redirect(source.url, source.destination, page.url, page.path, source.key_path)
        for page in live
        for source in page.redirects_from
    )
    return Built(
        tuple(pages),
        redirects,
        tuple(static),
        (*_made(config, {page.url for page in pages}), *copies),
        unknown_providers=(f"the theme {config.theme}",) if config.theme else (),
        collisions=find_collisions([*_at_home(redirects), *live, *static], warned=True),
        skipped=survey.skipped,
        fatal=tuple(_fatal(pages, facts, config)),
        makers=tuple(_makers(pages, facts, config)),
    )


def _at_home(redirects: Iterable[Redirect]) -> Iterator[Redirect]:
    """Aliases at the address of their own page, which is written after all aliases; one of another's may stop Zola."""
    return (item for item in redirects if item.target == item.url)


def _fatal(pages: Iterable[Page], facts: Mapping[str, FileFacts], config: ZolaConfig) -> Iterator[Fatal]:
    """What stops the build: drafts are read, too."""
    for page in pages:
        name = page.path.rpartition("/")[2]
        is_section = name == "_index.md" or name.startswith("_index.")
        data = facts.get(page.path, _NOTHING).data or {}
        for key_path, problem in find_faults(data, config, is_section=is_section, language=page.language):
            yield Fatal(page.path, key_path, problem)


def _draft_sections(survey: Survey, facts: Mapping[str, FileFacts], config: ZolaConfig) -> Mapping[str, str]:
    """Folders that Zola passes over with all that is in them, each with the file that says so, in any language."""
    found = {}
    for file in survey.files:
        folder, _, name = file.path.rpartition("/")
        data = facts.get(file.path, _NOTHING).data
        if data and data.get("draft") is True and _language(name.removesuffix(".md"), config)[0] == "_index":
            found[f"{folder}/"] = file.path
    return found


def _page(file: SiteFile, facts: FileFacts, config: ZolaConfig, drafts: Mapping[str, str]) -> Page:
    data = facts.data or {}
    inner = file.path[len(config.content) + 1 :]
    *folders, name = inner.split("/")
    stem, code = _language(name.removesuffix(".md"), config)
    dated = None
    if stem == "_index":
        path: str | None = "/".join(folders)
        last = folders[-1] if folders else ""
    else:
        own = folders.pop() if stem == "index" and folders else stem
        dated = _DATED.match(own)
        last, path = _path(own, dated, folders, data, config)
    url = _address(path, code, data)
    day = data.get("date", dated[1][:10] if dated else None)
    hidden = _hidden(data) or next(
        (f"its section is a draft: {said}" for folder, said in drafts.items() if file.path.startswith(folder)), ""
    )
    aliases = data.get("aliases")
    return Page(
        file.path,
        file.collection,
        file.role,
        url,
        f"{_decoded(path, code, data)}index.html" if url else "",
        State.NEVER if hidden else State.LIVE,
        reason=hidden,
        date=_instant(day),
        slug=last,
        redirects_from=tuple(_aliases(aliases)),
        in_listing=not hidden or data.get("render") is False,
        language=code or config.language,
    )


def _path(
    own: str, dated: re.Match[str] | None, folders: list[str], data: Mapping[str, object], config: ZolaConfig
) -> tuple[str, str | None]:
    """The last part of a page's address, and the whole of it without its language; None where that is not known."""
    given = data.get("slug")
    name = dated[2] if dated and dated[2] and not config.keeps_dates else own
    last = config.path_slug(given if isinstance(given, str) else name)
    if last is None:
        return name, None
    if own == "index" and not folders:
        return last, ""
    return last, "/".join([*folders, last])


def _decoded(path: str | None, code: str, data: Mapping[str, object]) -> str:
    """The address, not encoded, with slashes around it."""
    given = data.get("path")
    whole = given.strip() if isinstance(given, str) else "/".join(filter(None, (code, path or "")))
    return f"/{whole.strip('/')}/" if whole.strip("/") else "/"


def _address(path: str | None, code: str, data: Mapping[str, object]) -> str:
    if path is None and not isinstance(data.get("path"), str):
        return ""
    return quote(_decoded(path, code, data))


def _language(stem: str, config: ZolaConfig) -> tuple[str, str]:
    """A name without its language, and that language's code; empty for the default one."""
    bare, dot, code = stem.rpartition(".")
    if dot and code in config.languages:
        return bare, code
    return (bare, "") if dot and code == config.language else (stem, "")


def _hidden(data: Mapping[str, object]) -> str:
    if data.get("draft") is True:
        return "its front matter says `draft = true`"
    return "its front matter says `render = false`" if data.get("render") is False else ""


def _aliases(value: object) -> Iterator[RedirectSource]:
    for index, raw in enumerate(value if isinstance(value, list) else []):
        if isinstance(raw, str):
            path = "/" + raw.strip("/")
            if not path.endswith(".html"):
                path = f"{path.rstrip('/')}/"
            file = path if path.endswith(".html") else f"{path}index.html"
            yield RedirectSource(raw, quote(path), file, ("aliases", index))


def _instant(value: object) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    return datetime(value.year, value.month, value.day, tzinfo=UTC) if isinstance(value, date) else None


def _static(file: SiteFile, folders: Mapping[str, list[str]], config: ZolaConfig) -> Page:
    """A file that is copied: beside a page it goes where the page goes."""
    if file.path.startswith(f"{config.static}/"):
        path = file.path[len(config.static) :]
        return Page(file.path, None, file.role, quote(path), path, State.STATIC, in_listing=False)
    folder, _, name = file.path.rpartition("/")
    inside = _page_folder(file.path, folders)
    if inside:
        url = f"{folders[inside][0]}{quote(file.path[len(inside) + 1 :])}"
    else:
        url = quote(f"{folder[len(config.content) :]}/{name}")
    return Page(file.path, None, file.role, url, url, State.STATIC, in_listing=False)


def _folders(pages: Iterable[Page], config: ZolaConfig) -> dict[str, list[str]]:
    """The folders whose files belong to a page, with its addresses: in the default language first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for page in sorted(pages, key=lambda page: page.language != config.language):
        folder, _, name = page.path.rpartition("/")
        if page.url and name.startswith("index.") and folder != config.content:
            found[folder].append(page.url)
    return dict(found)


def _page_folder(path: str, folders: Mapping[str, list[str]]) -> str:
    """The nearest such folder around a file, or empty."""
    inside = path.rpartition("/")[0]
    while inside and inside not in folders:
        inside = inside.rpartition("/")[0]
    return inside


def _copies(page: Page, folders: Mapping[str, list[str]]) -> Iterator[GeneratedUrl]:
    """The same file beside the page in every other language."""
    inside = _page_folder(page.path, folders)
    for url in folders[inside][1:] if inside else ():
        rest = page.path[len(inside) + 1 :]
        yield GeneratedUrl(f"{url}{quote(rest)}", "the page in another language", f"{unquote(url)}{rest}")


def _made(config: ZolaConfig, own: set[str]) -> Iterator[GeneratedUrl]:
    # Each language has a home page, whether a file describes it or not.
    for address in ("/", *(f"/{code}/" for code in config.languages)):
        if address not in own:
            yield GeneratedUrl(address, "home", f"{address}index.html")
    yield GeneratedUrl("/404.html", "404", "/404.html")
    yield GeneratedUrl("/sitemap.xml", "sitemap", "/sitemap.xml")
    yield GeneratedUrl("/robots.txt", "sitemap", "/robots.txt")
    if config.feeds:
        yield from (GeneratedUrl(f"/{name}", "feed", f"/{name}") for name in ("atom.xml", "rss.xml", "feed.xml"))


def _makers(pages: Iterable[Page], facts: Mapping[str, FileFacts], config: ZolaConfig) -> Iterator[Maker]:
    """What makes lists, and files of the theme."""
    for name in config.taxonomies:
        slug = config.path_slug(name) or name
        places = [f"/{slug}", f"/{slug}/**", *(f"/{code}/{slug}/**" for code in config.languages)]
        yield Maker(f"the taxonomy {name}", tuple(places))
    for page in pages:
        data = facts.get(page.path, _NOTHING).data or {}
        if data.get("paginate_by") and page.url:
            word = data.get("paginate_path", "page")
            yield Maker(f"the pages that `{page.path}` is cut into", (f"{page.url}{word}/**",))
    if config.theme:
        yield Maker(f"the theme {config.theme}", (ANYWHERE,), files=True)
    yield Maker("Zola, from `sass` and `templates`", ("/*.css", "/**/*.css", "/*.js"), files=True)
