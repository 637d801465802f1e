"""What .vuepress/config says, and the addresses of pages (@vuepress/core 2.0.0-rc.31, inferRoutePath and others)."""

from __future__ import annotations

import re

from content_lint.site.generators.vitepress.config import VitePressConfig
from content_lint.text.regex import regex

_README = regex(r"(^|/)README\.md\Z", re.IGNORECASE)
_NO_SIGN = regex(r"[\0-\x1f\"#$%&*+,:;<=>?\[\]^`{|}\x7f]")


class VuePressConfig(VitePressConfig, frozen=True):
    """One site's configuration; of the attributes of VitePress' those that both have.

    Attributes:
        strange: what may make pages, or change addresses and ids, and is not known here: a plugin, a theme, a key.
    """

    strange: tuple[str, ...] = ()

    def route(self, path: str) -> str:
        """The address of a page from the site's, by the path of its file from the folder of documents."""
        return self.routed(inferred(f"/{path}"))

    def routed(self, address: str) -> str:
        """What becomes of an address as it is written."""
        return "/".join(_NO_SIGN.sub("_", part).lstrip("_") for part in address.split("/"))


def inferred(path: str) -> str:
    """The address that the path of a file means to VuePress, or another way of writing an address."""
    if not path or path.endswith("/"):
        return path
    made = _README.sub(r"\1index.html", path)
    if made.endswith(".md"):
        made = f"{made[:-3]}.html"
    elif not made.endswith(".html"):
        made = f"{made}.html"
    return made.removesuffix("index.html") if made.endswith("/index.html") else made
