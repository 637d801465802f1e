"""The character set of a page of another server, as browsers tell it: BOM, header, then what the page says itself.

After the Encoding Standard (https://encoding.spec.whatwg.org/) and the HTML standard's "determining the character
encoding". Labels stand for the larger sets that browsers read them as: ``iso-8859-1`` for windows-1252.
"""

from __future__ import annotations

import codecs
import html
import re

from msgspec import Struct

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le"))
_SINGLE_BYTE = ["2", "3", "4", "5", "6", "7", "8", "10", "13", "14", "15", "16"]
_READ = frozenset(
    {f"iso8859-{number}" for number in _SINGLE_BYTE}
    | {f"cp125{number}" for number in range(9)}
    | {"utf-8", "cp866", "cp874", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "gb18030", "big5hkscs", "euc_jp"}
    | {"iso2022_jp", "cp932", "cp949", "utf-16-be", "utf-16-le"}
)
"""Python's names of all that browsers read. Whatever else Python knows (utf-7, zlib), browsers do not."""
_LARGER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
}
_REFUSED = frozenset({"iso2022_kr", "hz"})
# Labels that Python does not know; browsers read nothing at all of what the last ones name.
_LABELS = {
    label: name
    for name, labels in {
        "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
        "iso8859-6": "csiso88596e csiso88596i iso-8859-6-e iso-8859-6-i",
        "iso8859-7": "sun_eu_greek",
        "iso8859-8": "csiso88598e iso-8859-8-e visual csiso88598i iso-8859-8-i logical",
        "iso8859-15": "csisolatin9",
        "koi8-r": "koi koi8",
        "koi8-u": "koi8-ru",
        "mac-roman": "csmacintosh mac",
        "mac-cyrillic": "x-mac-ukrainian",
        "cp874": "dos-874 windows-874",
        "gb18030": "csgb2312 gb_2312 gb_2312-80",
        "big5hkscs": "cn-big5 x-x-big5",
        "euc_jp": "cseucpkdfmtjapanese",
        "cp932": "windows-31j",
        "cp949": "cseuckr csksc56011987 iso-ir-149 ks_c_5601-1989 ksc_5601 windows-949",
        "utf-16-be": "unicodefffe",
        "utf-16-le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff",
        "": "replacement iso-2022-cn iso-2022-cn-ext x-user-defined",
    }.items()
    for label in labels.split()
}
_ISO = re.compile(r"iso8859(\d{1,2})")
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"<meta[\s/]([^>]*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_IN_CONTENT = re.compile(r"charset\s*+=\s*+(?:[\"']\s*+)?([^\s;\"']++)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)


class Charset(Struct, frozen=True):
    """How the bytes of a page are read.

    Attributes:
        name: Python's name of the codec, or empty where browsers read nothing of it.
        said: whether somebody says so; else it is guessed, and browsers guess in their own ways.
    """

    name: str
    said: bool = True


def charset_of(head: bytes, content_type: str) -> Charset:
    """The character set of a page.

    Args:
        head: its first bytes, a thousand or more.
        content_type: the header, with its parameters.
    """
    for bom, name in _BOMS:
        if head.startswith(bom):
            return Charset(name)
    given = _IN_CONTENT.search(content_type)
    for said in (_codec(given[1]) if given else None, _in_page(head)):
        if said is not None:
            return Charset(said)
    return Charset("utf-8", said="xhtml" in content_type.lower())


def _codec(label: str) -> str | None:
    """Python's name for a label; None for one that browsers do not know, and pay no heed to."""
    label = label.strip(" \t\n\f\r").lower()
    if label in _LABELS:
        return _LABELS[label]
    try:
        name = codecs.lookup(_ISO.sub(r"iso8859-\1", label).removeprefix("x-")).name
    except (LookupError, ValueError):
        return None
    name = _LARGER.get(name, name)
    return "" if name in _REFUSED else name if name in _READ else None


def _in_page(head: bytes) -> str | None:
    """What the page says of itself, in its first 1,024 bytes or, as browsers come upon it, a little later."""
    xml = _XML.match(head)
    if xml:
        return _ascii_compatible(_codec(xml[1].decode("latin-1")))
    for meta in _META.finditer(_COMMENT.sub(b"", head)):
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(meta[1]):
            value = match[2] or match[3] or match[4] or b""
            found.setdefault(match[1].decode("latin-1").lower(), html.unescape(value.decode("latin-1")))
        label = found.get("charset")
        if label is None and found.get("http-equiv", "").lower() == "content-type":
            given = _IN_CONTENT.search(found.get("content", ""))
            label = given[1] if given else None
        codec = None if label is None else _codec(label)
        if codec is not None:
            return _ascii_compatible(codec)
    return None


def _ascii_compatible(codec: str | None) -> str | None:
    """Who could read the label has read ASCII: UTF-16 is taken for a slip."""
    return "utf-8" if codec is not None and codec.startswith("utf-16") else codec
