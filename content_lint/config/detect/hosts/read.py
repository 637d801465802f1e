"""All rules of a site's host, in the order in which the host asks them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from content_lint.config.detect.hosts.apache import from_htaccess
from content_lint.config.detect.hosts.in_json import from_azure, from_firebase, from_vercel
from content_lint.config.detect.hosts.netlify import from_redirects, from_toml
from content_lint.config.detect.hosts.nginx import from_nginx
from content_lint.config.detect.hosts.sst import from_sst
from content_lint.config.globs import GlobError, compile_glob
from content_lint.config.root import HOST_FOLDERS
from content_lint.config.settings import HostRule

_NOT_COPIED = "may not count, for the build does not copy that file to the finished site by itself"
_READERS = {
    "_redirects": ("netlify", "cloudflare-pages", "gitlab-pages"),
    "netlify.toml": ("netlify",),
    "vercel.json": ("vercel",),
    "now.json": ("vercel",),
    "firebase.json": ("firebase",),
    "sst.config.ts": (),
    "staticwebapp.config.json": (),
    ".htaccess": ("plain",),
}
_GONE = 400
_BY_NGINX = ("plain",)


def read_rules(texts: Mapping[str, str], host: str, copied: tuple[str, ...] | None) -> tuple[HostRule, ...]:
    """The rules in files.

    Args:
        texts: what the files hold, by their path from the root, in the order in which a host reads them.
        host: the host, or empty where it is not known: then all files count.
        copied: globs of the files that the build copies to the finished site, or None where nobody knows.
    """
    found: list[HostRule] = []
    for file, text in texts.items():
        name = file.rpartition("/")[2]
        if not host or host in _READERS.get(name, _BY_NGINX):
            rules = _rules_of(name, text, file, host)
            if _is_read_there(file) and not _is_copied(file, copied):
                rules = (replace(rule, condition=_NOT_COPIED) for rule in rules if rule.status < _GONE)
            found += rules
    return tuple(dict.fromkeys(found))


def _is_read_there(file: str) -> bool:
    """Whether the host reads a file in the finished site, and not where it is in the repository."""
    folder, _, name = file.rpartition("/")
    # Of the finished site, Netlify reads this file as well: it may be uploaded without its repository.
    in_site = name == "netlify.toml" and folder.rpartition("/")[2] in HOST_FOLDERS[1:]
    return in_site or name in ("_redirects", ".htaccess")


def _is_copied(file: str, globs: tuple[str, ...] | None) -> bool:
    if globs is None:
        return True
    for glob in globs:
        try:
            if compile_glob(glob).match(file):
                return True
        except GlobError:
            continue
    return False


def _rules_of(name: str, text: str, file: str, host: str) -> Iterator[HostRule]:
    match name:
        case "_redirects":
            return from_redirects(text, file, cloudflare=host == "cloudflare-pages")
        case "netlify.toml":
            return from_toml(text, file)
        case "vercel.json" | "now.json":
            return from_vercel(text, file)
        case "firebase.json":
            return from_firebase(text, file)
        case "sst.config.ts":
            return from_sst(text, file)
        case "staticwebapp.config.json":
            return from_azure(text, file)
        case ".htaccess":
            return from_htaccess(text, file)
    return from_nginx(text, file)
