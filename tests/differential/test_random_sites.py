"""Random small sites, fixed safely and built by the real Hugo: nothing differs but what the fixes name.

Each example is one site of several pages, so that a minute sees hundreds of pages.
"""

# ruff: noqa: E501 - texts and templates are easier to read in one line

from __future__ import annotations

import math
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from tests.differential.fixing import fixed_and_compared
from tests.differential.generators import HUGO, WHY_NO_HUGO, BuildError, build_hugo
from tests.files import write_files

SECONDS = 20
"""After so long no further site is built, unless one has failed: a slow machine looks at fewer."""

_ENDS: list[float] = []
HOST = "https://e.org"
PATHS = ["b/", "B/", "old/", "fr/b/", "nope/", "b/#bee", "b/?q=1", "latest/", "b", "s/c/", "tags/one/"]
FRAGMENTS = st.one_of(
    st.builds(
        "[{}]({}{}{})".format,
        st.sampled_from(["t", "\u200bt", "a *b* c", "https://e.org/b/"]),
        st.sampled_from(["", HOST, f"{HOST}:443", "http://www.e.org", "//e.org", f"{HOST}:8443", "HTTPS://E.org"]),
        st.sampled_from(["/", "/blog/", "/\u200b"]),
        st.sampled_from(PATHS),
    ),
    st.builds(
        "[t]({})".format, st.sampled_from(["b.md", "../b/", "b/", "#bee", "a@e.org", "<a b@e.org>", "\u200ba@e.org"])
    ),
    st.builds("<{}>".format, st.sampled_from([f"{HOST}/b/", "a@e.org", "mailto:%20a@e.org", f"{HOST}/\u200bb/"])),
    st.builds('<a href="{}">x</a>'.format, st.sampled_from([f"{HOST}/b/", "/B/", "/old/", "mailto:%20a@E.org"])),
    st.builds(
        "[t](mailto:{})".format,
        st.sampled_from(["%20a@e.org", "a@E.ORG", "mailto:a@e.org", "a@e.org%20", "\u200ba@e.org", " a@e.org"]),
    ),
    st.sampled_from(
        [
            "שלום",
            "می\u200cخواهم",
            "\u4eca\u65e5\u200b\u5929",
            "00000000 11111111",
            "12:30",
            f"{HOST}/b/",
            "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fother.org%2Fx%2526&data=05",
            "[t](https://www.google.com/url?q=https://other.org/%23/r&sa=D)",
            "<!-- content-lint: ignore[vague-link-text] x -->",
            "{{< x >}}",
            "[t][r]",
            "`a\u200bb`",
        ]
    ),
)
INVISIBLE = st.sampled_from(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202e\u2060\u2066\u2067\u2069\ufeff\ufff9"
)
VISIBLE = st.sampled_from(
    [*"ab12 *_`~{}[]()<>#-.:/@!|&\\\"'=%^$,", "שא", "ب", "हि", "\U0001f3f3\ufe0f", "ww", "http", "fl", "**"]
)
JUMBLE = st.lists(st.one_of(VISIBLE, INVISIBLE), max_size=14).map("".join)
SEPARATORS = st.sampled_from(
    [" ", "\n", "\n\n", "\n\n- ", "\n- ", "\n> ", "\n\n    ", "\n\n# ", " | ", "\n1. ", "\n\n```\n"]
)
BODIES = st.lists(st.tuples(SEPARATORS, st.one_of(FRAGMENTS, JUMBLE)), max_size=12).map(
    lambda pieces: "".join(separator + piece for separator, piece in pieces)
)
FIELDS = st.lists(
    st.sampled_from(
        [
            'event: "2020-01-02"',
            "when: 2020-01-02",
            "note: no",
            "start: 12:30",
            "weight: 1\u200b",
            "tags: [on\u200be, two]",
            "description: 'a\u200bb'",
            "url: rel/x/",
            "slug: s\u200bl",
            "draft: off",
            "lastmod: '2020-01-05'",
            "type: \ufeffpage",
        ]
    ),
    max_size=4,
    unique_by=lambda line: line.split(":")[0],
)
PAGES = st.tuples(st.sampled_from(["T", "a\u200bb", "ש\u200f1 2", "so\u00adft"]), FIELDS, BODIES).map(
    lambda page: "\n".join(
        ["---", f"title: '{page[0]}'", "date: 2020-01-01", *page[1], "---", page[2], "", f"[r]: {HOST}/b/", ""]
    )
)
CONFIGS = st.tuples(
    st.sampled_from(["", "blog/"]),
    st.sampled_from(
        [
            "",
            "canonifyURLs = true",
            "relativeURLs = true",
            "uglyURLs = true",
            "[languages.en]\nweight = 1",
            "[languages.en]\n[languages.fr]",
            "defaultContentLanguageInSubdir = true\n[languages.en]\n[languages.fr]\n[languages.he]",
            "[permalinks.page]\ns = '/:year/:title/'",
            "[markup.goldmark.renderHooks.link]\nuseEmbedded = 'always'",
            "[markup.goldmark.renderer]\nunsafe = true",
        ]
    ),
).map(lambda parts: f"baseURL = '{HOST}/{parts[0]}'\n{parts[1]}\n")
TEMPLATES = st.sampled_from(
    [
        {},
        {"layouts/_default/rss.xml": "<rss>{{ range site.RegularPages }}<d>{{ .Content | html }}</d>{{ end }}</rss>"},
        {
            "layouts/_default/rss.xml": '<rss>{{ range site.RegularPages }}<d>{{ printf "<![CDATA[%s]]>" .Content | safeHTML }}</d>{{ end }}</rss>'
        },
        {
            "layouts/_default/_markup/render-link.html": '<a href="{{ .Destination | relLangURL }}">{{ .Text | safeHTML }}</a>'
        },
    ]
)
LAYOUT = "<html><body>{{ .Title }}{{ .Content }}{{ .Params.event }}{{ .Params.note }}{{ .Params.start }}{{ .Weight }}</body></html>"


