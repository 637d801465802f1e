"""Made sites of every kind that a fix has to leave as it is, full of what safe fixes put right."""

# ruff: noqa: E501 - texts and templates are easier to read in one line

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Made:
    """One site: its files, its address, and the rules whose safe fixes have to find something there."""

    url: str
    files: dict[str, str]
    fixes: frozenset[str] = field(default_factory=frozenset)


HEBREW = (
    "255 הוא שני בתים.\n\n\u200e00000000 11111111\n\n| 02 | 03 |\n|----|----|\n| \u200e01 00 01\u200e | x |\n\n"
    "`\u200e30 03 02`\n\nראו https://other.org/\u200e. סוף\n"
)
WORDS = (
    "Validierungs\u00adbibliothek, Auf\u200clage, \u4eca\u65e5\u200b\u5929, 1\u2060\u2013\u20602, \U0001f3f3\ufe0f\u200d\U0001f308, "
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 and a\u200bb.\n\n**x\u200b** *\u200by* {\u200b{ z }} !\u200b[i](/i.png) "
    "https://evil\u200b.example w\u200bww.a.example \\\u200b*\n\n\u200b# no heading\n\n1\u200b. no list\n"
)
MAIL = (
    "[a](mailto:%20a@Example.ORG) [b](mailto:mailto:b@example.org) [c](c@example.org) [d](mailto:\ufeffd@example.org)\n"
    "[e](https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fother.org%2Flist%3Fa%3D1%2526&data=05)\n"
)
UNUSED = (
    "One paragraph.\n<!-- content-lint: ignore[vague-link-text] x -->\nAnother.\n\n- one\n\n"
    "<!-- content-lint: ignore[vague-link-text] x -->\n\n- two\n\n<!-- content-lint: ignore[vague-link-text] x -->\n\nLast.\n"
)
JEKYLL_LAYOUT = (
    '<html><head>{{ BASE }}<link rel="canonical" href="{{ page.url | absolute_url }}"></head><body>{{ content }}'
    '{{ page.event }}{{ page.note }}<a href="{{ page.url | relative_url }}">self</a></body></html>'
)


def _jekyll(url: str, base: str, config: str, more: dict[str, str], head: str = "") -> dict[str, str]:
    host = url.removesuffix(base) if base else url
    own = f"{host}{base}"
    links = (
        f"[a]({own}/about/) [b]({own}/old-about/#team) [c]({base}/about/?q=1#team) [d]({base}/old-about/)\n"
        f"[e]({base}/About/) <a href='{own}/about/'>html</a> [f]({{{{ site.url }}}}{base}/about/) [ref][r]\n"
        f"[g](https://other.org/x) [h]({own}/nope/) ![i]({own}/pic.png) [j]({base}/latest/)\n\n[r]: {own}/about/#team\n"
    )
    return {
        "_config.yml": f"url: {host}\nbaseurl: '{base}'\nplugins: [jekyll-redirect-from, jekyll-feed]\n"
        f"permalink: /:categories/:year/:title/\n{config}",
        "_layouts/default.html": JEKYLL_LAYOUT.replace("{{ BASE }}", head),
        "about.md": "---\nlayout: default\ntitle: A\u200bbout\npermalink: about/\nredirect_from: [/old-about/, /latest/]\n---\n"
        f"# Team\n\n## Over\u200bview\n\n{links}",
        "_posts/2020-01-02-a.md": '---\nlayout: default\ntitle: First\ndate: "2020-01-02T09:00:00Z"\nevent: "2020-01-03"\n'
        f"held: 2020-01-03\npublished: yes\nnote: no\ncategories: [A\u200bb]\n---\n{links}\n{MAIL}\n{WORDS}",
        "_posts/2020-01-03-he.md": f"---\nlayout: default\ntitle: שלום\n---\n{HEBREW}\n{links}",
        "_posts/2020-01-04-c.md": f"---\nlayout: default\ntitle: Comments\n...\n{UNUSED}\n{MAIL}",
        "pic.png": "x",
        **more,
    }


RSS = (
    "---\n---\n<?xml version='1.0'?><rss version='2.0'><channel><link>{{ site.url }}</link>{% for post in site.posts %}<item>"
    "<link>{{ post.url | absolute_url }}</link><description>{{ post.content | xml_escape }}</description></item>"
    "{% endfor %}</channel></rss>"
)
ATOM = (
    "---\n---\n<feed xmlns='http://www.w3.org/2005/Atom' xml:base='{{ '/' | absolute_url }}'>{% for post in site.posts %}"
    "<entry><content type='html'>{{ post.content | xml_escape }}</content></entry>{% endfor %}</feed>"
)
_EVERYWHERE = frozenset(
    {"padded-mailto", "doubled-mailto", "missing-mailto", "unnormalised-mailto", "wrapped-url", "invisible-character"}
)
_OWN = frozenset({"absolute-own-link", "link-to-redirect", "wrong-case-link"})

