"""Destinations are spelled so that Markdown, HTML and YAML read them as themselves."""

from __future__ import annotations

import pytest

from content_lint.links.front_matter import FrontMatterLinks
from content_lint.links.rewrite import spell_destination
from content_lint.parse.document import parse_document
from content_lint.parse.facts import Document
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText

TARGETS = [
    "https://a.gov/x",
    "https://a.gov/x?y=1&z=2",
    "https://a.gov/x?y=1&copy;=2&amp;z",
    "https://a.gov/x)y",
    "https://a.gov/x_(y)",
    "https://a.gov/(x",
    "https://a.gov/x y\"z'<>`{|}\\",
    "https://a.gov/#f%20g",
]
PLACES = {
    "link": "[x](https://b.gov)\n",
    "angled": "[x](<https://b.gov>)\n",
    "titled": '- [x](https://b.gov "title")\n',
    "reference": "[x][y]\n\n[y]: https://b.gov\n",
    "html": '<a href="https://b.gov">x</a>\n',
    "html entity": '<a href="https://b.gov?a&amp;b">x</a>\n',
    "autolink": "<https://b.gov>\n",
    "plain": "---\nlink: https://b.gov\n---\n",
    "quoted": '---\nlink: "https://b.gov"\n---\n',
    "excerpt": "---\nexcerpt: 'See [x](https://b.gov).'\n---\n",
}


def read(text: str) -> Document:
    return parse_document(SourceText.from_text("a.md", text), jekyll.DIALECT)


def destinations(document: Document) -> list[str]:
    typed = FrontMatterLinks().find(document.front_matter, None) if document.front_matter else ()
    return [link.destination for link in (*typed, *document.body.links)]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_written_is_read_again_as_the_same_address(place: str, target: str) -> None:
    text = PLACES[place] if PLACES[place].startswith("---") else f"---\n---\n{PLACES[place]}"
    document = read(text)
    assert document.front_matter is not None
    links = [*FrontMatterLinks().find(document.front_matter, None), *document.body.links]
    assert len(links) == 1
    span = links[0].destination_span
    spelled = spell_destination(document.source, links[0], target)
    assert spelled is not None
    again = read(text[: span.start] + spelled + text[span.end :])
    encoded = target
    for char in " \"'<>`{|}\\":
        encoded = encoded.replace(char, f"%{ord(char):02X}")
    seen = destinations(again)
    assert len(seen) == 1
    assert seen[0].replace("%28", "(").replace("%29", ")") == encoded


@pytest.mark.parametrize(
    ("text", "address", "spelled"),
    [
        ("[x](https://b.gov)", "/x?a=1&copy;=2", "/x?a=1&amp;copy;=2"),
        ("[x](https://b.gov)", "/x?a=1&#38;b", "/x?a=1&amp;#38;b"),
        ("[x](https://b.gov)", "/x?a=1&b=2", "/x?a=1&b=2"),
        ("[x](https://b.gov)", "/x_(y)", "/x_(y)"),
        ("[x](https://b.gov)", "/x_(y", "/x_%28y"),
        ("[x](https://b.gov)", "/x)y(", "/x%29y%28"),
        ("[x](<https://b.gov>)", "/x)y(", "/x)y("),
        ("[x](https://b.gov)", "/x y<z>|\x7f", "/x%20y%3Cz%3E%7C%7F"),
        ('<a href="https://b.gov">x</a>', "/x?a=1&b=2", "/x?a=1&b=2"),
        ('<a href="https://b.gov">x</a>', "/x?a=1&copy;=2&b", "/x?a=1&amp;copy;=2&amp;b"),
        ('<a href="https://b.gov?a&amp;b">x</a>', "/x?a=1&b=2", "/x?a=1&amp;b=2"),
        ('<a href="https://b.gov">x</a>', "/x)y", "/x)y"),
    ],
)
def test_an_address_is_changed_only_where_it_would_be_misread(text: str, address: str, spelled: str) -> None:
    document = read(f"---\n---\n{text}\n")
    (link,) = document.body.links
    assert spell_destination(document.source, link, address) == spelled


@pytest.mark.parametrize(
    ("value", "address", "spelled"),
    [
        ("https://b.gov", "/x?a=1&copy;=2(", "/x?a=1&copy;=2("),
        ("'See [x](https://b.gov).'", "/x?a=1&copy;=2(", "/x?a=1&amp;copy;=2%28"),
    ],
)
def test_front_matter_is_text_unless_it_is_markdown(value: str, address: str, spelled: str) -> None:
    document = read(f"---\nexcerpt: {value}\n---\n")
    assert document.front_matter is not None
    (link,) = FrontMatterLinks().find(document.front_matter, None)
    assert spell_destination(document.source, link, address) == spelled


def test_a_template_makes_no_destination() -> None:
    link = read("---\n---\n[x]({{ site.url }}/x)\n").body.links[0]
    assert spell_destination(read("").source, link, "https://a.gov") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "---\na: https://a.gov\nb: 'mailto:jo@a.gov'\nc: [http://b.gov]\n---\n",
            ["https://a.gov", "mailto:jo@a.gov", "http://b.gov"],
        ),
        ("---\na: https://a.gov is new\nb: see https://a.gov\nc: httpx\n---\n", []),
        ("---\na: >\n  https://a.gov/x\n---\n", ["https://a.gov/x"]),
        ("---\na: 'mailto: jo@a.gov'\nb: 'mailto: ask us'\n---\n", ["mailto: jo@a.gov"]),
        ("---\na: |\n  [x](http://a.gov)\n  [y](<b c> 'd')\n  [z](e(f)g)\n---\n", ["http://a.gov", "b c", "e(f)g"]),
    ],
)
def test_front_matter_links_are_whole_values_or_markdown(text: str, expected: list[str]) -> None:
    document = read(text)
    assert document.front_matter is not None
    links = list(FrontMatterLinks().find(document.front_matter, None))
    assert [link.destination for link in links] == expected
    assert [document.source[link.destination_span] for link in links] == [link.raw for link in links]
