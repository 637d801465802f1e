"""What answers at each address of a built site: its files, as its host serves them."""

from __future__ import annotations

import dataclasses
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from msgspec.structs import replace

from content_lint.config.settings import HostRule
from content_lint.links.built.html_page import HtmlPage, read_html
from content_lint.links.fragments import names_a_place, without_directive
from content_lint.links.made_addresses import AddressGlobs
from content_lint.links.neighbours import by_redirects, is_below, likely_neighbours, pages_named
from content_lint.site.assets import is_asset
from content_lint.site.host_rules import HostRules, Ruled
from content_lint.site.index import Site
from content_lint.text.servers import server_of

HTML = (".html", ".htm", ".xhtml")
_MOST_HOPS = 20
_GONE = 400
_SAMPLE = 40
_NOWHERE = "https://site.invalid"
_NEIGHBOURS = "lead to folders of this host of which the build has nothing, and which another site may serve"
_OUTSIDE = "lead to addresses of this host that are not part of the built site"
CIRCLE = "redirects in a circle"
"""The reason where redirects never end."""


class What(StrEnum):
    """What is at an address of the built site."""

    LIVE = "live"
    DEAD = "dead"
    NO_PLACE = "no such place"
    ELSEWHERE = "elsewhere"  # another host or another site: not judged


class Key(NamedTuple):
    """An address on the site's own host.

    Attributes:
        path: decoded, from the root of the host.
        fragment: as it was written, without what browsers cut off it.
    """

    path: str
    fragment: str


@dataclass(frozen=True, slots=True)
class BuiltAnswer:
    """What answers at a path.

    Attributes:
        what: see What; never NO_PLACE.
        file: the file that answers in the end, from the folder with ``/``; empty where none of this site does.
        first: the file that answers at the path itself; empty where a rule of the host does, or nothing.
        end: the path that redirects end at, or the whole address of another host; empty without a redirect.
        reason: why nothing answers though there is a rule; completes "link target `x`", or is empty.
        cause: of ELSEWHERE, why nobody knows from here what answers, completing "links that …"; empty where our own
            settings say that something else does.
        apart: whether that is what another site on the same host answers.
    """

    what: What
    file: str = ""
    first: str = ""
    end: str = ""
    reason: str = ""
    cause: str = ""
    apart: bool = False