JEKYLL_SITES = {
    "one language, a feed with xml:base": Made(
        "https://www.example.org",
        _jekyll("https://www.example.org", "", "", {"mine.xml": ATOM}),
        _EVERYWHERE | _OWN | {"relative-permalink", "quoted-date", "ambiguous-scalar", "unused-suppression"},
    ),
    "a feed without a base address": Made(
        "https://www.example.org",
        _jekyll("https://www.example.org", "", "", {"rss.xml": RSS}),
        _EVERYWHERE | (_OWN - {"absolute-own-link"}),
    ),
    "a base path and a base element": Made(
        "https://www.example.org/blog",
        _jekyll(
            "https://www.example.org/blog",
            "/blog",
            "",
            {"mine.xml": ATOM},
            "<base href='https://www.example.org/blog/x/'>",
        ),
        _EVERYWHERE | {"absolute-own-link"},
    ),
    "templates that print what the front matter says": Made(
        "https://www.example.org",
        _jekyll(
            "https://www.example.org",
            "",
            "",
            {
                "_includes/x.html": "",
                "list.html": "---\n---\n{% for p in site.pages %}<i>/{{ p.permalink }}</i>{% endfor %}",
            },
        ),
        _EVERYWHERE | _OWN,
    ),
    "a feed through a layout, and hrefs that a layout completes": Made(
        "https://www.example.org",
        _jekyll(
            "https://www.example.org",
            "",
            "",
            {
                "_layouts/feed.rss": RSS.removeprefix("---\n---\n"),
                "feed/news.xml": "---\nlayout: feed\n---\n",
                "_layouts/default.html": JEKYLL_LAYOUT.replace("{{ BASE }}", "").replace(
                    "{{ content }}", "{{ content | replace: 'href=\"/', 'href=\"/v2/' }}"
                ),
            },
        ),
        _EVERYWHERE,
    ),
}


def _hugo(config: str, more: dict[str, str], own: str, base: str = "") -> dict[str, str]:
    links = (
        f"[a]({own}/b/) [b]({own}/old/#bee) [c]({base}/b/?q=1#bee) [d]({base}/old/) [e]({base}/b/)\n"
        f"[g](https://other.org/x) [h]({own}/nope/) [i]({own}/b/#bee) [ref][r] {own}/b/ [j]({base}/latest/)\n\n"
        f"[r]: {own}/b/#bee\n"
    )
    return {
        "hugo.toml": f"title = 'T'\n{config}",
        "layouts/_default/single.html": '<html><head><link rel="canonical" href="{{ .Permalink }}"></head><body>'
        "{{ .Content }}{{ .Params.note }}{{ .Params.event }}</body></html>",
        "layouts/_default/list.html": "<html><body>{{ .Title }}{{ range .Pages }}<a href='{{ .RelPermalink }}'>{{ .Title }}"
        "</a>{{ end }}</body></html>",
        "content/b.md": f"---\ntitle: Bee\ndate: 2020-01-01\naliases: [/old/, /latest/]\n---\n## Bee\n\n{links}\n{MAIL}",
        "content/a.md": "---\ntitle: A\u200bbc\ndate: 2020-01-02\nurl: rel/x/\nnote: no\nevent: '2020-01-03'\nweight: 10\u200b\n"
        f"tags: [on\u200be]\n---\n{links}\n{MAIL}\n{WORDS}",
        "content/p/c.md": f"---\ntitle: Comments\ndate: 2020-01-03\n---\n{UNUSED}\n{MAIL}",
        **more,
    }


