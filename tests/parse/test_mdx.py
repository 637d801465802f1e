"""MDX: what is code is neither read nor changed, and all else is Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content_lint.parse.dialect import Dialect
from content_lint.parse.document import parse_document
from content_lint.parse.facts import Document
from content_lint.text.source import SourceText

MDX = Dialect(mdx=(".mdx",))


def read(text: str, name: str = "a.mdx") -> Document:
    return parse_document(SourceText.from_text(name, text), MDX)


def links(text: str) -> list[tuple[str, bool]]:
    """Destinations with whether only the build knows them; the file's line ends make no difference."""
    found: list[list[tuple[str, bool]]] = []
    for version in (text, text.replace("\n", "\r\n"), f"---\ntitle: A\n---\n{text}"):
        document = read(version)
        assert all(document.source[link.destination_span] == link.raw for link in document.body.links)
        found.append([(link.raw.replace("\r\n", "\n"), link.templated) for link in document.body.links])
    assert found[0] == found[1] == found[2]
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        'import a from "x"; // [x](/nope/)\n',
        "export const a = {\n  b: `[x](/nope/)`,\n\n  c: '<a href=\"/nope/\">',\n};\n",
        "{/* a [link](/nope/) */}\n",
        "text {/* a [link](/nope/) */} text\n",
        '<Code code={`\n[x](mailto:%20m@n.org)\n\n<a href="/nope/">\n`} />\n',
        '{list.map((item) => <a href="/nope/">it\'s {item}</a>)}\n',
        '<details>\n<summary>Sum</summary>\n```html\n<a href="/nope/">[x](/nope/)</a>\n```\n</details>\n',
        "<details>\n<summary>\nSum\n</summary>\n~~~\n[x](/nope/)\n~~~\n</details>\n",
        "<Option>\n`<a href={x}>` and `[x](/nope/)`\n</Option>\n",
        "<Tabs>\n    <Tab>\n        ```js\n        [x](/nope/)\n        ```\n    </Tab>\n</Tabs>\n",
        "<https://example.org/>\n",
        "{`${`${'}'}`}[x](/nope/)`}\n",
        "`{` [a] `}`\n",
    ],
)
def test_code_holds_no_links(text: str) -> None:
    assert links(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a href={meta.href}>a</a>\n", [("{meta.href}", True)]),
        ("<img src={meta.src} />\n", [("{meta.src}", True)]),
        ("<Card\n  href={\n    a ? b : c\n  }\n/>\n", [("{\n    a ? b : c\n  }", True)]),
        ('<a href="/a/">a</a>\n', [("/a/", False)]),
        ('<a href={"/a/"}>a</a> and <a href={`/b/`}>b</a>\n', [("/a/", False), ("/b/", False)]),
        ('<Card title="a {b" {...rest} href="/a/" />\n', [("/a/", False)]),
        ('<Card\n  title="a"\n  href="/a/"\n/>\n', [("/a/", False)]),
        (
            '<Button href="/a/" />\n<button href="/x/" />\n<Section\n  href="/b/"\n>x</Section>\n',
            [("/a/", False), ("/b/", False)],
        ),
        ("    [a](/a/)\n", [("/a/", False)]),
        ("<div>[a](/a/)</div>\n", [("/a/", False)]),
        ("<div>\n[a](/a/)\n</div>\n", [("/a/", False)]),
        ("<Tabs>\n    <Tab>\n\n        [a](/a/)\n\n        - [b](/b/)\n\n    </Tab>\n</Tabs>\n[c](/c/)\n", None),
        ("- a\n\n  <Tabs>\n    [a](/a/)\n  </Tabs>\n\n  [b](/b/)\n\n[c](/c/)\n", None),
        ("[a](/a/) and { open [b](/b/)\n\n[c](/c/)\n", None),
        ("1 < 2 [a](/a/) a <b [b](/b/) {c} [c](/c/)\n", None),
        ("\\{ [a](/a/) \\} \\<b [b](/b/) [c](/c/)\n", None),
        ("import is a word: [a](/a/)\n\n[b](/b/) [c](/c/)\n", [("/b/", False), ("/c/", False)]),
        ("<br />\n[a](/a/)\n\n<b>\n\n[b](/b/)\n\nx</b>\n\n    [c](/c/)\n", None),
    ],
)
def test_markdown_and_literal_attributes_are_read(text: str, expected: list[tuple[str, bool]] | None) -> None:
    assert links(text) == (expected or [("/a/", False), ("/b/", False), ("/c/", False)])


def test_only_files_named_so_are_mdx() -> None:
    assert len(read("    [a](/a/)\n", "a.md").body.links) == 0
    assert len(read("<!-- a -->\n\n[a](/a/)\n", "a.md").body.links) == 1


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("{/* content-lint: ignore[broken-link] why */}\n\nThe text.\n\nMore.\n", "The text."),
        ("The text. {/* content-lint: ignore[broken-link] why */}\nMore.\n", "The text."),
        ("<!-- content-lint: ignore[broken-link] why -->\n\nThe text.\n", "The text."),
    ],
)
def test_a_finding_is_kept_silent_by_a_comment_of_its_own_form(text: str, scope: str) -> None:
    document = read(text)
    [found] = document.suppressions
    assert found.scope is not None
    assert ([name for name, _ in found.rules], found.reason, found.fault) == (["broken-link"], "why", "")
    assert scope in document.source[found.scope]
    assert "More" not in document.source[found.scope]


def test_headings_keep_the_ids_that_they_are_given() -> None:
    body = read("## One {#first}\n\n## Two {/* second */}\n\n## Three {x}\n").body
    assert [(item.text.strip(), item.explicit_id, item.templated) for item in body.headings][:2] == [
        ("One", "first", False),
        ("Two", None, False),
    ]
    assert body.headings[2].templated
    assert body.ids == ("second",)


PIECES = [
    "{",
    "}",
    "`",
    "<A>",
    "</A>",
    "<A b={",
    "\n",
    "\n\n",
    " ",
    "  ",
    "[a](/a/)",
    "/*",
    "*/",
    "'",
    '"',
    "```",
    "- ",
    "> ",
    "\r\n",
]


@given(
    st.lists(
        st.sampled_from([*PIECES, "import a\n", "export ", "# h ", "x", "<!--", "-->", "{/*", "*/}", "${"]), max_size=40
    )
)
def test_every_text_is_read_and_every_place_is_right(pieces: list[str]) -> None:
    document = read("".join(pieces))
    assert all(document.source[link.destination_span] == link.raw for link in document.body.links)
    assert all(0 <= span.start <= span.end <= len(document.source.text) for span in document.body.code)
