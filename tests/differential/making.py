"""Random small sites, full of what decides where a page goes: the same number makes the same site."""

# ruff: noqa: E501 - what is drawn from is easier to read in one line

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Files = dict[str, str]
Draw = random.Random
NAMES = ["alpha", "beta", "Gamma", "délta", "two words", "x.y", "index", "README", "a_b", "ünï", "c++", "2020", "new"]
TITLES = ["Alpha", "Two Words", "délta: x", "C++ & more", "1.0", "Новости", "  padded ", "Über uns", "a/b", "alpha"]
HEADINGS = [
    "Alpha", "Two Words", "Alpha", "C++ & more", "Über uns", "Новости дня", "a_b c-d", "1. First", "`code` x", "**bold** y",
    "[a link](/alpha/) z", "What?", "日本語", "a--b", "  spaced  ", "x {#own}", "x {#own-Über}", "<em>html</em> q", "تحقّق",
    "e.g. this", "Don't", "A \\* b", "&amp; and", ":tada: x", "Émile", "---x", "$5 (five)",
]  # fmt: skip
DATES = [
    "2020-01-02",
    "2020-01-02 10:00:00 +0200",
    "2019-12-31T23:30:00-05:00",
    "2099-01-01",
    "'2021-03-04'",
    "2021-3-4",
]
FRAGMENTS = ["", "", "", "#alpha", "#two-words", "#own", "#alpha-1", "#über-uns", "#gone", "#Alpha", "#c--more", "#top"]


@dataclass(frozen=True)
class MadeSite:
    """One site.

    Attributes:
        generator: ``jekyll`` or ``hugo``.
        files: its texts by path.
        plugins: gems that Jekyll has to have loaded.
    """

    generator: str
    files: Files
    plugins: tuple[str, ...] = ()


def make_site(number: int, generator: str = "") -> MadeSite:
    """The site with this number."""
    draw = Draw(f"{number} {generator}")
    made = {"jekyll": _jekyll, "hugo": _hugo}[generator or draw.choice(["jekyll", "hugo"])]
    return made(draw)


def _some(draw: Draw, items: Sequence[str], most: int) -> list[str]:
    return draw.sample(items, min(len(items), draw.randint(0, most)))


def _maybe(draw: Draw, chance: float, *lines: str) -> list[str]:
    return [draw.choice(lines)] if draw.random() < chance else []


def _address(draw: Draw, base: str) -> str:
    """An address that may be one of the site's."""
    name = draw.choice(NAMES).replace(" ", draw.choice(["%20", "-"]))
    folder = draw.choice(
        ["", "", "", "docs/", "posts/", "things/", "2020/01/02/", "fr/", "blog/", "tags/", "docs/deep/"]
    )
    ending = draw.choice(["/", "/", "", ".html", "/index.html", ".md", ".png"])
    start = draw.choice([f"{base}/", f"{base}/", f"{base}/", "/", "", "./", "../", f"https://www.example.org{base}/"])
    return start + folder + name + ending + draw.choice(FRAGMENTS)


def _body(draw: Draw, base: str, links: Sequence[Callable[[Draw], str]]) -> str:
    parts = []
    for _ in range(draw.randint(1, 7)):
        kind = draw.random()
        if kind < 0.35:
            parts.append(f"{'#' * draw.randint(1, 4)} {draw.choice(HEADINGS)}")
        elif kind < 0.45:
            parts.append("Words.")
        elif kind < 0.6:
            parts.append(draw.choice(links)(draw))
        else:
            parts.append(" ".join(_link(draw, base) for _ in range(draw.randint(1, 3))))
    return "\n\n".join(parts) + "\n"


def _link(draw: Draw, base: str) -> str:
    address = draw.choice([_address(draw, base), _address(draw, base), draw.choice(FRAGMENTS) or "#alpha"])
    return draw.choice(["[x]({})", "[x]({})", "[x]({})", '<a href="{}">x</a>', "![x]({})", '[x]({} "t")']).format(
        address
    )


def _put(files: Files, path: str, text: str) -> None:
    """Add a page, unless there is one of that name with another ending: which of two wins is told to nobody."""
    stem, _, ending = path.rpartition(".")
    bare = stem.removesuffix(".en")  # the first language, whose name may be left out
    others = [name for name in files if name.rpartition(".")[0].removesuffix(".en") == bare]
    if all(name.rpartition(".")[2] == ending and name != path for name in others):
        files[path] = text


