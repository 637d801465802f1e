"""How a host serves the files of a site: which file answers at an address, and at which one readers are then.

What the hosts do is told in their guides and was compared by https://github.com/slorber/trailing-slash-guide; what
Firebase does is read from its own server for trials (superstatic 9.2, lib/middleware/files.js). All agree on ``/x/``
(the file ``/x/index.html``) and that ``/x`` leads there too, and differ for a file ``x.html``. Of a bucket at Amazon's
S3 nothing is written down: whether folders have an index there, a program in front of it decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from content_lint.config.settings import SiteSettings


class Host(Struct, frozen=True):
    """What a host does.

    Attributes:
        name: what the configuration calls it, or empty where it is not known.
        strips_html: whether ``/x`` gives the file ``/x.html``.
        ignores_slash: whether ``/x/`` gives the file ``/x.html`` too.
        adds_html: whether ``/x.html`` gives the file ``/x/index.html`` too.
        slash: whether it leads readers to addresses with a slash at their end (False: without one); None where it
            leaves them where the generator's own links lead.
        ignores_case: whether it finds a file however its address is spelled in capitals and small letters. Netlify
            keeps all names in small letters (https://www.jvt.me/posts/2019/11/11/gotcha-netlify-lowercase/).
    """

    name: str = ""
    strips_html: bool = True
    ignores_slash: bool = True
    adds_html: bool = True
    slash: bool | None = None
    ignores_case: bool = False

    @classmethod
    def called(cls, name: str) -> Host:
        """The host of a name; one that is not known is taken to serve whatever some host serves."""
        return KNOWN.get(name, cls())

    @classmethod
    def of(cls, settings: SiteSettings) -> Host:
        """The host of a site, with what its own file says."""
        host, said = cls.called(settings.host), settings.serving
        if said.clean is False:
            return cls(host.name, strips_html=False, ignores_slash=False, adds_html=False, slash=said.slash)
        if said.clean and host.name == "firebase":
            return replace(host, ignores_slash=said.slash is not None, slash=said.slash)
        return replace(host, slash=said.slash) if said.slash is not None else host

    def reads_at(self, url: str) -> str:
        """Where readers are who open a page, so that its relative links start there.

        Args:
            url: the page's address from the root of the site, as the generator gives it.
        """
        folder, _, name = url.rpartition("/")
        if self.slash is None or url == "/":
            return url
        if self.strips_html and name.endswith(".html"):
            name = name.removesuffix(".html").removesuffix("index")
            url = f"{folder}/{name}"
        if not self.slash:
            return url.removesuffix("/") or "/"
        return url if "." in name or url.endswith("/") else f"{url}/"

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
    "netlify": Host("netlify", ignores_case=True),
    "cloudflare-pages": Host("cloudflare-pages"),
    "vercel": Host("vercel"),
    "firebase": Host("firebase", adds_html=False),
    "plain": Host("plain", strips_html=False, ignores_slash=False, adds_html=False),
}
"""The hosts that can be named; ``plain`` is a web server that serves files as they are named."""
