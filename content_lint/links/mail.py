"""Mail links: cutting a ``mailto:`` into its addresses, and what is wrong with them.

RFC 6068: addresses are split at a literal comma before anything is decoded, ``+`` is a plus, ``to``
may be empty where headers follow, ``to``, ``cc`` and ``bcc`` carry addresses too. The address check is
conservative: it refuses only what no mail server takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from urllib.parse import unquote

from msgspec import Struct

from content_lint.text.regex import regex

SCHEME = "mailto:"
_BLANKS = " \t\r\n\u00a0"
_SCHEMES = regex(rf"(?:[{_BLANKS}]*{SCHEME})+", re.IGNORECASE | re.ASCII)
_ADDRESS_HEADERS = frozenset({"to", "cc", "bcc"})
_SEPARATOR = regex(r"&amp;|&")
_BAD_PERCENT = regex(r"%(?![0-9A-Fa-f]{2})")
_LINE_BREAK = regex(r"%0[AaDd]")
_NAMED = regex(r"[^<>]*<([^<>]+)>\Z")
_ATEXT = r"[^\s()<>\[\]:;@\\,.\"\x00-\x1f\x7f]"
_LOCAL = regex(rf"{_ATEXT}+(?:\.{_ATEXT}+)*\Z")
_QUOTED_LOCAL = regex(r'"(?:[^"\\\x00-\x1f\x7f]|\\[^\x00-\x1f\x7f])*"\Z')
# Letters and digits, and all beyond ASCII; with hyphens between them. To name what is left out compiles much faster.
_LABEL = regex(r"[^\x00-/:-@\[-`{-\x7f](?:[^\x00-,./:-@\[-`{-\x7f]*[^\x00-/:-@\[-`{-\x7f])?\Z")
_ENDING = regex(r"[A-Za-z][A-Za-z0-9-]{1,62}(?:\.[A-Za-z]{2,24})?\Z")
_LITERAL = regex(r"\[[0-9A-Za-z.:]+\]\Z")
_BARE = regex(r"[A-Za-z0-9][A-Za-z0-9._%+'-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}\Z")
_IN_TEXT = regex(
    r"(?<![\w.%+'-])[A-Za-z0-9_][A-Za-z0-9._%+'-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}(?![\w@])"
)
_FILE_ENDINGS = frozenset(
    {"avif", "css", "csv", "doc", "docx", "gif", "htm", "html", "jpeg", "jpg", "js", "json", "md", "mp3", "mp4", "pdf"}
    | {"php", "png", "py", "svg", "txt", "webp", "xls", "xlsx", "xml", "yml", "zip"}
)
_EXAMPLE_HOSTS = frozenset({"example.com", "example.net", "example.org"})
_EXAMPLE_ENDINGS = frozenset({"example", "invalid", "localhost", "test"})
_LONGEST_LOCAL = 64
_LONGEST_DOMAIN = 253
_LONGEST_LABEL = 63


class MailVerdict(IntEnum):
    """How bad a fault of a mail link is."""

    ODD = 1  # mail programs cope with it, or it reaches nobody by design
    BROKEN = 2  # no mail arrives


class FaultKind(IntEnum):
    """Which rule speaks of a fault."""

    MALFORMED = 1
    EMPTY = 2
    DOUBLED = 3
    PADDED = 4
    EXAMPLE = 5


class MailFault(Struct, frozen=True):
    """One thing that is wrong with a mail link.

    Attributes:
        kind: see FaultKind.
        verdict: see MailVerdict.
        problem: to be put after the link: "has no `@`".
        help: how to put it right, or empty.
        address: the address that it is about, decoded, or empty.
    """

    kind: FaultKind
    verdict: MailVerdict
    problem: str
    help: str = ""
    address: str = ""


class MailLink(Struct, frozen=True):
    """A ``mailto:`` destination, cut.

    Attributes:
        addresses: all addresses of all headers, decoded, blanks and names around them taken off.
        faults: what is wrong, the first cause first; padding and doubling do not hide what is after them.
    """

    addresses: tuple[str, ...]
    faults: tuple[MailFault, ...]

    @property
    def verdict(self) -> int:
        """The worst verdict; 0 for a link without a fault."""
        return max((fault.verdict for fault in self.faults), default=0)


def is_mailto(destination: str) -> bool:
    """Whether a destination has the scheme ``mailto:``, in any case, blanks before it aside."""
    return destination.lstrip()[: len(SCHEME)].lower() == SCHEME


def is_bare_address(destination: str) -> bool:
    """Whether a destination is a mail address without ``mailto:`` (perhaps with ``?subject=``), and no file name."""
    address = destination.strip(_BLANKS).partition("?")[0]
    return (
        "@" in address and _BARE.match(address) is not None and address.rpartition(".")[2].lower() not in _FILE_ENDINGS
    )


def addresses_in_text(text: str) -> list[str]:
    """The mail addresses that a reader sees in a text, in order."""
    return [match[0].rstrip(".-") for match in _IN_TEXT.finditer(text)] if "@" in text else []


def domain_of(address: str) -> str:
    """The domain of an address, in lower case, without a final dot."""
    return address.rpartition("@")[2].lower().rstrip(".")


@lru_cache(maxsize=2048)  # many pages of a site name the same few addresses, and several rules ask about each
def read_mailto(destination: str) -> MailLink:
    """Cut a ``mailto:`` destination and judge it.

    Args:
        destination: as the renderer puts it into href, beginning with ``mailto:`` in any case.
    """
    rest = destination.strip(_BLANKS)[len(SCHEME) :]
    faults: list[MailFault] = []
    if again := _SCHEMES.match(rest):
        faults.append(MailFault(FaultKind.DOUBLED, MailVerdict.BROKEN, "has `mailto:` twice"))
        rest = rest[again.end() :]
    rest = rest.partition("#")[0]
    path, _, query = rest.partition("?")
    if _BAD_PERCENT.search(rest):
        faults.append(_broken("has a `%` that means nothing", "Write `%25` for a percent sign"))
    lists = [path] if path else []
    says_something = _read_headers(query, lists, faults) if query else False
    addresses: list[str] = []
    for text in lists:
        faults.extend(_read_list(text, addresses))
    if path and _is_padded(path):
        faults.append(MailFault(FaultKind.PADDED, MailVerdict.ODD, "has a space around its address"))
    if not addresses and not says_something and not faults:
        faults.append(MailFault(FaultKind.EMPTY, MailVerdict.BROKEN, "has no address"))
    return MailLink(tuple(addresses), tuple(faults))


def _read_headers(query: str, lists: list[str], faults: list[MailFault]) -> bool:
    """Whether a subject or a text is among the headers; lists of addresses and faults are added to those given."""
    says_something = False
    for header in _SEPARATOR.split(query):
        if not header:
            continue
        name, equals, value = header.partition("=")
        name = unquote(name).lower()
        if not equals:
            faults.append(_broken(f"has `{header}` without `=`", f"Write `{header}=` and its text, or remove it"))
        elif name in _ADDRESS_HEADERS:
            lists.append(value)
        elif name != "body" and _LINE_BREAK.search(value):
            faults.append(_broken(f"has a line break in its {name}", "Remove `%0D` and `%0A`"))
        says_something = says_something or name in {"subject", "body"}
    return says_something


def _is_padded(path: str) -> bool:
    """Whether blanks are before the first or after the last address; those after a comma do no harm."""
    decoded = unquote(path)
    text = decoded.strip(_BLANKS)
    return bool(text) and text != decoded


def _read_list(text: str, addresses: list[str]) -> Iterator[MailFault]:
    """Judge the addresses of one header, and add them to ``addresses``."""
    pieces = text.split(",")
    for number, piece in enumerate(pieces):
        address = unquote(piece).strip(_BLANKS)
        if not address:
            if len(pieces) > 1 and text.strip(_BLANKS):
                yield MailFault(FaultKind.MALFORMED, MailVerdict.ODD, "has a comma too many", "Remove the comma")
            continue
        if named := _NAMED.match(address):
            help_ = f"Write `mailto:{named[1]}`"
            yield MailFault(FaultKind.MALFORMED, MailVerdict.ODD, "holds a name beside the address", help_, named[1])
            address = named[1]
        parts = _parted_by_semicolons(address)
        if parts:
            help_ = f"Separate addresses with commas: write `{','.join(parts)}`"
            yield _broken(f"has a semicolon in {_shown(address)}", help_, parts[0])
            addresses += parts
            continue
        after = pieces[number + 1] if number + 1 < len(pieces) else ""
        yield from find_address_faults(address, after=after)
        addresses.append(address)


def _parted_by_semicolons(text: str) -> list[str]:
    """The addresses in a text that are parted as Outlook parts them; none where it is one address, or anything else."""
    parts = [part.strip(_BLANKS) for part in text.strip(f";{_BLANKS}").split(";")]
    return parts if ";" in text and all(part.count("@") == 1 for part in parts) else []


def _broken(problem: str, help_: str = "", address: str = "") -> MailFault:
    return MailFault(FaultKind.MALFORMED, MailVerdict.BROKEN, problem, help_, address)


def find_address_faults(address: str, *, after: str = "") -> Iterator[MailFault]:
    """What is wrong with one address, at most one fault.

    Args:
        address: decoded, without blanks around it.
        after: what follows it after a comma, which may have been meant as a dot.
    """
    local, at, domain = address.rpartition("@")
    if "\n" in address or "\r" in address:
        yield _broken("has a line break in its address", "Remove `%0D` and `%0A`", address)
    elif not at:
        if address.startswith("//"):
            yield _broken("has `//` after `mailto:`", "Remove the slashes", address)
        elif address.lower().startswith(("http:", "https:", "www.")):
            yield _broken("leads to a web address", f"Write `{address}` without `mailto:`", address)
        elif " " in address:
            yield _broken("is text and no address", "Write the address of the person or the team", address)
        else:
            yield _broken(f"has no `@` in {_shown(address)}", "Write the whole address", address)
    elif problem := _local_problem(local):
        slashes = "Remove the slashes" if address.startswith("//") else ""
        yield _broken(f"{problem} in {_shown(address)}", slashes, address)
    elif _LITERAL.match(domain):
        yield MailFault(
            FaultKind.MALFORMED, MailVerdict.ODD, f"leads to a bare IP address in {_shown(address)}", "", address
        )
    elif "." not in domain and _ENDING.match(after):
        yield _broken(f"has a comma in {_shown(f'{address},{after}')}", f"Write `{address}.{after}`", address)
    elif problem := _domain_problem(domain):
        yield _broken(f"{problem} in {_shown(address)}", _domain_help(local, domain), address)
    elif domain.lower() in _EXAMPLE_HOSTS or domain.lower().rpartition(".")[2] in _EXAMPLE_ENDINGS:
        yield MailFault(
            FaultKind.EXAMPLE, MailVerdict.ODD, f"leads to an example domain in {_shown(address)}", "", address
        )


def _local_problem(local: str) -> str:
    """What is wrong with the part before the ``@``, or empty."""
    if not local or local.startswith("//"):
        return "has `//` after `mailto:`" if local else "has nothing before the `@`"
    if _QUOTED_LOCAL.match(local):
        return ""
    if len(local.encode("utf-8", "surrogatepass")) > _LONGEST_LOCAL:
        return "has more than 64 characters before the `@`"
    if any(char.isspace() for char in local):
        return "has a space"
    if "@" in local:
        return "has `@` twice"
    if "" in local.split("."):
        return "has a dot too many"
    if not _LOCAL.match(local):
        return f"has `{next(char for char in local if not re.match(_ATEXT, char) and char != '.')}`"
    return ""


def _domain_problem(domain: str) -> str:
    """What is wrong with the part after the ``@``, or empty."""
    if not domain:
        return "has nothing after the `@`"
    if any(char.isspace() for char in domain):
        return "has a space"
    if ".." in domain or domain.startswith(".") or domain.endswith("."):
        return "has a dot too many"
    labels = domain.split(".")
    if len(domain) > _LONGEST_DOMAIN or any(len(label) > _LONGEST_LABEL for label in labels):
        return "has a domain that is too long"
    wrong = next((label for label in labels if not _LABEL.match(label)), None)
    if wrong is not None:
        return f"has a name that cannot be, `{wrong}`,"
    if len(labels) == 1:
        return "has no ending such as `.org` after the `@`"
    return "ends in a number" if labels[-1].isdigit() else ""


def _domain_help(local: str, domain: str) -> str:
    """How a domain is put right, where that can be said."""
    fixed = re.sub(r"\.{2,}", ".", domain).strip(".")
    return f"Write `{local}@{fixed}`" if fixed != domain and fixed and not _domain_problem(fixed) else ""


def _shown(address: str) -> str:
    """An address in backticks, cut where it is long."""
    return f"`{address}`" if len(address) <= 60 else f"`{address[:60]}…`"