def _jekyll_link(draw: Draw) -> str:
    return draw.choice(
        [
            "{% link docs/index.md %}",
            "[x]({% link docs/index.md %}#alpha)",
            "[x]({% post_url 2020-01-02-alpha %})",
            "[x]({{ site.baseurl }}/alpha/)",
            "[x]({{ '/alpha/' | relative_url }})",
            '<a href="{{ "/docs/" | absolute_url }}">x</a>',
            "[x][r] and [y][r]\n\n[r]: /alpha/#alpha",
            "Setext\n------",
            "Term\n: definition",
            "x[^1]\n\n[^1]: note",
            '<div id="own">x</div>',
            "*x*{: #span} para\n{: #own2}",
            "<h2>Raw</h2>",
            "`[x](/gone/)`\n\n```\n[y](/gone/)\n```",
        ]
    )


def _jekyll(draw: Draw) -> MadeSite:
    base = draw.choice(["", "", "/base"])
    plugins = draw.choice([(), ("jekyll-redirect-from",), ("jekyll-redirect-from",)])
    collections = draw.random() < 0.6
    config = [
        "url: https://www.example.org",
        f"baseurl: '{base}'",
        f"plugins: [{', '.join(plugins)}]",
        *_maybe(draw, 0.6, "permalink: pretty", "permalink: none", "permalink: ordinal", "permalink: /blog/:title/",
                "permalink: /:categories/:year/:month/:day/:title:output_ext", "permalink: /:slug.html", "permalink: weekdate"),
        *_maybe(draw, 0.2, "future: true"),
        *_maybe(draw, 0.15, "unpublished: true"),
        *_maybe(draw, 0.2, "show_drafts: true"),
        *_maybe(draw, 0.2, "exclude: [docs/deep]", "exclude: ['*.png']", "exclude: [new.md]"),
        *_maybe(draw, 0.2, "include: [_hidden]", "include: [.htaccess]"),
        *_maybe(draw, 0.2, "kramdown: {input: kramdown}", "kramdown: {auto_ids: false}", "kramdown: {input: GFM, hard_wrap: true}"),
        *_maybe(draw, 0.2, "timezone: America/New_York", "timezone: Asia/Tokyo"),
    ]  # fmt: skip
    if collections:
        config += ["collections:", "  things:", f"    output: {draw.choice(['true', 'true', 'false'])}"]
        config += _maybe(draw, 0.5, "    permalink: /things/:name/", "    permalink: /:collection/:path:output_ext",
                         "    permalink: /t/:title.html", "    permalink: pretty")  # fmt: skip
    config += _maybe(
        draw, 0.3,
        "defaults: [{scope: {path: docs}, values: {permalink: '/docs/:basename/'}}]",
        "defaults: [{scope: {path: '', type: posts}, values: {permalink: '/p/:title/'}}]",
        "defaults: [{scope: {path: '', type: pages}, values: {published: false}}]",
        "defaults: [{scope: {path: docs/deep}, values: {published: false}}]",
    )  # fmt: skip
    files = {
        "_config.yml": "\n".join(config) + "\n",
        "_layouts/d.html": '<html><body><main data-source="{{ page.path }}">{{ content }}</main></body></html>\n',
        "Gemfile.lock": _lock(plugins),
        "docs/index.md": "---\nlayout: d\n---\n## Alpha\n",
        "_posts/2020-01-02-alpha.md": "---\nlayout: d\n---\n## Two Words\n",
    }
    folders = ["", "", "docs/", "docs/deep/", "_posts/", "_posts/", "docs/_posts/", "_drafts/", "_hidden/"]
    folders += ["_things/", "_things/deep/"] if collections else []
    for _ in range(draw.randint(2, 8)):
        folder, name = draw.choice(folders), draw.choice(NAMES)
        if "_posts" in folder:
            name = f"{draw.choice(['2020-01-02', '2020-1-3', '2099-01-01', '2020-12-31'])}-{name}"
        path = f"{folder}{name}{draw.choice(['.md', '.md', '.md', '.markdown', '.html'])}"
        _put(files, path, _jekyll_page(draw, base, redirects="jekyll-redirect-from" in plugins))
    for name in _some(draw, ["alpha.png", "docs/beta.png", "_things/x.png", ".htaccess", "two words.png", "x.y.md"], 3):
        files.setdefault(name, "x")
    return MadeSite("jekyll", files, plugins)


