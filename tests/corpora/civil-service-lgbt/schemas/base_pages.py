"""What the posts of all collections have in common."""

from __future__ import annotations

from typing import Annotated

from content_lint.schema import (
    AssetPath,
    Field,
    Markdown,
    OneOf,
    Permalink,
    PlainText,
    PublishDate,
    Schema,
    Slug,
    Tags,
    WebUrl,
    field_validator,
)

# A select of the CMS saves text; people who edit by hand write a boolean. The theme takes both.
Switch = bool | OneOf["true", "false"]
Category = PlainText | Tags
Image = AssetPath | WebUrl


class Crumb(Schema):
    """One step of the breadcrumbs."""

    title: PlainText
    url: Permalink


class Page(Schema):
    """Fields that every page may have."""

    layout: PlainText
    title: PlainText
    # Markdown: some excerpts carry a link, and the theme renders it.
    excerpt: Markdown | None = None
    permalink: Permalink | None = None
    published: bool | None = None
    preview: bool | None = None
    slug: Slug | None = None
    redirect_from: str | list[str] | None = None
    redirect_to: WebUrl | list[WebUrl] | None = None
    breadcrumbs: bool | list[Crumb] | None = None
    breadcrumbs_override: bool | None = Field(None, alias="breadcrumbs-override")
    social_links: bool | None = Field(None, alias="social-links")

    @field_validator("redirect_from")
    @classmethod
    def old_addresses(cls, value: str | list[str] | None) -> str | list[str] | None:
        """An old address is a path: a CMS once saved a whole list as one text."""
        for address in [value] if isinstance(value, str) else value or []:
            if any(char.isspace() for char in address):
                raise ValueError("an old address such as `/old/address/` holds no spaces; write several as a list")
        return value


class Post(Page):
    """Fields of what is written by somebody on some day. Where `date` is missing, the file's name tells it."""

    author: PlainText
    date: PublishDate | None = None
    category: Category | None = None
    image: Image | None = None
    image_alt: PlainText | None = Field(None, alias="image-alt")
    video: WebUrl | None = None


class Consulted(Post):
    """Fields of a consultation."""

    link: WebUrl
    end_date: PublishDate = Field(alias="end-date")


Summary = Annotated[Markdown, Field(min_length=1)]
