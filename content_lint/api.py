"""The pages of a site for programs in Python.

    import content_lint

    for page in content_lint.pages("site"):
        print(page.url, page.title)

What is given out are the pages that are published and passed the check, with their values as the schemas type them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from msgspec import Struct
from msgspec.structs import replace

from content_lint.cli.check.baseline import own_baseline
from content_lint.cli.clock import read_clock
from content_lint.config.load import load_settings
from content_lint.config.settings import SiteSettings
from content_lint.export.exporter import Exported, WantedPages
from content_lint.export.record import ExportedPage
from content_lint.export.run import history_of, open_export
from content_lint.rules.registry import catalog
from content_lint.schema.errors import SetupError
from content_lint.site.sources.tree import DiskTree

if TYPE_CHECKING:
    import frontmatter

    from content_lint.schema.base import Schema

__all__ = ["Page", "SetupError", "pages"]

ValuesT = TypeVar("ValuesT")
SchemaT = TypeVar("SchemaT", bound="Schema")


class Page(Struct, Generic[ValuesT], frozen=True):
    """A page that is published.

    Attributes:
        record: all that an export says of it.
        values: its front matter, as an instance of its schema; None where its collection has none.
        date: its date, in the site's zone; None where it has none.
    """

    record: ExportedPage
    values: ValuesT
    date: datetime | None

    @property
    def path(self) -> str:
        """Its file, from the root of the site."""
        return self.record.path

    @property
    def url(self) -> str:
        """Its address within the site."""
        return self.record.url

    @property
    def title(self) -> str:
        """Its title; empty where it has none."""
        return self.record.title or ""

    @property
    def front_matter(self) -> dict[str, Any]:
        """The values of its front matter as JSON has them."""
        return dict(self.record.front_matter)

    @property
    def markdown(self) -> str:
        """Its text as it is written, without comments."""
        return self.record.markdown

    @property
    def html(self) -> str:
        """Its text as HTML; empty unless it was asked for."""
        return self.record.html or ""

    def post(self) -> frontmatter.Post:
        """The same as python-frontmatter's Post: front matter as typed values where there is a schema."""
        import frontmatter  # for those who want it

        typed = self.values
        dump = getattr(typed, "model_dump", None)
        data = self.front_matter if dump is None else dump(by_alias=True)
        return frontmatter.Post(self.markdown, **{str(key): value for key, value in data.items()})


@overload
def pages(
    site: str | Path = ...,
    schema: None = ...,
    *,
    future: bool = ...,
    drafts: bool = ...,
    failing: bool = ...,
    html: bool = ...,
    today: datetime | None = ...,
) -> Iterator[Page[Any]]: ...
@overload
def pages(
    site: str | Path,
    schema: type[SchemaT],
    *,
    future: bool = ...,
    drafts: bool = ...,
    html: bool = ...,
    today: datetime | None = ...,
) -> Iterator[Page[SchemaT]]: ...


def pages(
    site: str | Path = ".",
    schema: type[Schema] | None = None,
    *,
    future: bool = False,
    drafts: bool = False,
    failing: bool = False,
    html: bool = False,
    today: datetime | None = None,
) -> Iterator[Page[Any]]:
    """The pages of a site that are published and passed the check, in the order of their paths.

    Findings of the site's baseline keep no page back, as in ``content-lint export``.

    Args:
        site: a folder of the site.
        schema: only pages of the collections that this class is bound to, with it as their schema.
        future: also pages that appear by themselves later.
        drafts: also pages that are not published as they are.
        failing: also pages with errors.
        html: whether the text is rendered, too.
        today: as if it were that moment.

    Raises:
        SetupError: the settings or schemas of the site cannot be used.
        OSError: the site cannot be read.
    """
    settings = load_settings(Path(site), catalog=catalog())
    wanted_collections: frozenset[str] | None = None
    if schema is not None:
        settings, wanted_collections = _with_schema(settings, schema)
    moment = today or read_clock(None, settings.zone)
    now = moment if moment.tzinfo else moment.replace(tzinfo=settings.zone)
    wanted = WantedPages(future, drafts, failing, html)
    baseline = own_baseline(DiskTree(settings.root))
    exporter = open_export(settings, now, wanted, history=history_of(settings)[0], baseline=baseline)
    for item in exporter.pages():
        if wanted_collections is None or item.page.collection in wanted_collections:
            yield _page(item)


def _page(item: Exported) -> Page[Any]:
    date = None if item.page.date is None else datetime.fromisoformat(item.page.date.local)
    return Page(item.page, item.values.model, date)


def _with_schema(settings: SiteSettings, schema: type[Schema]) -> tuple[SiteSettings, frozenset[str]]:
    """The settings with a class of the caller's as the schema of its collections, and the names of these."""
    known = settings.collections
    names = {alias: name for name, item in known.items() for alias in (name, *item.aliases)}
    bound = frozenset(names[name] for name in schema.collections_bound if name in names)
    if not bound:
        claimed = ", ".join(f"`{name}`" for name in schema.collections_bound) or "no collection"
        raise ValueError(f"`{schema.__name__}` is for {claimed}, and this site has {', '.join(known) or 'none'}")
    collections = {name: replace(item, schema=schema) if name in bound else item for name, item in known.items()}
    return replace(settings, collections=collections), bound
