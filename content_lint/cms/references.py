"""What a form names elsewhere in its own configuration: fields in addresses, other collections."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.cms.drift import Difference
from content_lint.config.forms import Form, Forms, every_field
from content_lint.report.diagnostic import Severity
from content_lint.text.regex import regex

_TOKEN = regex(r"\{\{\s*(fields\.)?([\w.-]+)")
_OWN = frozenset(
    {"slug", "year", "month", "day", "hour", "minute", "second", "dirname", "filename", "extension", "author-login"}
    | {"author-name", "uuid", "uuid_short", "uuid_shorter", "locale", "title", "author-email"}
)


def broken_references(form: Form, forms: Forms) -> Iterator[Difference]:
    """Names in a form that lead to nothing.

    Args:
        form: the form.
        forms: all forms of the CMS.
    """
    names = {item.name for item in form.fields}
    yield from _identifier(form, names)
    slug = form.given.get("slug")
    for found in _TOKEN.finditer(slug) if isinstance(slug, str) else ():
        name = found[2].partition(".")[0]
        if name not in names and (found[1] or name not in _OWN):
            yield Difference(
                Severity.WARNING,
                form.place,
                (name,),
                f"names of new files have a `{name}` in them, and the form has no such field, so nothing is there",
                "Name a field of the form, or take it out",
                key="slug",
            )
    for item in every_field(form.fields):
        target = item.text("collection")
        if item.widget == "relation" and target and target not in forms.names:
            effect = "Sveltia CMS does not open" if forms.program == "sveltia" else "there is nothing to choose from"
            yield Difference(
                Severity.ERROR if forms.program == "sveltia" else Severity.WARNING,
                item.place,
                (item.name,),
                f"`{item.name}` chooses from the collection `{target}`, which the CMS does not have: {effect}",
                "Name a collection of the CMS",
                key="collection",
            )


def _identifier(form: Form, names: set[str]) -> Iterator[Difference]:
    identifier = form.given.get("identifier_field")
    if isinstance(identifier, str) and identifier.partition(".")[0] not in names:
        yield Difference(
            Severity.WARNING,
            form.place,
            (identifier,),
            f"the CMS lists entries by their `{identifier}`, and the form has no such field, "
            "so they have no name in the list",
            "Name a field of the form",
            key="identifier_field",
        )
