"""Differences that are known, each with its reason; what is not here is a fault.

Some sites are not made at all, for nobody can say what is right: two pages whose names differ in their ending alone; a
folder that is a leaf bundle in one language and holds pages in another; ``content/index.md``, which makes the whole
site a bundle; one language with a base address of its own and another without, for which Hugo's own template for links
is used or not as Hugo happened to read the languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.differential.making import MadeSite


@dataclass(frozen=True)
class Known:
    """A kind of difference.

    Attributes:
        why: what is not modelled, or what the generator itself does wrongly.
        difference: what its line looks like.
        settings: what has to be in the site's configuration for it.
    """

    why: str
    difference: str
    settings: str = ""


KNOWN = (
    Known(
        "with ugly addresses and the first language in a folder, Hugo forgets a slash in one redirect of its own",
        r"/index\.htmlen/index\.html",
        "uglyURLs",
    ),
    Known(
        "with ugly addresses and the first language in a folder, Hugo writes a redirect that leads to itself",
        r"redirect: /(\w+)/index\.html redirects to \S*/\1/index\.html",
        "uglyURLs",
    ),
    Known(
        "with addresses as they are written, Hugo puts the folder of a page below a term twice into its address, if "
        "the term is spelled otherwise than the folder",
        r"(?:page|url|file|redirect|href): .*/tags/",
        "disablePathToLower",
    ),
    Known(
        "a redirect in a file that has no ending of a page is not read as one by this comparison",
        r"redirect: \S+ is said to redirect from \S+ \(\S*\.(?!html?\))\w+\), which does not",
    ),
    Known("ids of headings by settings", r"(?:link|ids): .*", "autoHeadingID|autoDefinitionTermID"),
)


def is_known(site: MadeSite, difference: str) -> bool:
    """Whether a difference of a site is one of the known ones."""
    config = site.files.get("hugo.toml", "") + site.files.get("_config.yml", "")
    return any(re.match(rf".*{item.difference}", difference) and re.search(item.settings, config) for item in KNOWN)