def _lock(plugins: Sequence[str]) -> str:
    """What says that it is Jekyll alone that builds the site, and with which gems."""
    gems = [
        "jekyll (4.3.1)",
        "kramdown (2.4.0)",
        "kramdown-parser-gfm (1.1.0)",
        *(f"{name} (1.0.0)" for name in plugins),
    ]
    return "GEM\n  specs:\n" + "".join(f"    {gem}\n" for gem in gems)


def _jekyll_page(draw: Draw, base: str, *, redirects: bool) -> str:
    lines = ["layout: d", *_maybe(draw, 0.5, *(f"title: {json.dumps(title, ensure_ascii=False)}" for title in TITLES))]
    lines += _maybe(draw, 0.25, *(f"date: {date}" for date in DATES[:-1]))
    lines += _maybe(draw, 0.2, "permalink: /custom/", "permalink: /alpha/", "permalink: /c/:title/", "permalink: /x.html",
                    "permalink: /two words/", "permalink: /ünï/", "permalink: docs/own")  # fmt: skip
    lines += _maybe(draw, 0.15, "slug: own-slug", "slug: Own Slug", "slug: ''")
    lines += _maybe(draw, 0.2, "categories: [One, two words]", "category: ünï", "categories: a b")
    lines += _maybe(draw, 0.12, "published: false", "published: true", "draft: true")
    if redirects:
        lines += _maybe(draw, 0.3, "redirect_from: /old/", "redirect_from: [/old, /older.html]", "redirect_from: old/x")
        lines += _maybe(draw, 0.1, "redirect_to: /alpha/", "redirect_to: https://other.org/", "redirect_to: [/docs/]")
    return "---\n" + "\n".join(lines) + "\n---\n" + _body(draw, base, [_jekyll_link])


def _hugo_link(draw: Draw) -> str:
    return draw.choice(
        [
            '[x]({{< ref "docs" >}})',
            '[x]({{< relref "/docs/alpha" >}})',
            '{{< ref "/docs/alpha#two-words" >}}',
            "[x][r] and [y][r]\n\n[r]: /alpha/#alpha",
            "Setext\n------",
            "Term\n: definition",
            "x[^1]\n\n[^1]: note",
            '<div id="own">x</div>',
            "## Attr {.c #attr}",
            "https://www.example.org/alpha/, and",
            "`[x](/gone/)`\n\n```\n[y](/gone/)\n```",
            "| a |\n|---|\n| [x](/docs/) |",
        ]
    )


_HUGO_LAYOUT = (
    '<html><body><main data-source="{{ with .File }}{{ .Path }}{{ end }}">{{ .Content }}</main></body></html>\n'
)


