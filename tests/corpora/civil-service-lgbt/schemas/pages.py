"""Pages: topics, people, rules, manuals, tools."""

from __future__ import annotations

from typing import Self

from content_lint.schema import (
    DateTime,
    EmailAddress,
    Field,
    OneOf,
    Permalink,
    PlainText,
    PublishDate,
    model_validator,
)

from .base_pages import Category, Image, Page, Summary, Switch


class Static(Page, collection="pages"):
    """A page of the site's own."""

    layout: OneOf["page", "loop", "networks"]
    excerpt: Summary
    permalink: Permalink
    loop: PlainText | None = None


class Topic(Page, collection="topics"):
    """A page that gathers posts of one category."""

    layout: OneOf["topic"]
    excerpt: Summary
    date: PublishDate
    category: PlainText
    author: PlainText | None = None
    image: Image | None = None
    background: OneOf["white", "yellow", "cyan", "magenta"] | None = None
    topic_type: OneOf["region"] | None = Field(None, alias="topic-type")
    show_archive: bool | None = Field(None, alias="show-archive")


class TeamPage(Page, collection="team"):
    """A member of the team, or a page about all of them."""

    layout: OneOf["team", "team-members", "page"]
    title: PlainText | None = None  # type: ignore[assignment]  # a member has a name instead
    person_name: PlainText | None = Field(None, alias="person-name")
    role: (
        OneOf["chair", "interim chair", "vice chair", "interim vice chair", "project team", "local organiser"] | None
    ) = None
    email: EmailAddress | None = None
    project: PlainText | None = None
    region: (
        OneOf[
            "East Midlands",
            "London",
            "North East",
            "North West",
            "Northern Ireland",
            "Scotland",
            "South East",
            "South West",
            "Wales",
            "West Midlands",
            "Yorkshire and Humber",
        ]
        | None
    ) = None
    archive: Switch | None = None
    image: Image | None = None

    @model_validator(mode="after")
    def has_what_its_layout_shows(self) -> Self:
        """A member has a name and a role, any other page a title."""
        if self.layout == "team" and (self.person_name is None or self.role is None):
            raise ValueError("a member of the team needs `person-name` and `role`")
        if self.layout != "team" and self.title is None:
            raise ValueError("a page that is no member of the team needs a `title`")
        return self


class Rules(Page, collection="rules"):
    """A document that the network is bound by."""

    layout: OneOf["publication", "page"]
    excerpt: Summary
    author: PlainText | None = None
    date: PublishDate | None = None
    updated: DateTime | None = None
    category: Category | None = None
    image: Image | None = None
    meta_info: Switch | None = Field(None, alias="meta-info")


class Membership(Page, collection="membership"):
    """Signing up, and what is said afterwards."""

    layout: OneOf["membership/sign-up", "membership/confirmation"]
    excerpt: Summary
    permalink: Permalink
    type: OneOf["error", "success"] | None = None


class Programme(Page, collection="programmes"):
    """A programme that members can join."""

    layout: OneOf["conference", "publication"]
    excerpt: Summary
    permalink: Permalink
    author: PlainText | None = None
    date: PublishDate | None = None
    category: Category
    image: Image | None = None
    event_date: PlainText | None = Field(None, alias="event-date")
    event_type: OneOf["physical", "online"] | None = Field(None, alias="event-type")


class Manual(Page, collection="manuals"):
    """Guidance for volunteers."""

    layout: OneOf["manual", "publication"]
    excerpt: Summary
    category: Category | None = None
    meta_info: Switch | None = Field(None, alias="meta-info")


class Tool(Page, collection="tools"):
    """A form for those who write on the site."""

    layout: OneOf[
        "tools", "tools/new-post", "tools/new-notify--updates", "tools/new-notify--regions", "tools/new-notify--topics"
    ]
    excerpt: Summary
    permalink: Permalink
    tool_type: (
        OneOf["document-uploads", "image-uploads", "image-maker", "email-alert", "website", "email-signatures"] | None
    ) = Field(None, alias="tool-type")


class DesignSystem(Page, collection="design-system"):
    """A page of the design system; there is none yet."""

    excerpt: Summary
