"""Events, and the agenda of the conference."""

from __future__ import annotations

from content_lint.schema import (
    DateTime,
    EmailAddress,
    Field,
    Markdown,
    OneOf,
    PlainText,
    PublishDate,
    Schema,
    WebUrl,
)

from .base_pages import Category, Image, Page, Summary


class Details(Schema):
    """When and where an event is, and how to come."""

    start: DateTime
    end: DateTime | None = None
    deadline: DateTime
    host: PlainText | None = None
    location: Markdown
    link: WebUrl | None = None
    email: EmailAddress | None = None
    no_register: Markdown | None = Field(None, alias="no-register")


class Event(Page, collection="events"):
    """An event."""

    layout: OneOf["event"]
    excerpt: Summary
    date: PublishDate
    event: Details
    category: Category | None = None
    image: Image | None = None


class AgendaItem(Schema, collection="conference"):
    """A part of the conference's pages."""

    title: Markdown
    event: PlainText
    section: OneOf["agenda", "after", "before", "during", "logistics", "session", "speaker", "thanks", "welcome"]
    layout: OneOf["news"] | None = None
    sequence: int | str | None = None
