"""What Material's blog plugin is told."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import NamedTuple


class BlogConfig(NamedTuple):
    """The options of one blog; paths are from the folder of the documents.

    Attributes:
        folder: where the blog is.
        posts: the folder of its posts.
        url_format: the address of a post, with ``{date}``, ``{slug}``, ``{file}``, ``{categories}``.
        date_format: how a date is written there.
        most_categories: how many categories there can be.
        archive: the address of the lists of a year, or empty where there are none.
        archive_date: how the year is written there.
        categories: the address of the lists of a category, or empty.
        profiles: the address of the page of an author, or empty.
        pagination: the address of further pages of a list, or empty.
        per_page: how many posts are on one page of a list.
        drafts: whether drafts are built.
        hides_future: whether what has a date in the future is a draft.
        known_slugs: whether slugs are made by the usual function.
    """

    folder: str = "blog"
    posts: str = "blog/posts"
    url_format: str = "{date}/{slug}"
    date_format: str = "yyyy/MM/dd"
    most_categories: int = 1
    archive: str = "archive/{date}"
    archive_date: str = "yyyy"
    categories: str = "category/{slug}"
    profiles: str = ""
    pagination: str = "page/{page}"
    per_page: int = 10
    drafts: bool = False
    hides_future: bool = False
    known_slugs: bool = True

    @classmethod
    def read(cls, options: Mapping[str, object]) -> BlogConfig:
        """Take it from the plugin's options."""

        def text(key: str, usual: str) -> str:
            value = options.get(key)
            return value if isinstance(value, str) else usual

        def number(key: str, usual: int) -> int:
            value = options.get(key)
            return value if isinstance(value, int) and value > 0 else usual

        def wanted(key: str, *, usual: bool) -> bool:
            value = options.get(key)
            return value if isinstance(value, bool) else usual

        folder = _clean(text("blog_dir", "blog"))
        posts = _clean(text("post_dir", "{blog}/posts").replace("{blog}", folder))
        return cls(
            folder,
            posts,
            text("post_url_format", "{date}/{slug}"),
            text("post_url_date_format", "yyyy/MM/dd"),
            number("post_url_max_categories", 1),
            text("archive_url_format", "archive/{date}") if wanted("archive", usual=True) else "",
            text("archive_url_date_format", "yyyy"),
            text("categories_url_format", "category/{slug}") if wanted("categories", usual=True) else "",
            text("authors_profiles_url_format", "author/{slug}") if wanted("authors_profiles", usual=False) else "",
            text("pagination_url_format", "page/{page}") if wanted("pagination", usual=True) else "",
            number("pagination_per_page", 10),
            wanted("draft", usual=False),
            wanted("draft_if_future_date", usual=False),
            "post_slugify" not in options and "categories_slugify" not in options,
        )


def _clean(path: str) -> str:
    found = posixpath.normpath(path.strip("/"))
    return "" if found == "." else found
