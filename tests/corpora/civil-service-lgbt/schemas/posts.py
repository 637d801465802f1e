"""News, its archives, publications, consultations and notices."""

from __future__ import annotations

from content_lint.schema import DateTime, Field, Markdown, OneOf, PlainText, PublishDate, Schema, WebUrl

from .base_pages import Consulted, Post, Summary


class News(Post, collection="news"):
    """A news article."""

    layout: OneOf["news"]
    excerpt: Summary


class Archived(Post, collection="archives"):
    """What was published before the site moved: any of today's layouts."""

    layout: OneOf["news", "publication", "consultation", "topic"]
    link: WebUrl | None = None
    end_date: DateTime | None = Field(None, alias="end-date")


class TeamName(Schema):
    """Somebody who works on an objective."""

    name: PlainText


class Milestone(Schema):
    """One step towards an objective."""

    milestone: Markdown
    date: DateTime
    complete: bool
    details: Markdown | None = None


class Objective(Schema):
    """One aim of the business plan."""

    objective: PlainText
    description: Markdown
    complete: bool
    milestones: list[Milestone]
    team: list[TeamName] | None = None


class Publication(Post, collection="publications"):
    """A publication."""

    layout: OneOf["publication", "business-plan"]
    excerpt: Summary
    date: PublishDate
    objectives: list[Objective] | None = None


class Consultation(Consulted, collection="consultations"):
    """A consultation."""

    layout: OneOf["consultation"]
    excerpt: Summary


class Notice(Post, collection="notices"):
    """A notice about data."""

    layout: OneOf["notice"]
    excerpt: Summary
