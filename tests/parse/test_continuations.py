"""Further lines of quoted values."""

from __future__ import annotations

import pytest

from content_lint.parse.document import parse_document
from content_lint.parse.front_matter.continuations import read_continuation
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText


def look(front_matter: str) -> dict[str, tuple[str | None, list[str]]]:
    source = SourceText.from_text("a.md", f"---\n{front_matter}---\n")
    document = parse_document(source, jekyll.DIALECT)
    assert document.front_matter is not None
    assert document.front_matter.error is None, document.front_matter.error
    found = {}
    for path, field in document.front_matter.fields.items():
        odd = read_continuation(source, field)
        if odd is not None:
            name = ".".join(map(str, path))
            found[name] = (source[odd.swallowed] if odd.swallowed else None, [source[span] for span in odd.unindented])
    return found


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        ('a: "b\nc: d"\n', {"a": ("c", ['c: d"'])}),
        ('a: "b\n  c: d"\n', {"a": (None, [])}),
        ("a: 'b\n\n\nc'\n", {"a": (None, ["c'"])}),
        ('a:\n  - b: "x\n    y"\n  - b: "x\n   y"\n', {"a.0.b": (None, ['y"']), "a.1.b": (None, ['y"'])}),
        ('a:\n- "x\n  y"\n- "x\n\n y"\n', {"a.0": (None, []), "a.1": (None, [])}),
        ('a: [ "x\ny" ]\n', {}),
        ("a: x\n  y\nb: |\n  z\n", {}),
        ('a: "b"\n', {}),
        ('a: "b\r\nc"\r\n', {"a": (None, ['c"'])}),
        ('a: "see\nhttp://x.org: d"\n', {"a": (None, ['http://x.org: d"'])}),
    ],
)
def test_lines_are_measured_against_their_key(front_matter: str, expected: dict[str, object]) -> None:
    assert look(front_matter) == expected
