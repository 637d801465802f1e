"""The generator of a site, where its pages are not modelled: what is known of it all the same."""

from __future__ import annotations

from msgspec import Struct

INDEX = ("index", "_index")
"""Names of files, without ending, that most generators take for the page of their folder."""


class Builder(Struct, frozen=True):
    """Where such a generator reads, and what names and addresses mean to it.

    Attributes:
        name: as people call it.
        config: the file that gives it away, from the site's root.
        folders: globs of the folders that it reads documents from; empty where its configuration does not tell.
        partials: whether files and folders whose names begin with ``_`` are parts of other pages.
        index: names of files, without ending, that are the page of their folder; ``*`` for the folder's own name.
        address_key: the key of front matter that holds a page's whole address.
        heading_ids: what makes the ids of headings unless a program changes it, as our setting names it; or empty.
        own_reader: whether a program of the site's own reads front matter, which need not be YAML to it.
        double_endings: whether the name of a file is that of its page and what makes it (``x.html.md.erb``).
    """

    name: str
    config: str
    folders: tuple[str, ...] = ()
    partials: bool = False
    index: tuple[str, ...] = INDEX
    address_key: str = "permalink"
    heading_ids: str = ""
    own_reader: bool = False
    double_endings: bool = False


def explain(builder: Builder) -> str:
    """What is and what is not checked on a site of this generator, in one line."""
    return (
        f"{builder.name} makes this site ({builder.config}). Checked: front matter, dates, mail addresses, links to "
        "other sites and between files. Not checked: links to pages that are in collections without a `permalink`, and "
        "most links to headings; "
        "`--built DIR` judges them by the finished site"
    )