_HOST = "https://example.org"
_FRENCH = {
    "content/b.fr.md": f"---\ntitle: Abeille\ndate: 2020-01-01\n---\n## Abeille\n\n[en]({_HOST}/b/#bee) [fr]({_HOST}/fr/b/)\n",
    "content/rel.fr.md": "---\ntitle: R\ndate: 2020-01-01\nurl: rel/x/\n---\nx\n",
    "content/a.fr.md": f"---\ntitle: A\ndate: 2020-01-01\nurl: /fr/deux/\n---\n[1](/b/) [2](/old/) [3](/b/#bee) [4]({_HOST}/b/)\n"
    f"[5]({_HOST}/old/) [6](/B/)\n\n{MAIL}",
    "content/he.he.md": f"---\ntitle: שלום\ndate: 2020-01-01\n---\n{HEBREW}\n[1]({_HOST}/b/) [2](/b/)\n",
    "content/dump.he.md": "---\ntitle: Dump\ndate: 2020-01-01\n---\n\u200e30 03 02 \u200f01 02\n",
}
_LANGUAGES = (
    "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n[languages.he]\nweight = 3\nlanguageDirection = 'rtl'\n"
)
_CDATA = (
    "<rss><channel>{{ range site.RegularPages }}<item><link>{{ .Permalink }}</link><description>"
    '{{ printf "<![CDATA[%s]]>" .Content | safeHTML }}</description></item>{{ end }}</channel></rss>'
)
_JSON = "{{ $list := slice }}{{ range site.RegularPages }}{{ $list = $list | append (dict `html` .Content) }}{{ end }}{{ $list | jsonify }}"

HUGO_SITES = {
    "several languages, one from right to left": Made(
        _HOST, _hugo(f"baseURL = '{_HOST}/'\n{_LANGUAGES}", _FRENCH, _HOST), _EVERYWHERE
    ),
    "several languages, each in a folder": Made(
        _HOST,
        _hugo(
            f"baseURL = '{_HOST}/'\ndefaultContentLanguageInSubdir = true\n{_LANGUAGES}", _FRENCH, f"{_HOST}/en", "/en"
        ),
        _EVERYWHERE,
    ),
    "one language, Hugo's own feed": Made(
        _HOST,
        _hugo(f"baseURL = '{_HOST}/'\n", {}, _HOST),
        _EVERYWHERE | {"absolute-own-link", "link-to-redirect", "relative-permalink"},
    ),
    "a base path": Made(
        f"{_HOST}/blog",
        _hugo(f"baseURL = '{_HOST}/blog/'\n", {}, f"{_HOST}/blog", "/blog"),
        _EVERYWHERE | {"absolute-own-link"},
    ),
    "a base path, and whole addresses made by Hugo": Made(
        f"{_HOST}/blog",
        _hugo(f"baseURL = '{_HOST}/blog/'\ncanonifyURLs = true\n", {}, f"{_HOST}/blog", "/blog"),
        _EVERYWHERE,
    ),
    "a base path, and relative addresses made by Hugo": Made(
        f"{_HOST}/blog",
        _hugo(f"baseURL = '{_HOST}/blog/'\nrelativeURLs = true\n", {}, f"{_HOST}/blog", "/blog"),
        _EVERYWHERE,
    ),
    "a feed with texts as they are": Made(
        _HOST, _hugo(f"baseURL = '{_HOST}/'\n", {"layouts/_default/rss.xml": _CDATA}, _HOST), _EVERYWHERE
    ),
    "a feed of JSON": Made(
        _HOST,
        _hugo(f"baseURL = '{_HOST}/'\n[outputs]\nhome = ['html', 'json']\n", {"layouts/index.json": _JSON}, _HOST),
        _EVERYWHERE,
    ),
    "a hook for links": Made(
        _HOST,
        _hugo(
            f"baseURL = '{_HOST}/'\n",
            {
                "layouts/_default/_markup/render-link.html": '{{ $to := .Destination }}{{ if hasPrefix $to "/" }}'
                '{{ $to = print "/v2" $to }}{{ end }}<a href="{{ $to | safeURL }}">{{ .Text | safeHTML }}</a>'
            },
            _HOST,
        ),
        _EVERYWHERE,
    ),
    "a table with one language": Made(
        _HOST,
        _hugo(
            f"baseURL = '{_HOST}/'\n[languages.en]\nweight = 1\n",
            {"content/d.md": f"---\ntitle: D\n---\n[b]({_HOST}/b)\n"},
            _HOST,
        ),
        _EVERYWHERE,
    ),
    "Hugo's own hook for links": Made(
        _HOST,
        _hugo(f"baseURL = '{_HOST}/'\n[markup.goldmark.renderHooks.link]\nuseEmbedded = 'always'\n", {}, _HOST),
        _EVERYWHERE,
    ),
    "addresses by title and by tag": Made(
        _HOST,
        _hugo(
            f"baseURL = '{_HOST}/'\n[permalinks.page]\np = '/:year/:title/'\n[taxonomies]\ntopic = 'topics'\n",
            {
                "content/p/d.md": "---\ntitle: De\u200bsk\ndate: 2020-01-03\ntopics: [sp\u200bace]\n---\nx\n",
            },
            _HOST,
        ),
        _EVERYWHERE,
    ),
}
