"""How a host serves the files of a site: which file answers at an address.

What the hosts do is told in their guides and was compared by https://github.com/slorber/trailing-slash-guide.
They agree on ``/x/`` (the file ``/x/index.html``) and on ``/x`` for a folder (a redirect to ``/x/``), and
differ for a file ``x.html``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from content_lint.config.settings import SiteSettings


class Host(Struct, frozen=True):
    """What a host does.

    Attributes:
        name: what the configuration calls it, or empty where it is not known.
        strips_html: whether ``/x`` gives the file ``/x.html``.
        ignores_slash: whether ``/x/`` gives the file ``/x.html`` too.
        adds_html: whether ``/x.html`` gives the file ``/x/index.html`` too.
    """

    name: str = ""
    strips_html: bool = True
    ignores_slash: bool = True
    adds_html: bool = True

    @classmethod
    def called(cls, name: str) -> Host:
        """The host of a name; one that is not known is taken to serve whatever some host serves."""
        return KNOWN.get(name, cls())

    @classmethod
    def of(cls, settings: SiteSettings) -> Host:
        """The host of a site; one that serves pages under the whole names of their files alone is taken at its word."""
        host = cls.called(settings.host)
        if not settings.keeps_endings:
            return host
        return cls(host.name, strips_html=False, ignores_slash=False, adds_html=False)

    def files(self, path: str) -> Iterator[str]:
        """The files that may answer at an address, the host's first choice first.

        Args:
            path: from the root of the site with a leading ``/``, percent-decoded.
        """
        if path.endswith("/"):
            yield f"{path}index.html"
            if self.ignores_slash and path != "/":
                yield f"{path[:-1]}.html"
            return
        yield path
        if self.strips_html:
            yield f"{path}.html"
        yield f"{path}/index.html"
        if self.adds_html and path.endswith(".html"):
            yield f"{path[:-5]}/index.html"


KNOWN: Mapping[str, Host] = {
    "github-pages": Host("github-pages", ignores_slash=False, adds_html=False),
    "gitlab-pages": Host("gitlab-pages", ignores_slash=False, adds_html=False),
    "netlify": Host("netlify"),
    "cloudflare-pages": Host("cloudflare-pages"),
    "vercel": Host("vercel"),
    "plain": Host("plain", strips_html=False, ignores_slash=False, adds_html=False),
}
"""The hosts that can be named; ``plain`` is a web server that serves files as they are named."""
