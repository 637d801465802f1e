from __future__ import annotations

from collections.abc import Iterator, Mapping

from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.fields.references import names_in, own_names, reference_fields, written_references
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown, spelt, typed
from content_lint.site.index import Site
from content_lint.text.nearest import Nearest

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
        targets = reference_fields(settings)
        if not any(targets.values()):
            return
        called = own_names(settings)
        names: dict[str, Mapping[str, None]] = {}
        near_names: dict[str, Nearest] = {}
        for document, field, collection in written_references(site, targets):
            in_data = settings.references.get(collection)
            if collection not in names:
                named = dict.fromkeys(sorted(in_data)) if in_data is not None else None
                names[collection] = named or names_in(site, called.get(collection, collection))
            value = str(field.value)
            if value in names[collection]:
                continue
            if collection not in near_names:
                near_names[collection] = Nearest(names[collection])
            near = near_names[collection].to(value)
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
