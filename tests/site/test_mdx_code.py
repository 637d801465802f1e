"""What an expression in a text of MDX may bring to its page."""

from __future__ import annotations

import pytest

from content_lint.site.mdx_code import brings_no_places
from content_lint.text.source import Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<Tabs values={[{label: 'A', value: 'a'}]}>", True),
        ("<Tabs\n  values = {[\n    {label: 'A'},\n  ]\n}>", True),
        ("<img src={require('./x.png').default} />", True),
        ("<div id={made}>", False),
        ("<a name={made}>", False),
        ("<p dangerouslySetInnerHTML={{__html: x}} />", False),
        ("<Box header={<h2 id='x'>A</h2>} />", False),
        ("<Box header={React.createElement('h2', {id: 'x'})} />", False),
        ("<Box as={Header} />", False),
        ("<Box as={header} />", True),
        ("<CodeBlock>{`a ${b} <h2 id=x>`}</CodeBlock>", True),
        ("{'<b>'} and", True),
        ("{frontMatter.title}", True),
        ("{title}", False),
        ("{list.map(x => <li id={x}>{x}</li>)}", False),
        ("{'a'} {b}", True),
    ],
)
def test_what_an_expression_brings(text: str, *, expected: bool) -> None:
    start = text.index("{")
    depth = 0
    for end in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            break
    assert brings_no_places(text, Span(start, end + 1)) is expected
