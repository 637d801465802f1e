"""Material's blog: the addresses of its posts, and the lists that it makes of them."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from content_lint.site.generators.mkdocs.blog_config import BlogConfig
from content_lint.site.generators.mkdocs.config import MkDocsConfig
from content_lint.site.generators.mkdocs.files import place_of
from content_lint.site.model import Fatal, FileFacts, GeneratedUrl, Page, SiteFile, State
from content_lint.site.python_slugs import pymdownx_slug
from content_lint.text.regex import regex

_DATE_PART = regex(r"'([^']*)'|([A-Za-z])\2*|[^A-Za-z']+")
_HEADING = regex(r"#+[# ]*")


class MaterialBlog:
    """One blog of a site."""

    def __init__(self, blog: BlogConfig, config: MkDocsConfig) -> None:
        self._blog = blog
        self._config = config

    def page(self, file: SiteFile, facts: FileFacts, now: datetime) -> tuple[Page, list[Fatal]]:
        """A post, and what stops the build there."""
        data = facts.data or {}
        created = created_on(data)
        fault = self._fault(data, facts, created)
        if fault is not None or created is None:
            key, problem = fault or (("date",), "has no `date`, which the blog plugin needs")
            page = Page(file.path, file.collection, file.role, "", "", State.STOPS_THE_BUILD, reason=problem)
            return page, [Fatal(file.path, key, problem)]
        slug = self._slug(file, facts, data)
        inner = self._path(data, created, slug, _stem(file.path))
        place = place_of(f"{inner}.md", self._config) if inner else None
        hidden = self._hidden(data, created, now)
        return (
            Page(
                file.path,
                file.collection,
                file.role,
                place.url if place else "",
                place.file if place else "",
                State.NEVER if hidden else State.LIVE,
                reason=hidden,
                date=created,
                slug=slug,
                in_listing=not hidden,
            ),
            [],
        )

    def _fault(
        self, data: Mapping[str, object], facts: FileFacts, created: datetime | None
    ) -> tuple[tuple[str, ...], str] | None:
        if facts.data is None:
            return (), "has front matter that cannot be read, at which the blog plugin stops"
        if created is None and data.get("date") is not None:
            return ("date",), "is no date to the blog plugin, which stops the build"
        if not isinstance(data.get("draft", False), bool | None):
            return ("draft",), "is neither `true` nor `false`, at which the blog plugin stops"
        return None

    def _hidden(self, data: Mapping[str, object], created: datetime, now: datetime) -> str:
        if self._blog.drafts:
            return ""
        if data.get("draft") is True:
            return "its front matter says `draft: true`"
        later = self._blog.hides_future and data.get("draft") is None and created > now
        return "its date lies in the future, and `draft_if_future_date` is set" if later else ""

    def _slug(self, file: SiteFile, facts: FileFacts, data: Mapping[str, object]) -> str:
        given = data.get("slug")
        if isinstance(given, str) and given:
            return given
        title = data.get("title")
        if title is None:
            title = _heading(facts.first_line) or _title_of_name(_stem(file.path))
        return pymdownx_slug(str(title), case="lower")

    def _path(self, data: Mapping[str, object], created: datetime, slug: str, stem: str) -> str:
        """The path of a post from the folder of the documents, without an ending; empty where it is not known."""
        form = self._blog.url_format
        day = format_date(created, self._blog.date_format) if "{date}" in form else ""
        own_slug = isinstance(data.get("slug"), str)
        if day is None or ("{slug}" in form and not self._blog.known_slugs and not own_slug):
            return ""
        names = [pymdownx_slug(name, case="lower") for name in categories_of(data)[: self._blog.most_categories]]
        path = form.replace("{categories}", "/".join(names)).replace("{date}", day)
        path = path.replace("{file}", stem).replace("{slug}", slug)
        return posixpath.join(self._blog.folder, posixpath.normpath(path.strip("/")))

    def lists(self, pages: Iterable[Page], facts: Mapping[str, FileFacts]) -> Iterator[GeneratedUrl]:
        """The lists of all years and categories, and the further pages of each list."""
        blog = self._blog
        posts = [page for page in pages if page.collection == blog.posts]
        years: Counter[str] = Counter()
        categories: Counter[str] = Counter()
        for page in posts:
            day = format_date(page.date, blog.archive_date) if page.date is not None else None
            if day is not None:
                years[day] += 1
            item = facts.get(page.path)
            for name in categories_of(item.data or {}) if item is not None else ():
                categories[pymdownx_slug(name, case="lower")] += 1
        yield from self._list(blog.folder, len(posts))
        for day, count in years.items() if blog.archive else ():
            yield from self._list(posixpath.join(blog.folder, blog.archive.replace("{date}", day)), count)
        for slug, count in categories.items() if blog.categories else ():
            yield from self._list(posixpath.join(blog.folder, blog.categories.replace("{slug}", slug)), count)

    def _list(self, path: str, count: int) -> Iterator[GeneratedUrl]:
        if path != self._blog.folder:
            yield self._made(f"{posixpath.normpath(path)}.md")
        pages = -(-count // self._blog.per_page) if self._blog.pagination else 1
        for number in range(2, pages + 1):
            further = posixpath.normpath(self._blog.pagination.replace("{page}", str(number)).strip("/"))
            yield self._made(posixpath.join(path, f"{further}.md"))

    def _made(self, inner: str) -> GeneratedUrl:
        place = place_of(inner, self._config)
        return GeneratedUrl(place.url, "blog", place.file)


def created_on(data: Mapping[str, object]) -> datetime | None:
    """The day of a post, in UTC where it has no zone; None where it has none that the plugin takes."""
    value = data.get("date")
    if isinstance(value, dict):
        value = value.get("created")
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day, tzinfo=UTC) if isinstance(value, date) else None


def categories_of(data: Mapping[str, object]) -> list[str]:
    """The categories of a post."""
    found = data.get("categories")
    return [str(name) for name in found] if isinstance(found, list) else []


def format_date(day: datetime, form: str) -> str | None:
    """A date in a pattern of Unicode's (``yyyy/MM/dd``); None where it holds more than years, months and days."""
    made: list[str] = []
    for match in _DATE_PART.finditer(form):
        part = match[0]
        if match[1] is not None:
            made.append(match[1])
        elif match[2] is None:
            made.append(part)
        elif (number := {"y": day.year, "M": day.month, "d": day.day}.get(match[2])) is None or (
            match[2] == "M" and len(part) > 2
        ):
            return None
        elif part == "yy":
            made.append(f"{number % 100:02d}")
        else:
            made.append(f"{number:0{len(part)}d}")
    return "".join(made)


def _heading(line: str) -> str:
    """The title that the first line of a text gives, or empty."""
    return line[_HEADING.match(line).end() :] if line.startswith("# ") else ""  # type: ignore[union-attr]


def _stem(path: str) -> str:
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return "index" if stem == "README" else stem


def _title_of_name(stem: str) -> str:
    title = stem.replace("-", " ").replace("_", " ")
    return title.capitalize() if title.lower() == title else title