def _hugo(draw: Draw) -> MadeSite:
    base = draw.choice(["", "", "/base"])
    languages = draw.random() < 0.35
    config = [
        f"baseURL = 'https://www.example.org{base}/'",
        "title = 'T'",
        *_maybe(draw, 0.15, "uglyURLs = true"),
        *_maybe(draw, 0.1, "disablePathToLower = true"),
        *_maybe(draw, 0.1, "removePathAccents = true"),
        *_maybe(draw, 0.15, "buildDrafts = true", "buildFuture = true", "buildExpired = true"),
        *_maybe(draw, 0.15, "disableKinds = ['taxonomy', 'term']", "disableKinds = ['section']", "disableAliases = true"),
        *_maybe(draw, 0.1, "enableEmoji = true"),
        *_maybe(draw, 0.1, "timeZone = 'America/New_York'", "timeZone = 'Asia/Tokyo'"),
        *(["defaultContentLanguageInSubdir = true"] if languages and draw.random() < 0.3 else []),
        "refLinksErrorLevel = 'WARNING'",
        "[markup.goldmark.renderer]\nunsafe = true",
        *_maybe(draw, 0.3, "[markup.goldmark.parser]\nautoHeadingIDType = 'github-ascii'",
                "[markup.goldmark.parser]\nautoHeadingIDType = 'blackfriday'",
                "[markup.goldmark.parser]\nautoHeadingID = false",
                "[markup.goldmark.parser]\nautoDefinitionTermID = true"),
        *_maybe(draw, 0.15, "[markup.goldmark.renderHooks.link]\nuseEmbedded = 'always'"),
        *_maybe(draw, 0.35, "[permalinks.page]\nposts = '/:year/:month/:title/'", "[permalinks.page]\nposts = '/b/:slug/'",
                "[permalinks]\nposts = '/:sections/:contentbasename.html'", "[permalinks.section]\nposts = '/blog/'",
                "[permalinks.page]\ndocs = '/:filename/'"),
        *_maybe(draw, 0.2, "[taxonomies]\ntag = 'tags'\ntopic = 'topics'"),
    ]  # fmt: skip
    if languages:
        config += ["[languages.en]\nweight = 1", "[languages.fr]\nweight = 2"]
    files = {
        "hugo.toml": "\n".join(config) + "\n",
        "layouts/_default/single.html": _HUGO_LAYOUT,
        "layouts/_default/list.html": _HUGO_LAYOUT,
        "content/docs/_index.md": "---\ntitle: Docs\n---\n## Alpha\n",
        "content/docs/alpha.md": "---\ntitle: Alpha\n---\n## Two Words\n",
    }
    folders = ["", "", "docs/", "docs/deep/", "posts/", "posts/", "posts/bundle/", "tags/one/"]
    for _ in range(draw.randint(2, 8)):
        folder, name = draw.choice(folders), draw.choice([*NAMES, "_index"])
        if folder == "content/posts/bundle/" and draw.random() < 0.5:
            name = "index"
        # A folder that is a bundle in one language and holds pages in another is a riddle to Hugo's authors too.
        name = name if name != "index" or "bundle" in folder else "_index"
        language = draw.choice([".fr", ".en", "", ""]) if languages and "bundle" not in folder else ""
        path = f"content/{folder}{name}{language}{draw.choice(['.md', '.md', '.md', '.markdown'])}"
        _put(files, path, _hugo_page(draw, base))
    for name in _some(
        draw, ["static/alpha.png", "content/docs/beta.png", "content/posts/bundle/alpha.png", "static/Two Words.png"], 3
    ):
        files.setdefault(name, "x")
    if languages and draw.random() < 0.3:
        files["hugo.toml"] = _with_hosts(draw, files["hugo.toml"])
        files |= dict.fromkeys(_some(draw, ["static_fr/alpha.png", "static_fr/docs/new.png"], 2), "x")
    return MadeSite("hugo", files)


def _with_hosts(draw: Draw, config: str) -> str:
    """A configuration in which languages have base addresses of their own."""
    own = draw.choice(["https://fr.example.org/", "https://fr.example.org/sous/", "https://www.example.org/fr/"])
    table = [f"[languages.fr]\nbaseURL = '{own}'", *_maybe(draw, 0.4, "staticDir = 'static_fr'")]
    config = config.replace("[languages.fr]", "\n".join(table))
    first = [draw.choice(["baseURL = 'https://en.example.org/x/'", "baseURL = 'https://www.example.org/'"])]
    permalinks = _maybe(draw, 0.3, "[languages.fr.permalinks.page]\nposts = '/blogue/:title/'")
    return "\n".join([config.replace("[languages.en]", "\n".join(["[languages.en]", *first])), *permalinks]) + "\n"


def _hugo_page(draw: Draw, base: str) -> str:
    lines = [*_maybe(draw, 0.6, *(f"title: {json.dumps(title, ensure_ascii=False)}" for title in TITLES))]
    lines += _maybe(draw, 0.3, *(f"date: {date}" for date in DATES[:-1]))
    lines += _maybe(draw, 0.1, "publishDate: 2099-01-01", "expiryDate: 2020-01-01", "expiryDate: 2099-01-01")
    lines += _maybe(draw, 0.12, "draft: true", "draft: false")
    lines += _maybe(draw, 0.15, "slug: own-slug", "slug: Own Slug", "slug: ünï")
    lines += _maybe(draw, 0.15, "url: /custom/", "url: custom/x", "url: /own.html", "url: /Two Words/")
    lines += _maybe(draw, 0.2, "aliases: [/old/]", "aliases: [old]", "aliases: [/old.html, ../older/]")
    lines += _maybe(draw, 0.2, "tags: [One, two words]", "tags: [ünï]", "topics: [c++]")
    lines += _maybe(
        draw, 0.1, "build: {render: never}", "build: {render: link}", "build: {list: never}", "headless: true"
    )
    lines += _maybe(draw, 0.08, "cascade: {draft: true}", "cascade: {build: {render: never}}")
    return "---\n" + "\n".join(lines) + "\n---\n" + _body(draw, base, [_hugo_link])
