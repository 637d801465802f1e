from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Annotated

from content_lint.links.mail import addresses_in_text, is_bare_address, is_mailto, read_mailto
from content_lint.links.mail_uses import count_mail, mail_links
from content_lint.parse.facts import Document, Link
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.rule import Options, RuleMeta, SiteRule, replace
from content_lint.rules.wording import shown, typed
from content_lint.site.index import Site
from content_lint.text.characters import strip_invisible
from content_lint.text.edits import Fix, Safety
from content_lint.text.source import Span

_SHORTEST = 4
_LONGEST = 64
_LONG_WORD = 6


class MisspeltAddressOptions(Options, frozen=True):
    """How sure to be."""

    often: Annotated[int, "How often the site must write an address for others to be taken for slips of it."] = 10
    seldom: Annotated[int, "How often an address may be on the site and still be taken for a slip."] = 2
    allow: Annotated[tuple[str, ...], "Addresses that are right although they look like a slip of another one."] = ()


class MisspeltAddress(SiteRule[MisspeltAddressOptions]):
    """A mail link has an address that the site nearly always writes in another way.

    ## Why this matters
    One letter is missing, or two have changed places, and the mail goes to nobody. Neither the writer nor
    the reader ever hears of it. The other pages of the site show what is meant.

    ## Bad
    ~~~toml file=content-lint.toml
    [rules.misspelt-address]
    often = 3
    ~~~

    ~~~md
    ---
    title: Contact
    ---
    [Us](mailto:info@site.org), [us](mailto:info@site.org), [us](mailto:info@site.org) or [us](mailto:nfo@site.org).
    ~~~

    ## Good
    ~~~toml file=content-lint.toml
    [rules.misspelt-address]
    often = 3
    ~~~

    ~~~md
    ---
    title: Contact
    ---
    [Us](mailto:info@site.org), [us](mailto:info@site.org), [us](mailto:info@site.org) or [us](mailto:info@site.org).
    ~~~
    """

    meta = RuleMeta(
        "ML203",
        "misspelt-address",
        Severity.WARNING,
        yields_to=("invisible-character", "malformed-mailto", "retired-mail-domain"),
    )
    Options = MisspeltAddressOptions

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each use of an address that is one slip away from a frequent one."""
        del context
        links = list(mail_links(site))
        slips = self.slips(site.once(count_mail)) if links else {}
        uses: dict[str, list[tuple[Document, Link]]] = defaultdict(list)
        for document, link in links if slips else ():
            for address in _addresses(link.destination):
                uses[address.lower()].append((document, link))
        for address, (meant, often) in slips.items():
            for document, link in uses.get(address, ()):
                yield self.report(
                    document.path,
                    link.destination_span,
                    f"mail address {shown(address)} is most likely {shown(meant)}, which is on the site {often} times",
                    help=f"Write {typed(meant)}",
                    fix=_fix(document.path, link.raw, link.destination_span, address, meant),
                )

    def slips(self, destinations: Mapping[str, int]) -> dict[str, tuple[str, int]]:
        """The addresses that are slips, each with the one that was meant and how often that is on the site.

        Args:
            destinations: how often each destination of a mail link is on the site.
        """
        uses: Counter[str] = Counter()
        for destination, often in destinations.items():
            for address in _addresses(destination):
                uses[address.lower()] += often
        return {address: (meant, uses[meant]) for address, meant in self._slips(uses).items()}

    def _slips(self, uses: Mapping[str, int]) -> dict[str, str]:
        """The rare addresses that are one slip away from a frequent one, each with that one.

        Slips are made of the frequent addresses, which are few, and looked up among the rare ones.
        """
        allowed = {address.lower() for address in self.options.allow}
        rare: dict[str, set[str]] = defaultdict(set)
        for address, often in uses.items():
            if often <= self.options.seldom and address not in allowed:
                local, _, domain = address.rpartition("@")
                rare[domain].add(local)
        found: dict[str, str] = {}
        for meant in sorted(uses, key=lambda address: (-uses[address], address)):
            often = uses[meant]
            if often < self.options.often:
                break
            local, _, domain = meant.rpartition("@")
            if domain not in rare or max(len(local), len(domain)) > _LONGEST:
                continue
            for word in sorted(_variants(local) & rare[domain]):
                written = f"{word}@{domain}"
                if often >= 3 * uses[written] and is_slip(word, local):
                    found.setdefault(written, meant)
        return found


def _addresses(destination: str) -> list[str]:
    """The mail addresses of a link, with or without ``mailto:``."""
    destination = strip_invisible(destination)
    if is_mailto(destination):
        return [address for address in read_mailto(destination).addresses if addresses_in_text(address) == [address]]
    return [destination.strip().partition("?")[0]] if is_bare_address(destination) else []


def _variants(word: str) -> set[str]:
    """Every word that becomes ``word``, or that ``word`` becomes, by one slip of a key."""
    letters = "abcdefghijklmnopqrstuvwxyz.-_"
    found = {word[:place] + word[place + 1 :] for place in range(len(word))}
    for place in range(len(word) + 1):
        found.update(word[:place] + letter + word[place:] for letter in letters)
    for place in range(len(word) - 1):
        found.add(word[:place] + word[place + 1] + word[place] + word[place + 2 :])
    if len(word) >= _LONG_WORD:
        for place in range(1, len(word)):
            found.update(word[:place] + letter + word[place + 1 :] for letter in letters)
    return found - {word}


def is_slip(written: str, meant: str) -> bool:
    """Whether one local part is a mistyped other, rather than the name of somebody else.

    Initials (``j.smith``, ``k.smith``), plurals and numbers tell addresses apart.
    """
    if min(len(written), len(meant)) < _SHORTEST - 1 or len(meant) < _SHORTEST:
        return False
    if any(char.isdigit() for char in written + meant):
        return False
    if written in (f"{meant}s", f"{meant}es") or meant in (f"{written}s", f"{written}es"):
        return False
    if sorted(written) == sorted(meant) or len(written) == len(meant):
        # Two names of people may differ in one letter: those of an office hardly do.
        return "." not in meant and "-" not in meant
    first, second = written.split("."), meant.split(".")
    if len(first) == len(second):
        return all(len(part) > 1 for part in (*first, *second))
    return True


def _fix(path: str, raw: str, span: Span, address: str, meant: str) -> Fix | None:
    start = raw.lower().find(address)
    if start < 0:
        return None
    place = Span(span.start + start, span.start + start + len(address))
    return replace(f"Write {shown(meant)}", path, place, meant, Safety.UNSAFE)