class BuiltSite:
    """The built pages, as their host serves them; ``site.once(BuiltSite)`` makes it of ``site.output``.

    Args:
        site: the site, whose configuration says what the host is and which paths of it something else serves.
        folder: the folder of pages, where it is not ``site.output``.
        address: the address that it was built for, where the pages and the configuration do not say it.
    """

    def __init__(self, site: Site, folder: Path | None = None, address: str = "") -> None:
        folder = folder or site.output
        if folder is None:
            raise ValueError("a site that was not built has no pages")
        self._folder = folder
        self._site = site
        self._pages: dict[str, HtmlPage] = {}
        self._answers: dict[str, BuiltAnswer] = {}
        self.files = frozenset(_files(self._folder))
        self._servers = site.settings.servers
        self.origin, self.base = _split_base(address) if address and not self._servers else self._own_address()
        self._own = site.settings.own_hosts | {server_of(self.origin)} - {""}
        self._rules = HostRules(site.settings.host_rules, self._own)

    def _own_address(self) -> tuple[str, str]:
        """The origin and base path that the pages name as their own, else those of the configuration.

        Where languages have addresses of their own, each is read in its folder, and no base is before them all.
        """
        if self._servers:
            return self._servers[0].origin or _NOWHERE, ""
        found: Counter[tuple[str, str]] = Counter()
        for file in self.html[:: max(1, len(self.html) // _SAMPLE)]:
            origin, path = _split_base(self.read(file).canonical)
            own = _address_within(file).rstrip("/")
            path = path.removesuffix("/index.html").removesuffix(".html").rstrip("/")
            if origin and path.endswith(own.removesuffix(".html")):
                found[origin, path[: len(path) - len(own.removesuffix(".html"))]] += 1
        if found:
            return max(found, key=found.__getitem__)
        settings = self._site.settings
        return settings.url or _NOWHERE, settings.base_path or self._guessed_base()

    def _guessed_base(self) -> str:
        """The folder that the site's addresses start with, where files are only found without it."""
        found: Counter[str] = Counter()
        for file in self.html[:: max(1, len(self.html) // _SAMPLE)]:
            for link in self.read(file).links:
                path = unquote(link.address.partition("#")[0].partition("?")[0])
                if path.startswith("/") and not path.startswith("//"):
                    first, slash, rest = path[1:].partition("/")
                    if self.file_within(path):
                        found[""] += 1
                    elif slash and self.file_within(f"/{rest}"):
                        found[f"/{first}"] += 1
        return max(found, key=found.__getitem__, default="")

    @property
    def has_address(self) -> bool:
        """Whether anything says the host that the site is read at, so that others can be asked there."""
        return self.origin != _NOWHERE

    @cached_property
    def html(self) -> list[str]:
        """The files that are pages, in the order of their names."""
        return sorted(file for file in self.files if file.endswith(HTML))

    @cached_property
    def around(self) -> frozenset[str]:
        """The ids that most pages have: those of what is around their texts."""
        sample = [self.read(file).ids for file in self.html[:: max(1, len(self.html) // _SAMPLE)]]
        found = Counter(item for ids in sample for item in ids)
        return frozenset(item for item, number in found.items() if number > max(2, len(sample) // 2))

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {file.casefold(): file for file in sorted(self.files, reverse=True)}

    def read(self, file: str) -> HtmlPage:
        """The page in a file; an empty one where it cannot be read."""
        if file not in self._pages:
            try:
                text = (self._folder / file[1:]).read_bytes().decode("utf-8", "replace")
            except OSError:
                text = ""
            self._pages[file] = read_html(text)
        return self._pages[file]

    def address_of(self, file: str) -> str:
        """The whole address of a file: the one that the page gives as its own, where that is this file."""
        own = self.whole(self.base + _address_within(file))
        canonical = self.read(file).canonical if file in self.files and file.endswith(HTML) else ""
        named = urljoin(own, canonical)
        key = self.key(named)
        return named if key is not None and self._file(key.path) == file else own

    def whole(self, path: str) -> str:
        """The whole address of a path that a Key has."""
        server = next((item for item in self._servers if path.startswith(f"{item.folder}/")), None)
        if server is None:
            return urljoin(self.origin, path)
        return urljoin(server.origin, server.base_path + path.removeprefix(server.folder))

    def key(self, address: str) -> Key | None:
        """Path and fragment of a whole address on the own host; None for all others."""
        address = address.replace("\\", "/")
        if server_of(address) not in self._own:
            return None
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https"):
            return None
        path = unquote(parts.path, errors="surrogateescape") or "/"
        if self._servers:
            server = self._site.settings.server_at(server_of(address), path)
            if server is None:
                return None
            path = server.folder + (path[len(server.base_path) :] or "/")
        return Key(path, without_directive(parts.fragment))

    def keys_of(self, file: str, address: str) -> Key | None:
        """The same of an address as it is written on the page of a file."""
        try:
            start = urljoin(self._read_at(file), self.read(file).base)
            return self.key(urljoin(start, address.replace("\\", "/")))
        except ValueError:
            return None

    def _read_at(self, file: str) -> str:
        """The whole address at which readers of a file are."""
        address = self.address_of(file)
        key = None if self._site.host.slash is None or self._servers else self.key(address)
        if key is None or not self._is_inside(key.path):
            return address
        return urljoin(self.origin, quote(self.base + self._site.host.reads_at(self.within(key.path))))

    def within(self, path: str) -> str:
        """A path of the host as a path of the site."""
        return path[len(self.base) :] or "/" if self._is_inside(path) else path

    def state(self, key: Key) -> What:
        """What is at an address of the own host, its place included."""
        answer = self.answer(key.path)
        if answer.what is What.LIVE and not answer.end and not self.has_place(answer.file, key.fragment):
            return What.NO_PLACE
        return answer.what

    def has_place(self, file: str, fragment: str) -> bool:
        """Whether the page of a file has what a fragment names."""
        if not names_a_place(fragment) or not file.endswith(HTML):
            return True
        return not self.read(file).ids.isdisjoint({fragment, unquote(fragment)})

    def answer(self, path: str) -> BuiltAnswer:
        """What answers at a path from the root of the host, decoded."""
        if path not in self._answers:
            self._answers[path] = self._answer(path)
        return self._answers[path]

    def _answer(self, path: str) -> BuiltAnswer:
        end = first = ""
        for hop in range(_MOST_HOPS):
            step = self._step(path)
            if not hop:
                first = step.first
            if not step.end:
                return dataclasses.replace(step, first=first, end=end)
            at = self._joined(path, step.end)
            key = self.key(at)
            if key is None:
                return BuiltAnswer(What.LIVE, "", first, at)
            path = end = key.path
        return BuiltAnswer(What.DEAD, "", first, end, CIRCLE)

    def _joined(self, path: str, following: str) -> str:
        try:
            return urljoin(self.whole(path), following)
        except ValueError:
            return following

    def _step(self, path: str) -> BuiltAnswer:
        """What answers at a path before any redirect is followed; ``end`` says where it leads."""
        file = self._file(path)
        by_rule = self._by_rule(path, there=file is not None)
        if by_rule is not None:
            return by_rule
        if file is None:
            return self._of_others(path)
        if not file.endswith(HTML):
            return BuiltAnswer(What.LIVE, file, file)
        return BuiltAnswer(What.LIVE, file, file, self.read(file).refresh or "")

    def _of_others(self, path: str) -> BuiltAnswer:
        """What is at a path at which the build has nothing: what something else on the host serves, or nothing."""
        if self.is_told_elsewhere(path):
            return BuiltAnswer(What.ELSEWHERE)
        if not self._is_inside(path):
            # A page of this site, named without its base path, was meant rather than what another site has there.
            return BuiltAnswer(What.ELSEWHERE, cause=_OUTSIDE, apart=self.file_within(path) is None)
        if self._is_neighbours(self.within(path)):
            return BuiltAnswer(What.ELSEWHERE, cause=_NEIGHBOURS, apart=True)
        return BuiltAnswer(What.DEAD)

    def _by_rule(self, path: str, *, there: bool) -> BuiltAnswer | None:
        """What a rule of the host answers at a path; None where none does."""
        ruled = self._rules.find(path, "", there=there)
        if ruled is None or (there and ruled.rule.condition):
            return None
        rule = ruled.rule
        if not rule.condition and (rule.status >= _GONE or not ruled.target):
            return BuiltAnswer(What.DEAD, reason=f"is answered with {rule.status} by a rule in `{rule.file}`")
        if rule.fills and self._site.settings.generator.shows_not_found:
            return None  # whatever file the host answers with, readers see "not found"
        if rule.condition:
            return _not_followed(rule, rule.condition)
        if rule.fills:
            return self._filled(path, ruled)
        if not rule.redirects:
            return self._rewritten(ruled.target, rule.file)
        return BuiltAnswer(What.LIVE, end=ruled.target)

    def _filled(self, path: str, ruled: Ruled) -> BuiltAnswer:
        """What answers where a rule of the host answers everything with one file."""
        rule, target = ruled.rule, ruled.target
        if is_asset(path) or self._runs_nothing(target):
            # A page in the place of a picture is none, and a page without a program shows the same everywhere.
            return BuiltAnswer(What.DEAD, reason=f"is answered with `{target}` by a rule in `{rule.file}`")
        return _not_followed(rule, f"answers all of them with `{target}`")

    def _runs_nothing(self, target: str) -> bool:
        """Whether the page at a path of the host is there and has no program in it that could show another one."""
        file = self._file(target)
        if file is None or not file.endswith(HTML):
            return False
        try:
            return b"<script" not in (self._folder / file[1:]).read_bytes().lower()
        except OSError:
            return False

    def _rewritten(self, target: str, by: str) -> BuiltAnswer:
        """What answers where a rule of the host asks for another path in the place of the one that readers see."""
        key = self.key(self.origin + target) if target.startswith("/") else self.key(target)
        if key is None:
            cause = f"are answered by another server, as a rule in `{by}` says"
            return BuiltAnswer(What.ELSEWHERE, cause=cause, apart=True)
        file = self._file(key.path)
        if file is None:
            return BuiltAnswer(What.DEAD, reason=f"is led to `{target}` by a rule in `{by}`, and nothing is there")
        return BuiltAnswer(What.LIVE, file, file, self.read(file).refresh or "" if file.endswith(HTML) else "")

    def spelled(self, path: str) -> str:
        """The path of the host at which the file answers that differs from a path in case only; or empty."""
        for name in self._site.host.files(self.within(path)):
            file = self._folded.get(name.casefold())
            if file is not None:
                return self.base + _address_within(file)
        return ""

    def file_within(self, path: str) -> str | None:
        """The file that answers at a path of the site."""
        return next((name for name in self._site.host.files(path or "/") if name in self.files), None)

    def _file(self, path: str) -> str | None:
        return self.file_within(self.within(path)) if self._is_inside(path) else None

    def _is_inside(self, path: str) -> bool:
        return not self.base or path == self.base or path.startswith(f"{self.base}/")

    def is_told_elsewhere(self, path: str) -> bool:
        """Whether our own settings say that something else serves a path of the host."""
        return is_below(path, self._site.settings.elsewhere)

    def _is_neighbours(self, within: str) -> bool:
        """Whether another site, or another build of this one, may have what this build has not."""
        if is_below(within, self._neighbours):
            return True
        first = within.split("/", 2)[1] if within.count("/") else ""
        return first not in self._folders and any(addresses.match(within) for addresses in self._apart)

    @cached_property
    def _folders(self) -> frozenset[str]:
        """The folders at the root of the build."""
        return frozenset(file.split("/", 2)[1] for file in self.files if file.count("/") > 1)

    @cached_property
    def _apart(self) -> tuple[AddressGlobs, ...]:
        """The addresses that others fill, as the configuration and the templates say."""
        makers = (*self._site.built.makers, *self._site.layouts.plugins)
        return tuple(AddressGlobs(maker.addresses) for maker in makers if maker.apart)

    @cached_property
    def _neighbours(self) -> tuple[str, ...]:
        """Folders that texts name as those of another site on the host, and of which the build has nothing."""
        settings = replace(self._site.settings, own_hosts=self._own, base_path=self.base)
        likely = likely_neighbours(pages_named(self._site.documents.values(), settings))
        return (*(f"/{folder}" for folder in likely - self._folders), *self._site.once(by_redirects))


def _not_followed(rule: HostRule, condition: str) -> BuiltAnswer:
    """The answer of a rule that nobody can follow from here."""
    return BuiltAnswer(What.ELSEWHERE, cause=f"are answered by a rule in `{rule.file}` that {condition}")


def _address_within(file: str) -> str:
    """The path at which a file answers on every host."""
    name = file.rpartition("/")[2]
    return file.removesuffix(name) if name in ("index.html", "index.htm") else file


def _split_base(address: str) -> tuple[str, str]:
    """Origin and decoded path of a whole address; both empty where it is not a whole address."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return "", ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return "", ""
    return f"{parts.scheme}://{parts.netloc}", unquote(parts.path).rstrip("/")


def _files(folder: Path) -> Iterator[str]:
    """Every file below a folder, from it with ``/``; links to other folders are not followed."""
    top = str(folder)
    for around, _, names in os.walk(top):
        prefix = around[len(top) :].replace(os.sep, "/").rstrip("/")
        prefix = prefix if not prefix or prefix.startswith("/") else f"/{prefix}"
        yield from (f"{prefix}/{name}" for name in names)
