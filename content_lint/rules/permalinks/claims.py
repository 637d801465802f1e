"""Who claims which address: what several rules ask of a whole site."""

from collections.abc import Iterator

from msgspec import Struct

from content_lint.parse.facts import KeyPath
from content_lint.site.index import Site
from content_lint.site.model import State

_LONGEST = 4096  # no host opens a longer address, and walking up its folders would cost its square
_WRITTEN = frozenset({State.LIVE, State.STATIC})


class Claim(Struct, frozen=True):
    """One wish to be at an address.

    Attributes:
        path: the file that has it; of what a plugin makes, the plugin's name for it.
        url: the address.
        destination: the file that would be written.
        key_path: of a redirect, where it is; None for a page or file.
        generated: whether it is a plugin's.
    """

    path: str
    url: str
    destination: str
    key_path: KeyPath | None = None
    generated: bool = False


class Clash(Struct, frozen=True):
    """Several claims that cannot all be met.

    Attributes:
        kind: ``same`` (one address), ``case`` (they differ in upper and lower case only), ``folder`` (the file
            of the first is the folder of the others).
        claims: in the order of writing.
    """

    kind: str
    claims: tuple[Claim, ...]


def claims(site: Site) -> tuple[Claim, ...]:
    """Everything that would be written, in the order of writing: pages, files, redirects, what plugins make."""
    return tuple(_claims(site))


def _claims(site: Site) -> Iterator[Claim]:
    built = site.built
    for page in (*built.pages, *built.static):
        if page.state in _WRITTEN and page.destination:
            yield Claim(page.path, page.url, page.destination)
    for item in built.redirects:
        if item.key_path[0] != "redirect_to":  # that one is in the place of its own page
            yield Claim(item.source, item.url, item.destination, item.key_path)
    for made in built.generated:
        if made.destination:
            yield Claim(made.name or made.provider, made.url, made.destination, generated=True)


def clashes(site: Site) -> tuple[Clash, ...]:
    """All clashes of a site, in linear time."""
    by_file: dict[str, list[Claim]] = {}
    for claim in site.once(claims):
        by_file.setdefault(claim.destination, []).append(claim)
    found = [Clash("same", tuple(group)) for group in by_file.values() if len(group) > 1]
    by_folded: dict[str, list[str]] = {}
    for destination in by_file:
        by_folded.setdefault(destination.casefold(), []).append(destination)
    found += [
        Clash("case", tuple(by_file[name][0] for name in names)) for names in by_folded.values() if len(names) > 1
    ]
    needed: dict[str, list[Claim]] = {}
    for destination, group in by_file.items():
        for folder in folders_above(destination):
            if folder in by_file:
                needed.setdefault(folder, []).append(group[0])
    found += [Clash("folder", (by_file[folder][0], *group)) for folder, group in needed.items()]
    return tuple(found)


def certain_clashes(site: Site) -> tuple[Clash, ...]:
    """The same; none where a program decides on addresses, for what seems to be at one may be at two."""
    return () if any(maker.moves for maker in site.layouts.plugins) else site.once(clashes)


def folders_above(destination: str) -> Iterator[str]:
    """The folders that a file of the output lies in, the outermost first."""
    if len(destination) > _LONGEST:
        return
    end = destination.find("/", 1)
    while end > 0:
        yield destination[:end]
        end = destination.find("/", end + 1)