@pytest.mark.skipif(HUGO is None, reason=WHY_NO_HUGO)
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(config=CONFIGS, templates=TEMPLATES, pages=st.lists(PAGES, min_size=5, max_size=5))
def test_safe_fixes_change_what_they_name(config: str, templates: dict[str, str], pages: list[str]) -> None:
    if not _ENDS:
        _ENDS.append(time.monotonic() + SECONDS)
    if time.monotonic() > _ENDS[-1]:
        return
    names = ["content/a.md", "content/s/c.md", "content/a.fr.md", "content/x.he.md", "content/s/_index.md"]
    files = {
        "hugo.toml": f"title = 'T'\n{config}",
        "layouts/_default/single.html": LAYOUT,
        "layouts/_default/list.html": LAYOUT,
        "layouts/shortcodes/x.html": "<i>x</i>",
        "content/b.md": "---\ntitle: B\ndate: 2020-01-01\naliases: [/old/, /latest/]\n---\n## Bee\n",
        "content/b.fr.md": "---\ntitle: B\ndate: 2020-01-01\n---\n## Abeille\n",
        **templates,
        # Two pages at one address would be written in any order.
        **{
            name: page.replace("rel/x/", f"rel/{n}/").replace("s\u200bl", f"s\u200b{n}")
            for n, (name, page) in enumerate(zip(names, pages, strict=True))
        },
    }
    with tempfile.TemporaryDirectory() as folder:
        root = write_files(Path(folder) / "site", files)
        url = config.split("'")[1]
        try:
            outcome, found = fixed_and_compared(root, Path(folder), url, build_hugo)
        except BuildError:
            assume(False)
        if found:
            _ENDS.append(math.inf)  # what has failed has to fail again
        assert found == [], "\n".join([*found, *(file.text for file in outcome.files.values())])
