"""What people read of a link that is wrong, word for word: the problem, what to do, and what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.mail import read_mailto
from content_lint.links.resolve import LinkTarget, Scope
from content_lint.links.urls import find_url_fault
from tests.links.sites import site_of_texts, targets


@pytest.mark.parametrize(
    ("destination", "faults"),
    [
        ("mailto:mailto:jo@a.gov", [("DOUBLED", "BROKEN", "has `mailto:` twice", "", "")]),
        ("mailto:%20jo@a.gov", [("PADDED", "ODD", "has a space around its address", "", "")]),
        (
            "mailto:jo@a.gov%zz",
            [
                ("MALFORMED", "BROKEN", "has a `%` that means nothing", "Write `%25` for a percent sign", ""),
                ("MALFORMED", "BROKEN", "has a name that cannot be, `gov%zz`, in `jo@a.gov%zz`", "", "jo@a.gov%zz"),
            ],
        ),
        (
            "mailto:jo@a.gov?subject",
            [("MALFORMED", "BROKEN", "has `subject` without `=`", "Write `subject=` and its text, or remove it", "")],
        ),
        (
            "mailto:jo@a.gov?cc=x%0Ay@b.gov",
            [("MALFORMED", "BROKEN", "has a line break in its address", "Remove `%0D` and `%0A`", "x\ny@b.gov")],
        ),
        (
            "mailto:jo@a.gov?subject=a%0Ab&body=a%0Ab",
            [("MALFORMED", "BROKEN", "has a line break in its subject", "Remove `%0D` and `%0A`", "")],
        ),
        ("mailto:", [("EMPTY", "BROKEN", "has no address", "", "")]),
        ("mailto:?cc=", [("EMPTY", "BROKEN", "has no address", "", "")]),
        ("mailto:?body=x", []),
        ("mailto:jo@a.gov,,di@a.gov", [("MALFORMED", "ODD", "has a comma too many", "Remove the comma", "")]),
        (
            "mailto:Jo <jo@a.gov>",
            [("MALFORMED", "ODD", "holds a name beside the address", "Write `mailto:jo@a.gov`", "jo@a.gov")],
        ),
        (
            "mailto:%22Jo%22%20%3Cjo@a.gov%3E",
            [("MALFORMED", "ODD", "holds a name beside the address", "Write `mailto:jo@a.gov`", "jo@a.gov")],
        ),
        (
            "mailto://jo@a.gov",
            [("MALFORMED", "BROKEN", "has `//` after `mailto:` in `//jo@a.gov`", "Remove the slashes", "//jo@a.gov")],
        ),
        ("mailto://", [("MALFORMED", "BROKEN", "has `//` after `mailto:`", "Remove the slashes", "//")]),
        (
            "mailto:https://a.gov",
            [
                (
                    "MALFORMED",
                    "BROKEN",
                    "leads to a web address",
                    "Write `https://a.gov` without `mailto:`",
                    "https://a.gov",
                )
            ],
        ),
        (
            "mailto:WWW.a.gov",
            [("MALFORMED", "BROKEN", "leads to a web address", "Write `WWW.a.gov` without `mailto:`", "WWW.a.gov")],
        ),
        (
            "mailto:the whole team",
            [
                (
                    "MALFORMED",
                    "BROKEN",
                    "is text and no address",
                    "Write the address of the person or the team",
                    "the whole team",
                )
            ],
        ),
        ("mailto:jo", [("MALFORMED", "BROKEN", "has no `@` in `jo`", "Write the whole address", "jo")]),
        ("mailto:@a.gov", [("MALFORMED", "BROKEN", "has nothing before the `@` in `@a.gov`", "", "@a.gov")]),
        ("mailto:jo@", [("MALFORMED", "BROKEN", "has nothing after the `@` in `jo@`", "", "jo@")]),
        (
            "mailto:jo@[1.2.3.4]",
            [("MALFORMED", "ODD", "leads to a bare IP address in `jo@[1.2.3.4]`", "", "jo@[1.2.3.4]")],
        ),
        (
            "mailto:jo@agency,gov",
            [
                ("MALFORMED", "BROKEN", "has a comma in `jo@agency,gov`", "Write `jo@agency.gov`", "jo@agency"),
                ("MALFORMED", "BROKEN", "has no `@` in `gov`", "Write the whole address", "gov"),
            ],
        ),
        ("mailto:j o@a.gov", [("MALFORMED", "BROKEN", "has a space in `j o@a.gov`", "", "j o@a.gov")]),
        ("mailto:jo@di@a.gov", [("MALFORMED", "BROKEN", "has `@` twice in `jo@di@a.gov`", "", "jo@di@a.gov")]),
        ("mailto:jo..x@a.gov", [("MALFORMED", "BROKEN", "has a dot too many in `jo..x@a.gov`", "", "jo..x@a.gov")]),
        ("mailto:.jo@a.gov", [("MALFORMED", "BROKEN", "has a dot too many in `.jo@a.gov`", "", ".jo@a.gov")]),
        ("mailto:jo.@a.gov", [("MALFORMED", "BROKEN", "has a dot too many in `jo.@a.gov`", "", "jo.@a.gov")]),
        ("mailto:j(o@a.gov", [("MALFORMED", "BROKEN", "has `(` in `j(o@a.gov`", "", "j(o@a.gov")]),
        ("mailto:jo@a b.gov", [("MALFORMED", "BROKEN", "has a space in `jo@a b.gov`", "", "jo@a b.gov")]),
        (
            "mailto:jo@a..gov",
            [("MALFORMED", "BROKEN", "has a dot too many in `jo@a..gov`", "Write `jo@a.gov`", "jo@a..gov")],
        ),
        (
            "mailto:jo@X..orgX",
            [("MALFORMED", "BROKEN", "has a dot too many in `jo@X..orgX`", "Write `jo@X.orgX`", "jo@X..orgX")],
        ),
        ("mailto:jo@.gov", [("MALFORMED", "BROKEN", "has a dot too many in `jo@.gov`", "", "jo@.gov")]),
        (
            "mailto:jo@a.gov.",
            [("MALFORMED", "BROKEN", "has a dot too many in `jo@a.gov.`", "Write `jo@a.gov`", "jo@a.gov.")],
        ),
        (
            "mailto:jo@a_b.gov",
            [("MALFORMED", "BROKEN", "has a name that cannot be, `a_b`, in `jo@a_b.gov`", "", "jo@a_b.gov")],
        ),
        (
            "mailto:jo@-a.gov",
            [("MALFORMED", "BROKEN", "has a name that cannot be, `-a`, in `jo@-a.gov`", "", "jo@-a.gov")],
        ),
        ("mailto:jo@a", [("MALFORMED", "BROKEN", "has no ending such as `.org` after the `@` in `jo@a`", "", "jo@a")]),
        ("mailto:jo@1.2", [("MALFORMED", "BROKEN", "ends in a number in `jo@1.2`", "", "jo@1.2")]),
        (
            "mailto:jo@a.gov;di@b.gov",
            [
                (
                    "MALFORMED",
                    "BROKEN",
                    "has a semicolon in `jo@a.gov;di@b.gov`",
                    "Separate addresses with commas: write `jo@a.gov,di@b.gov`",
                    "jo@a.gov",
                )
            ],
        ),
        (
            "mailto:jo@example.org",
            [("EXAMPLE", "ODD", "leads to an example domain in `jo@example.org`", "", "jo@example.org")],
        ),
        ("mailto:jo@x.TEST", [("EXAMPLE", "ODD", "leads to an example domain in `jo@x.TEST`", "", "jo@x.TEST")]),
        (
            "mailto:a%0Ab@a.gov",
            [("MALFORMED", "BROKEN", "has a line break in its address", "Remove `%0D` and `%0A`", "a\nb@a.gov")],
        ),
    ],
)
def test_faults_of_mail_links(destination: str, faults: list[tuple[str, ...]]) -> None:
    found = read_mailto(destination).faults
    assert [(item.kind.name, item.verdict.name, item.problem, item.help, item.address) for item in found] == faults


@pytest.mark.parametrize(
    ("destination", "fault"),
    [
        (
            "www.a.org/x",
            (
                "has no `https://` in front, so it is a page of this site",
                "Write `https://www.a.org/x`",
                "https://www.a.org/x",
            ),
        ),
        ("111.a.org", None),
        ("https:// a.org/x", ("has a space before its host name", "Write `https://a.org/x`", "https://a.org/x")),
        ("http//a.org", ("does not begin with `http://`", "Write `http://a.org`", "http://a.org")),
        ("https::a.org", ("does not begin with `https://`", "Write `https://a.org`", "https://a.org")),
        ("https:://a.org", ("does not begin with `https://`", "Write `https://a.org`", "https://a.org")),
        ("http:;//a.org", ("does not begin with `http://`", "Write `http://a.org`", "http://a.org")),
        ("https:/a.org", ("does not begin with `https://`", "Write `https://a.org`", "https://a.org")),
        ("htps://a.org", ("begins with `htps://`, which is no web address", "Write `https://a.org`", "https://a.org")),
        ("ttp://a.org", ("begins with `ttp://`, which is no web address", "Write `http://a.org`", "http://a.org")),
        (
            "<https://a.org>",
            ("begins with `<`, so it is a page of this site", "Write `https://a.org`", "https://a.org"),
        ),
        (
            "(https://a.org)",
            ("begins with `(`, so it is a page of this site", "Write `https://a.org`", "https://a.org"),
        ),
        ("see https://a.org", ("has words before the address", "Write `https://a.org`", "https://a.org")),
        ("https://https://a.org", ("begins twice", "Write `https://a.org`", "https://a.org")),
        ("http://http//a.org", ("begins twice", "Write `http://a.org`", "http://a.org")),
        ("https://", ("has no host name", "", None)),
        ("//", ("has no host name", "", None)),
        ("https:///x", None),
        ("https://a.org https://b.org", ("is two addresses in one", "Make a link of each of them", None)),
        ("https://a b.org/", ("has a space in its host name", "", None)),
        ("https://a,b.org", ("has `,` in its host name", "", None)),
        ("https://a..org/", ("has a dot too many in its host name", "Write `https://a.org/`", None)),
        ("https://.a.org", ("has a dot too many in its host name", "Write `https://a.org`", None)),
        ("https://a.org:x/", ("has the port `x`, and ports are numbers up to 65535", "", None)),
        ("https://a.org:\u0663/", ("has the port `\u0663`, and ports are numbers up to 65535", "", None)),
        ("https://[::1", ("has `[` in its host name", "", None)),
        ("https://a.org:65536", ("has the port `65536`, and ports are numbers up to 65535", "", None)),
    ],
)
def test_faults_of_web_addresses(destination: str, fault: tuple[str, str, str | None] | None) -> None:
    found = find_url_fault(destination)
    assert (found and (found.problem, found.help, found.better)) == fault


def said(target: LinkTarget) -> tuple[str, str, str, str]:
    """Outcome, address, and the cause with its advice."""
    cause = target.cause
    return target.outcome.value, target.url + target.query, cause.reason if cause else "", cause.advice if cause else ""


BASED = "[1](x/) [2](?q) [3](/a/) [4](https://example.com/) [5](y/#part) [6](//example.com/) [7](mailto:a@b.org)"
ELSEWHERE = ("elsewhere", "https://example.com/", "", "")
UNKNOWN_BASE = (
    "start from a `<base href>` that is only known when the site is built",
    "Write that `<base href>` out, or begin the links with the site's own host.",
)


@pytest.mark.parametrize(
    ("href", "first", "second", "fifth"),
    [
        ("/b/c", ("live", "/b/x/", "", ""), ("missing", "/b/c?q", "", ""), ("missing", "/b/y/", "", "")),
        ("/b/", ("live", "/b/x/", "", ""), ("live", "/b/?q", "", ""), ("missing", "/b/y/", "", "")),
        ("../b/", ("live", "/b/x/", "", ""), ("live", "/b/?q", "", ""), ("missing", "/b/y/", "", "")),
        (
            "https://www.example.org/b/",
            ("live", "/b/x/", "", ""),
            ("live", "/b/?q", "", ""),
            ("missing", "/b/y/", "", ""),
        ),
        ("https://www.example.org", ("missing", "/x/", "", ""), ("live", "/?q", "", ""), ("missing", "/y/", "", "")),
        ("mailto:a@b.org", ("missing", "/a/x/", "", ""), ("live", "/a/?q", "", ""), ("missing", "/a/y/", "", "")),
        (
            "{{ page.nobody }}",
            ("unknown", "x/", *UNKNOWN_BASE),
            ("unknown", "?q", *UNKNOWN_BASE),
            ("unknown", "y/#part", *UNKNOWN_BASE),
        ),
        (
            "https://example.net/z/",
            ("elsewhere", "https://example.net/z/x/", "", ""),
            ("elsewhere", "https://example.net/z/?q", "", ""),
            ("elsewhere", "https://example.net/z/y/#part", "", ""),
        ),
    ],
)
def test_links_of_a_page_with_a_base_href(
    href: str, first: tuple[str, ...], second: tuple[str, ...], fifth: tuple[str, ...], tmp_path: Path
) -> None:
    page = "---\ntitle: A\n---\n"
    texts = {
        "_layouts/l.html": f'<base href="{href}">{{{{ content }}}}',
        "a/index.md": f"---\nlayout: l\n---\n{BASED}\n",
        **dict.fromkeys(("index.md", "b/index.md", "b/x/index.md"), page),
    }
    found = targets(site_of_texts(tmp_path, texts), "a/index.md")
    assert said(found["1"]) == first
    assert said(found["2"]) == second
    assert said(found["5"]) == fifth
    foreign = href.startswith("https://example.net")
    assert said(found["3"]) == (("elsewhere", "https://example.net/a/", "", "") if foreign else ("live", "/a/", "", ""))
    assert said(found["4"]) == ELSEWHERE
    assert (found["6"].scope, found["7"].scope) == (Scope.EXTERNAL, Scope.MAIL)
    expected = Scope.EXTERNAL if foreign else Scope.INTERNAL
    assert {found[label].scope for label in "1235"} == {expected}


RENDERED = "Write an address out where it is always the same; of the others only the finished site tells."
RULE = "[[redirects]]\nfrom = '/old/*'\nto = '/new/'\nconditions = {Country = ['fr']}\n"
JEKYLL = {"netlify.toml": RULE, "content-lint.toml": 'generator = "jekyll"\nelsewhere = ["/shop"]\n'}
THEME = {"_config.yml": "url: https://www.example.org\ntheme: nobodys\n"}
BASE = {"_config.yml": "url: https://www.example.org\nbaseurl: /docs\n"}
HOOK = "layouts/_markup/render-link.html"
HUGO = {
    "hugo.toml": "baseURL = 'https://www.example.org/'\n",
    "content/docs/old.md": "+++\nslug = 'new'\n+++\n",
    HOOK: "{{ .Text }}",
}
HUGO_THEME = {
    "hugo.toml": f"{HUGO['hugo.toml']}theme = 'nobodys'\n",
    "content/docs/old.md": HUGO["content/docs/old.md"],
}
BY_HOOK = (
    "unknown",
    f"go through `{HOOK}`, and only the build tells what becomes of them",
    "Write `{{< relref >}}` instead, or check the finished site with `--built DIR`.",
)
MISSING = ("missing", "", "")
TOLD = (
    "unknown",
    "lead to what something else serves on the same host (`elsewhere`)",
    "Say the address of this site (`url` in content-lint.toml), and they are links to another site.",
)


@pytest.mark.parametrize(
    ("files", "link", "said_of_it"),
    [
        (
            JEKYLL,
            "/x.css",
            (
                "unknown",
                "are scripts and style sheets, which another program may make",
                "Open them once in a browser.",
            ),
        ),
        (JEKYLL, "/gone/", MISSING),
        (JEKYLL, "/shop/x/", TOLD),
        (JEKYLL, "/shop", TOLD),
        (JEKYLL, "/shops/", MISSING),
        (JEKYLL, "{{ site.nobody }}", ("unknown", "are written by templates", RENDERED)),
        (JEKYLL, "https://www.example.org/{{ x }}", ("unknown", "are written by templates", RENDERED)),
        (
            JEKYLL,
            "/old/1",
            (
                "unknown",
                "are answered by a rule in `netlify.toml` that depends on the reader's country, language or login",
                "Open each link once in a browser.",
            ),
        ),
        (
            HUGO,
            "/posts/page/2/",
            (
                "unknown",
                "are numbered pages, into which a template may cut a list",
                "Link to the list itself.",
            ),
        ),
        (
            HUGO_THEME,
            "/docs/old",
            (
                "unknown",
                "name the file of a page, and a template of the theme nobodys may turn that into its address",
                "Write the address itself, or `{{< relref >}}`.",
            ),
        ),
        (
            HUGO_THEME,
            "gone/",
            (
                "unknown",
                "are relative, and a template of the theme nobodys may complete them",
                "Write `{{< relref >}}` instead, or the whole path from `/`.",
            ),
        ),
        (HUGO_THEME, "/gone/", MISSING),
        *((HUGO, link, BY_HOOK) for link in ("/docs/old", "gone/", "/gone/")),
        (
            THEME,
            "/assets/x.png",
            (
                "unknown",
                "may be files of the theme nobodys",
                "Copy the files into the site, or open them once in a browser.",
            ),
        ),
        (THEME, "/assets2/x.png", MISSING),
        (
            BASE,
            "/gone/",
            (
                "unknown",
                "lie outside of the site's base path `/docs`",
                "Put `/docs` in front where a page of this site is meant.",
            ),
        ),
        (BASE, "/docs/gone/", MISSING),
    ],
)
def test_why_a_link_was_not_checked_and_what_to_do(
    files: dict[str, str], link: str, said_of_it: tuple[str, ...], tmp_path: Path
) -> None:
    path = "content/start.md" if "hugo.toml" in files else "start.md"
    (found,) = targets(site_of_texts(tmp_path, {path: f"---\ntitle: A\n---\n[x]({link})\n", **files}), path).values()
    outcome, _, reason, advice = said(found)
    assert (outcome, reason, advice) == said_of_it
