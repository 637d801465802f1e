"""What is exported of a page: format 1. ``content-lint export --schema`` prints it as a JSON Schema.

Keys may be added to a format; what is there keeps its meaning. Another meaning is another number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

FORMAT = 1

Path = Annotated[str, Meta(description="A file, from the root of the site, with `/`.")]
Url = Annotated[str, Meta(description="An address within the site, as `content-lint urls` lists it.")]
Moment = Annotated[str, Meta(description="A moment, as RFC 3339 writes it.", extra_json_schema={"format": "date-time"})]


class ExportedDate(Struct, frozen=True):
    """One moment, written in two ways."""

    utc: Annotated[str, Meta(description="In UTC.", extra_json_schema={"format": "date-time"})]
    local: Annotated[str, Meta(description="In the site's zone.", extra_json_schema={"format": "date-time"})]


class ExportedHeading(Struct, frozen=True):
    """A heading of the text."""

    level: Annotated[int, Meta(ge=1, le=6)]
    text: str
    anchor: Annotated[str | None, Meta(description="Its id on the page; null where only a build tells.")]


class ExportedLink(Struct, frozen=True):
    """A link of the text or of the front matter; images are listed apart."""

    kind: Annotated[
        str, Meta(description="How it is written: inline, reference, autolink, html, liquid, front-matter.")
    ]
    text: str
    destination: Annotated[str, Meta(description="As it is written.")]
    url: Annotated[
        str | None,
        Meta(description="Where it leads in the end, redirects of the site followed; null where that is not known."),
    ]
    scope: Literal["internal", "external", "mail", "other"]
    outcome: Annotated[str, Meta(description="What answers inside of the site, as `content-lint links` says it.")]


class ExportedImage(Struct, frozen=True):
    """An image of the text, or a file of that kind that the front matter names."""

    source: Annotated[str, Meta(description="As it is written.")]
    url: Annotated[str | None, Meta(description="Its address; null where that is not known.")]
    alt: str
    width: Annotated[int | None, Meta(description="In pixels; null where the file cannot be read here.")]
    height: int | None


class ExportedGit(Struct, frozen=True):
    """What git knows of the file."""

    first: Annotated[str, Meta(description="When it was first committed.", extra_json_schema={"format": "date-time"})]
    last: Annotated[str, Meta(description="When it was last committed.", extra_json_schema={"format": "date-time"})]
    authors: Annotated[int, Meta(ge=1, description="How many people wrote it, by their mail addresses.")]


class ExportedFinding(Struct, frozen=True):
    """What the check says of the page."""

    rule: str
    code: str
    severity: Literal["error", "warning", "info"]
    line: Annotated[int, Meta(ge=1)]
    column: Annotated[int, Meta(ge=1)]
    message: str


class ExportedPage(Struct, frozen=True):
    """A page, with what its readers see and what programs want to know."""

    schema_version: Annotated[int, Meta(description="The number of this format.")]
    path: Path
    collection: str | None
    language: Annotated[str | None, Meta(description="Where the generator tells several apart.")]
    url: Url
    address: Annotated[str | None, Meta(description="The whole address, where the site says at which host it is.")]
    state: Annotated[
        Literal["live", "hidden", "never"],
        Meta(description="hidden until `until`, or never published as things are; both only if asked for."),
    ]
    until: Moment | None
    passed: Annotated[bool, Meta(description="Whether the check finds no error in it; false only if asked for.")]
    title: str | None
    date: ExportedDate | None
    schema: Annotated[str | None, Meta(description="The class under schemas/ that its front matter was checked by.")]
    front_matter: Annotated[
        Mapping[str, Any],
        Meta(
            description="The values as the schema types them, or else as the generator reads them, with its defaults."
        ),
    ]
    excerpt: Annotated[str, Meta(description="How the text begins, without marks.")]
    markdown: Annotated[str, Meta(description="The text as it is written, without comments.")]
    templates: Annotated[bool, Meta(description="Whether the text holds templates that only the generator fills in.")]
    html: Annotated[str | None, Meta(description="The text as `html_renderer` renders it; null unless asked for.")]
    html_renderer: str | None
    headings: tuple[ExportedHeading, ...]
    links: tuple[ExportedLink, ...]
    images: tuple[ExportedImage, ...]
    redirects_from: Annotated[tuple[str, ...], Meta(description="Old addresses that lead here.")]
    hash: Annotated[str, Meta(description="SHA-256 of the file's bytes, in hex.")]
    git: ExportedGit | None
    findings: tuple[ExportedFinding, ...]


class ExportedRedirect(Struct, frozen=True):
    """An old address, and where it leads."""

    url: Annotated[str, Meta(description="The old address.")]
    target: str
    path: Path
