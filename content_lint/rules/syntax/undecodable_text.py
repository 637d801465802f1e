from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.text.source import Span

_SURROGATE = 0xDC00


class UndecodableText(DocumentRule[Options]):
    r"""The file is not written in UTF-8.

    ## Why this matters
    Programs that read the site expect UTF-8. A file from an older Windows program holds other bytes for
    curly quotes, dashes and letters with accents: readers see question marks, and Jekyll drops a post from its list
    without a word. What the file says is not certain, so nothing else in it is checked.

    ## Bad
    ~~~md escapes
    ---
    title: Caf\udce9 by the sea
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Café by the sea
    ---
    ~~~
    """

    meta = RuleMeta("SY106", "undecodable-text", Severity.ERROR)

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """A finding at the first byte that is not UTF-8."""
        del context
        first = document.source.undecodable
        if first is None:
            return
        byte = ord(document.source.text[first]) - _SURROGATE
        encoding, character = _likely(document.source.to_bytes(), byte)
        utf16 = encoding == "UTF-16"
        read_as = f"; in {encoding} it is `{character}`" if character else ""
        yield self.report(
            document.path,
            Span(first, first + 1),
            "the file was saved as UTF-16, not UTF-8" if utf16 else f"byte 0x{byte:02X} is not UTF-8{read_as}",
            help=_HELP_UTF16 if utf16 else _help(encoding),
            data={"byte": byte, "encoding": encoding},
        )


_HELP_UTF16 = "Save it again as UTF-8: in Notepad choose Save as, then Encoding: UTF-8."


def _help(encoding: str) -> str:
    return f"Open the file as {encoding} and save it as UTF-8." if encoding else "Save the file as UTF-8."


def _likely(data: bytes, byte: int) -> tuple[str, str]:
    """The encoding that the file most likely has, and what the byte is in it (empty where that says little)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16", ""
    if b"\0" in data[:1000]:
        return "", ""
    try:
        character = bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return "", ""
    return "Windows-1252", character if character.isprintable() and not character.isspace() else ""
