"""What the pages of this project's own site hold: copy it, and change it to what yours hold."""

from __future__ import annotations

from typing import Annotated, Literal

from content_lint.schema import Field, Permalink, PlainText, PublishDate, Schema

Severity = Literal["error", "warning", "info"]


class Page(Schema):
    """What every page holds. A class without a collection is only there for others to build on."""

    layout: PlainText
    title: Annotated[PlainText, Field(max_length=80)]
    permalink: Permalink


class NewsPost(Page, collection="news"):
    """A post in the news."""

    layout: Literal["news"]
    author: PlainText
    preview: bool = True
    published: bool = True
    date: PublishDate
    excerpt: Annotated[PlainText, Field(min_length=20, max_length=200)]


class Guide(Page, collection="guides"):
    """A page that explains one thing."""

    layout: Literal["guide"]
    excerpt: Annotated[PlainText, Field(min_length=20, max_length=200)]


class RulePage(Page, collection="rules"):
    """The page of a rule, written by `python -m content_lint._dev docs`."""

    layout: Literal["rule"]
    code: Annotated[str, Field(pattern=r"^[A-Z]{2}\d{3}$")]
    family: PlainText
    severity: Severity
    preset: Literal["default", "strict", "off"]
    fix: PlainText
    needs: Literal["the file", "the whole site", "the network"]
    since: PlainText
