"""HTML elements in the classes that kramdown 2.4 sorts them into (``Kramdown::Parser::Html::Constants``)."""

from __future__ import annotations

# ruff: noqa: SIM905 - a hundred quoted words on a hundred lines would be harder to compare with the source

SPAN_ELEMENTS = tuple(
    "a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp rt "
    "rtc ruby samp select small span strong sub sup tt u var".split()
)
"""Elements that begin no block."""

BLOCK_ELEMENTS = frozenset(
    "address article aside applet body blockquote caption col colgroup dd div dl dt fieldset figcaption footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html head iframe legend menu li main map nav ol optgroup p pre section "
    "summary table tbody td th thead tfoot tr ul".split()
)
"""Elements that are written out as text inside a paragraph."""

VOID_ELEMENTS = frozenset("area base br col command embed hr img input keygen link meta param source track wbr".split())
"""Elements without a body."""

BLOCK_MODEL = frozenset(
    "address applet article aside blockquote body dd details div dl fieldset figure figcaption footer form header "
    "hgroup iframe li main map menu nav noscript object section summary td".split()
)
"""Elements whose content is blocks, where ``markdown="1"`` says that it is Markdown."""

SPAN_MODEL = frozenset(
    "a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend optgroup p q "
    "rb rbc rp rt rtc ruby select small span strong sub sup th tt".split()
)
"""Elements whose content is spans, where ``markdown="1"`` says that it is Markdown."""

RAW_MODEL = frozenset("script style math option textarea pre code kbd samp var".split())
"""Elements whose content is never Markdown unless they say so."""
