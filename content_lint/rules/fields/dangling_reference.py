from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from content_lint.parse.facts import Document, FrontMatterField, KeyPath
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown, spelt, typed
from content_lint.site.index import Site
from content_lint.text.nearest import nearest
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.schema.base import Schema

_DATED = regex(r"\d{2,4}-\d{1,2}-\d{1,2}-(.+)")
_MOST = 200
_LISTED = 8


class DanglingReference(SiteRule[Options]):
    """A field names a page, or an entry of a data file, that does not exist.

    ## Why this matters
    The field stands for a page: a person of the team, a topic. Where the name leads nowhere, the site shows
    nothing in its place, or a link that goes nowhere.

    ## Bad
    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, Ref, Schema

    class News(Schema, collection="news"):
        title: PlainText
        follows: Ref["news"] | None = None
    ~~~

    ~~~md
    ---
    title: News
    follows: exmaple
    ---
    ~~~

    ## Good
    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, Ref, Schema

    class News(Schema, collection="news"):
        title: PlainText
        follows: Ref["news"] | None = None
    ~~~

    ~~~md
    ---
    title: News
    follows: example
    ---
    ~~~
    """

    meta = RuleMeta("FM203", "dangling-reference", Severity.ERROR, yields_to=("wrong-type", "empty-field"))

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each reference to a document that does not exist."""
        settings = context.settings
        targets = {
            name: _references(item.schema) for name, item in settings.collections.items() if item.schema is not None
        }
        if not any(targets.values()):
            return
        own_names = {alias: item.name for item in settings.collections.values() for alias in item.aliases}
        own_names.update({name: name for name in settings.collections})  # a name outweighs another's alias
        names: dict[str, Mapping[str, None]] = {}
        searched = 0
        for document, field, collection in _written(site, targets):
            in_data = settings.references.get(collection)
            if collection not in names:
                named = dict.fromkeys(sorted(in_data)) if in_data is not None else None
                names[collection] = named or _names(site, own_names.get(collection, collection))
            value = str(field.value)
            if value in names[collection]:
                continue
            searched += 1
            near = nearest(value, names[collection]) if searched <= _MOST else None
            yield self.report(
                document.path,
                field.span,
                f"{shown(spelt(field.path))} names {shown(value)}, and there is no {shown(value)} in"
                f" {'the collection ' if in_data is None else ''}{shown(collection)}",
                help=_help(near, names[collection]),
                data={"nearest": near} if near else None,
            )


def _help(near: str | None, names: Mapping[str, None]) -> str:
    """The nearest name, else some of those that there are."""
    if near:
        return f"Did you mean {typed(near)}?"
    some = ", ".join(typed(name) for name in sorted(names)[:_LISTED])
    if len(names) > _LISTED:
        return f"There are {some} and {len(names) - _LISTED:,} more"
    return f"There are {some}" if names else "The collection is empty"


def _references(schema: type[Schema]) -> Mapping[KeyPath, str]:
    """The fields that refer to other collections, each with the collection."""
    from content_lint.schema.shape import field_kinds  # it brings pydantic

    return {path: kind.target for path, kind in field_kinds(schema).items() if kind.name == "reference"}


def _written(
    site: Site, targets: Mapping[str, Mapping[KeyPath, str]]
) -> Iterator[tuple[Document, FrontMatterField, str]]:
    """Each reference that a document makes, with the collection that it refers to."""
    for document in site.looked_at():
        home = site.settings.collection_of(document.path, document.collection)
        wanted = targets.get(home.name) if home is not None else None
        if not wanted or document.front_matter is None:
            continue
        for path, field in document.front_matter.fields.items():
            pattern = tuple("*" if isinstance(part, int) else part for part in path)
            collection = wanted.get(path) or wanted.get(pattern)
            if collection and isinstance(field.value, str) and field.value:
                yield document, field, collection


def _names(site: Site, collection: str) -> Mapping[str, None]:
    """What the documents of a collection can be called: by their slug, and by their file with or without its date."""
    found: dict[str, None] = {}
    for path, document in site.documents.items():
        if document.collection != collection:
            home = site.settings.collection_of(path, document.collection)
            if home is None or home.name != collection:
                continue
        page = site.pages.get(path)
        stem = path.rpartition("/")[2].rpartition(".")[0]
        dated = _DATED.fullmatch(stem)
        for name in (page.slug if page is not None else "", dated[1] if dated else "", stem):
            if name:
                found[name] = None
    return found
