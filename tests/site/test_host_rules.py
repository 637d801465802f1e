"""What the rules of hosts make of links: they excuse what they match, and lead where they say."""

# ruff: noqa: E501 - tables are easier to read in one line a row

from __future__ import annotations

import time
from pathlib import Path

import pytest

from content_lint.config.detect.hosts.netlify import from_redirects
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkTarget
from content_lint.site.host_rules import HostRules
from tests.files import write_files
from tests.links.sites import site_of_folder, site_of_texts, targets

TOML = "[[redirects]]\nfrom = '{}'\nto = '{}'\n{}\n"
LIVE, GONE = "live", "missing"
MISSING_END = "missing is led to `{}` by a rule in `{}`, and nothing is there"
FILES = {
    "_config.yml": "url: https://www.example.org\ninclude: [_redirects]\n",
    "about.md": "---\ntitle: About\npermalink: /about/\n---\n## Team\n",
    "new/index.md": "---\n---\n",
    "plan.html": "",
    "hidden.md": "---\npublished: false\npermalink: /hidden/\n---\n",
    "404.md": "---\npermalink: /404.html\n---\n",
}


def said(target: LinkTarget) -> str:
    """Outcome and reason, or for a redirect where it ends."""
    if target.outcome.value == "redirect":
        end = target.end
        return "redirect in a circle" if end is None else f"redirect {end.outcome.value} {end.url}"
    return f"{target.outcome.value} {target.reason}".strip()


def answers(root: Path, rules: dict[str, str], *links: str) -> list[str]:
    """What comes of links in a site that has these rules."""
    body = " ".join(f"[{number}]({link})" for number, link in enumerate(links))
    found = targets(site_of_texts(root, {**FILES, "a.md": f"---\ntitle: A\n---\n{body}\n", **rules}), "a.md")
    return [said(found[str(number)]) for number in range(len(links))]


NETLIFY = [
    ("/old /about/", "/old", "redirect live /about/"),
    ("/old /about/", "/old/", "redirect live /about/"),
    ("/old /about/", "/old/x", GONE),
    ("/old /about/ 302", "/old", LIVE),
    ("/old /gone/", "/old", MISSING_END.format("/gone/", "_redirects")),
    ("/old 301 /about/", "/old", GONE),
    ("/* 301 https://other.example/", "/old", GONE),
    ("/old /gone/ 302", "/old", MISSING_END.format("/gone/", "_redirects")),
    ("/old /hidden/", "/old", "redirect hidden /hidden/"),
    ("/old https://other.org/x", "/old", LIVE),
    ("/old https://www.example.org/about/", "/old", "redirect live /about/"),
    ("/old/* /new/:splat", "/old/", "redirect live /new/"),
    ("/old/* /new/:splat", "/old/x", MISSING_END.format("/new/x", "_redirects")),
    ("/old/* /about/ 302", "/old/x", "redirect live /about/"),
    ("/:lang/old /:lang/", "/new/old", "redirect live /new/"),
    ("/:lang/old /:lang/", "/xx/old", MISSING_END.format("/xx/", "_redirects")),
    ("/i /j\n/j /about/", "/i", "redirect live /about/"),
    ("/i /j\n/j /i", "/i", "redirect in a circle"),
    ("/old /about/\n/old /gone/", "/old", "redirect live /about/"),
    ("/about/ /new/", "/about/", LIVE),
    ("/about/ /new/ 301!", "/about/", "redirect live /new/"),
    ("/about/ /404.html 404!", "/about/", "missing is answered with 404 by a rule in `_redirects`"),
    ("/* /404.html 404", "/gone/", GONE),
    ("/* /404.html 404", "/about/", LIVE),
    ("/app/* /index.html 200", "/app/x", "unknown are answered by a rule in `_redirects` that answers all of them with `/index.html`"),
    ("/short /about/ 200", "/short", LIVE),
    ("/short /gone/ 200", "/short", MISSING_END.format("/gone/", "_redirects")),
    ("/old /about/ 302 Country=fr", "/old", "unknown are answered by a rule in `_redirects` that depends on the reader's country, language or login"),
    ("/about/ /new/ 302! Language=fr", "/about/", LIVE),
    ("/old id=:id /new/ 301", "/old", GONE),
    ("/old id=:id /new/ 301", "/old?id=1", "unknown are answered by a rule in `_redirects` that depends on the part after `?`"),
    ("https://elsewhere.org/old /about/", "/old", GONE),
    ("https://www.example.org/old /about/", "/old", "redirect live /about/"),
    ("# /old /about/\n/x /y # why", "/old", GONE),
    ("/%C3%BC /about/", "/ü", "redirect live /about/"),
    ("/old /about/#team", "/old", "redirect live /about/"),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "link", "outcome"), NETLIFY)
def test_redirects_files(rules: str, link: str, outcome: str, tmp_path: Path) -> None:
    assert answers(tmp_path, {"_redirects": rules}, link) == [outcome]


def test_a_file_that_the_build_does_not_copy_may_not_count(tmp_path: Path) -> None:
    rules = {"_config.yml": "url: https://www.example.org\n", "_redirects": "/old /about/\n/* /404.html 404\n"}
    assert answers(tmp_path, rules, "/old", "/gone/") == [
        "unknown are answered by a rule in `_redirects` that may not count, for the build does not copy that file to the finished site by itself",
        GONE,
    ]


def test_a_host_reads_its_own_files_only(tmp_path: Path) -> None:
    rules = {"netlify.toml": "", "vercel.json": '{"redirects": [{"source": "/old", "destination": "/about/"}]}'}
    assert answers(tmp_path / "a", rules, "/old") == ["redirect live /about/"]
    named = {**rules, "content-lint.toml": 'host = "netlify"\n'}
    assert answers(tmp_path / "b", named, "/old") == [GONE]
    nobodys = {"_redirects": "/old /about/\n", "content-lint.toml": 'host = "github-pages"\n'}
    assert answers(tmp_path / "c", nobodys, "/old") == [GONE]


def test_cloudflare_redirects_before_it_looks_at_files_and_for_the_time_being(tmp_path: Path) -> None:
    rules = {"wrangler.toml": "", "_redirects": "/about/ /new/ 301\n/old /about/team/ \n"}
    assert answers(tmp_path, rules, "/about/", "/old") == [
        "redirect live /new/",
        MISSING_END.format("/about/team/", "_redirects"),
    ]


@pytest.mark.parametrize(
    ("rule", "link", "outcome"),
    [
        (TOML.format("/old", "/about/", ""), "/old", "redirect live /about/"),
        (TOML.format("/old", "/about/", "status = 302"), "/old", LIVE),
        (TOML.format("/about/", "/new/", "force = true"), "/about/", "redirect live /new/"),
        (TOML.format("/about/", "/new/", ""), "/about/", LIVE),
        (TOML.format("/gone/", "/404.html", "status = 410\nforce = true"), "/gone/", "missing is answered with 410 by a rule in `netlify.toml`"),
        (TOML.format("/old", "/about/", "conditions = {Country = ['fr']}"), "/old", "unknown are answered by a rule in `netlify.toml` that depends on the reader's country, language or login"),
        (TOML.format("/old", "/about/", "query = {id = ':id'}"), "/old", GONE),
    ],
)  # fmt: skip
def test_netlify_toml(rule: str, link: str, outcome: str, tmp_path: Path) -> None:
    assert answers(tmp_path, {"netlify.toml": rule}, link) == [outcome]


def test_the_redirects_file_comes_before_netlify_toml(tmp_path: Path) -> None:
    rules = {"netlify.toml": TOML.format("/old", "/gone/", ""), "_redirects": "/old /about/\n"}
    assert answers(tmp_path, rules, "/old") == ["redirect live /about/"]


VAGUE = "unknown are answered by a rule in `{}` that has a pattern that is not understood here"


@pytest.mark.parametrize(
    ("rule", "link", "outcome"),
    [
        ('"redirects": [{"source": "/old", "destination": "/about/"}]', "/old", "redirect live /about/"),
        ('"redirects": [{"source": "/old", "destination": "/about/"}]', "/old/", GONE),
        ('"redirects": [{"source": "/old", "destination": "/about/", "permanent": false}]', "/old", LIVE),
        ('"redirects": [{"source": "/about/", "destination": "/new/"}]', "/about/", "redirect live /new/"),
        ('"redirects": [{"source": "/old/:path*", "destination": "/:path*/"}]', "/old/about", "redirect live /about/"),
        ('"redirects": [{"source": "/p/:id(\\\\d+)", "destination": "/about/"}]', "/p/12", "redirect live /about/"),
        ('"redirects": [{"source": "/p/:id(\\\\d+)", "destination": "/about/"}]', "/p/x", GONE),
        ('"redirects": [{"source": "/:l(de|fr)/x", "destination": "/about/"}]', "/fr/x", "redirect live /about/"),
        ('"redirects": [{"source": "/:l(de|fr)/x", "destination": "/about/"}]', "/es/x", GONE),
        ('"redirects": [{"source": "/(.*)/feed", "destination": "/$1/"}]', "/about/feed", "redirect live /about/"),
        ('"redirects": [{"source": "/old", "has": [{"type": "cookie", "key": "x"}], "destination": "/about/"}]', "/old", "unknown are answered by a rule in `vercel.json` that depends on who the reader is"),
        ('"redirects": [{"source": "/:x*", "has": [{"type": "host", "value": "shop.example.net"}], "destination": "/about/"}]', "/old", GONE),
        ('"redirects": [{"source": "/x((?!y).*)", "destination": "/about/"}]', "/xa", VAGUE.format("vercel.json")),
        ('"rewrites": [{"source": "/short", "destination": "/about/"}]', "/short", LIVE),
        ('"rewrites": [{"source": "/about/", "destination": "/gone/"}]', "/about/", LIVE),
        ('"rewrites": [{"source": "/:path*", "destination": "/:path*.html"}]', "/plan", LIVE),
        ('"redirects": [{"source": "/about/", "destination": "/old"}], "rewrites": [{"source": "/old", "destination": "/about/"}]', "/old", LIVE),
        ('"rewrites": [{"source": "/:path*", "destination": "/:path*.html"}]', "/gone", MISSING_END.format("/gone.html", "vercel.json")),
        ('"routes": [{"src": "/old/(.*)", "status": 301, "headers": {"Location": "/new/"}}]', "/old/x", "redirect live /new/"),
        ('"routes": [{"src": "/short", "dest": "/about/"}]', "/short", LIVE),
    ],
)  # fmt: skip
def test_vercel_json(rule: str, link: str, outcome: str, tmp_path: Path) -> None:
    assert answers(tmp_path, {"vercel.json": f"{{{rule}}}"}, link) == [outcome]


@pytest.mark.parametrize(
    ("rule", "link", "outcome"),
    [
        ('"redirects": [{"source": "/old", "destination": "/about/", "type": 301}]', "/old", "redirect live /about/"),
        ('"redirects": [{"source": "/old/**", "destination": "/new/", "type": 301}]', "/old/a/b", "redirect live /new/"),
        ('"redirects": [{"source": "/old/:x*", "destination": "/:x/"}]', "/old/about", "redirect live /about/"),
        ('"redirects": [{"source": "/old/*", "destination": "/gone/"}]', "/old/a/b", GONE),
        ('"redirects": [{"source": "/@(i|j)", "destination": "/about/"}]', "/i", VAGUE.format("firebase.json")),
        ('"redirects": [{"regex": "^/p/([0-9]+)$", "destination": "/about/"}]', "/p/1", "redirect live /about/"),
        ('"redirects": [{"regex": "(.*)[.]html$", "destination": ":1/"}]', "/about.html", VAGUE.format("firebase.json")),
        ('"redirects": [{"regex": "(.*)\\\\.html$", "destination": ":1/"}]', "/about.html", "redirect live /about/"),
        ('"redirects": [{"regex": "(.*)\\\\.html$", "destination": ":1/"}]', "/gone", GONE),
        ('"redirects": [{"regex": "/p/([0-9]+)$", "destination": "/about/"}]', "/x/p/1", "redirect live /about/"),
        ('"redirects": [{"source": "/old{,/**}", "destination": "/about/"}]', "/old", "redirect live /about/"),
        ('"redirects": [{"source": "/old{,/**}", "destination": "/about/"}]', "/old/a/b", "redirect live /about/"),
        ('"redirects": [{"source": "/old{,/**}", "destination": "/about/"}]', "/older", GONE),
        ('"redirects": [{"source": "/{a,b}/{c,{d,e}}", "destination": "/about/"}]', "/b/e", "redirect live /about/"),
        ('"redirects": [{"source": "/+", "destination": "/about/"}]', "/+", "redirect live /about/"),
        ('"redirects": [{"source": "/+", "destination": "/about/"}]', "/gone", GONE),
        ('"redirects": [{"source": "/x{' + ",".join("abcdefgh" * 9) + '}", "destination": "/about/"}]', "/xq", VAGUE.format("firebase.json")),
        ('"rewrites": [{"source": "/short", "destination": "/about/"}]', "/short", LIVE),
        ('"rewrites": [{"source": "/api/**", "function": "x"}]', "/api/y", "unknown are answered by a rule in `firebase.json` that hands them to a program"),
    ],
)  # fmt: skip
def test_firebase_json(rule: str, link: str, outcome: str, tmp_path: Path) -> None:
    assert answers(tmp_path, {"firebase.json": f'{{"hosting": {{{rule}}}}}'}, link) == [outcome]


@pytest.mark.parametrize(
    ("rule", "link", "outcome"),
    [
        ('"routes": [{"route": "/old", "redirect": "/about/", "statusCode": 301}]', "/old", "redirect live /about/"),
        ('"routes": [{"route": "/old/*", "redirect": "/about/"}]', "/old/x/y", "redirect live /about/"),
        ('"routes": [{"route": "/about/", "statusCode": 404}]', "/about/", "missing is answered with 404 by a rule in `staticwebapp.config.json`"),
        ('"navigationFallback": {"rewrite": "/index.html"}', "/x", "unknown are answered by a rule in `staticwebapp.config.json` that answers all of them with `/index.html`"),
    ],
)  # fmt: skip
def test_static_web_apps(rule: str, link: str, outcome: str, tmp_path: Path) -> None:
    assert answers(tmp_path, {"staticwebapp.config.json": f"{{{rule}}}"}, link) == [outcome]


@pytest.mark.parametrize(
    ("rule", "link", "outcome"),
    [
        ("Redirect 301 /old /about/", "/old", "redirect live /about/"),
        ("Redirect permanent /old /new", "/old/x", MISSING_END.format("/new/x", ".htaccess")),
        ("Redirect /old /about/", "/older", GONE),
        ("Redirect gone /about/", "/about/", "missing is answered with 410 by a rule in `.htaccess`"),
        ("RedirectMatch 301 ^/p/(.*)$ /$1/", "/p/about", "redirect live /about/"),
        ("RedirectMatch 301 ^/p/[0-9]+\\.html$ /about/", "/p/12.html", "redirect live /about/"),
        ("RedirectMatch 301 ^/p/[0-9]+\\.html$ /about/", "/p/x.html", GONE),
        ("RewriteRule ^old/?$ /about/ [R=301,L]", "/old", "redirect live /about/"),
        ("RewriteRule ^old/(.+)$ $1/ [R=301,L]", "/old/about", "redirect live /about/"),
        ("RewriteRule ^short$ about/index.html [L]", "/short", LIVE),
        ("RewriteRule ^(?!x)y /about/ [R]", "/y", VAGUE.format(".htaccess")),
        ("RewriteCond %{HTTPS} off\nRewriteRule ^(.*)$ https://www.example.org/$1 [R=301]", "/gone/", GONE),
        ("RewriteCond %{QUERY_STRING} x\nRewriteRule ^old$ /about/ [R]", "/old", "unknown are answered by a rule in `.htaccess` that has conditions"),
        ("# Redirect /old /about/", "/old", GONE),
    ],
)  # fmt: skip
def test_htaccess(rule: str, link: str, outcome: str, tmp_path: Path) -> None:
    rules = {".htaccess": f"{rule}\n", "_config.yml": "url: https://www.example.org\n"}
    assert answers(tmp_path, rules, link) == [outcome]


@pytest.mark.parametrize(
    ("rule", "link", "outcome"),
    [
        ("rewrite ^/old$ /about/ permanent;", "/old", "redirect live /about/"),
        ("rewrite ^/old/(.*)$ /$1/ permanent;", "/old/about", "redirect live /about/"),
        ("rewrite ^/old/(.*)$ /$1/ permanent;", "/old/x", MISSING_END.format("/x/", "nginx.conf")),
        ("location = /old { return 301 /about/; }", "/old", "redirect live /about/"),
        ("location = /old { return 301 /about/; }", "/old/", GONE),
        ("location /old/ { return 301 /new/; }", "/old/x", "redirect live /new/"),
        ("location = /gone { return 410; }", "/gone", "missing is answered with 410 by a rule in `nginx.conf`"),
        ("location /api/ { proxy_pass http://x; }", "/api/y", "unknown are answered by a rule in `nginx.conf` that has conditions or variables"),
        ("if ($x) { rewrite ^/old$ /about/; }", "/old", "unknown are answered by a rule in `nginx.conf` that has conditions or variables"),
        ("} map $uri $new { /old /about/; default ''; } server {", "/old", "redirect live /about/"),
        ("# rewrite ^/old$ /about/ permanent;", "/old", GONE),
    ],
)  # fmt: skip
def test_nginx(rule: str, link: str, outcome: str, tmp_path: Path) -> None:
    assert answers(tmp_path, {"nginx.conf": f"server {{\n{rule}\n}}\n"}, link) == [outcome]


UNWORKED = "unknown are answered by a rule in `redirects.map` that has a pattern that is not understood here"


@pytest.mark.parametrize(
    ("file", "text", "outcome"),
    [
        (
            "example.org.redirects.txt",
            "rewrite ^/old/(.*)/$ https://www.example.org/$1/ permanent;\n",
            "redirect live /about/",
        ),
        # Without `^` a rule may match anywhere: which address comes of it is not worked out.
        ("redirects.map", "rewrite /old/(.*)/ /$1/ permanent;\n", UNWORKED),
        ("rewrites.conf", "# moved\n  rewrite ^/old/about/$ /about/ permanent;\n", "redirect live /about/"),
        # Without a list of nginx's in it, and without the name of one.
        ("redirects.txt", "/old/about/ /about/\nWe rewrite old addresses to new ones.\n", GONE),
        ("notes.txt", "rewrite ^/old/about/$ /about/ permanent;\n", GONE),
    ],
)
def test_a_list_for_nginx_may_have_any_name_that_says_so(file: str, text: str, outcome: str, tmp_path: Path) -> None:
    assert answers(tmp_path, {file: text}, "/old/about/") == [outcome]


HOSTILE = {
    "_redirects": "/" + ":a/" * 3000 + "*" * 3000 + " /b\n/:a/:a/:a /c\n/\\d+(x /y\n/x /\\g<9>\\1\n",
    "netlify.toml": "[[redirects]]\nfrom = 3\nto = 4\n[[redirects]]\nfrom = '/x'\nstatus = 'no'\n",
    "vercel.json": '{"redirects": [{"source": "/' + "(.*)" * 500 + '", "destination": "/b"}], "routes": [{"src": "((a+)+)+$", "dest": "/"}]}',
    "firebase.json": '{"hosting": [3, {"redirects": {"source": 1}, "rewrites": [{"source": "/' + "**/" * 900 + '", "destination": 7}]}]}',
    "staticwebapp.config.json": '{"routes": [{"route": "/' + "*" * 900 + '", "redirect": "/b"}], "navigationFallback": 3}',
    ".htaccess": "RewriteRule ^((a+)+)+$ /b [R=301x\nRedirectMatch " + "(.*)" * 500 + "a$ /b\nRedirect\nRewriteRule\nRedirect 9 9\n",
    "nginx.conf": "location ~ " + "(.*)" * 500 + " { return 301 $request_uri; }" + "{" * 5000 + "return x; rewrite a;",
}  # fmt: skip


def test_hostile_rules_break_nothing_and_cost_no_more_than_linear_time(tmp_path: Path) -> None:
    start = time.process_time()
    found = answers(tmp_path, HOSTILE, "/" + "a/" * 900 + "b", "/x", "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")
    assert len(found) == 3
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({"vercel.json": '{"trailingSlash": false}'}, "missing"),
        ({"vercel.json": '{"cleanUrls": true}'}, "live"),
        ({"vercel.json": "{}"}, "live"),
        ({"vercel.json": '{"trailingSlash": false}', "CNAME": "www.example.org"}, "live"),
        ({"firebase.json": '{"hosting": {"public": "_site"}}'}, "missing"),
        ({"firebase.json": '{"hosting": {"public": "_site", "cleanUrls": true}}'}, "live"),
        ({"firebase.json": '{"functions": {}}'}, "live"),
        ({"firebase.json": '{"hosting": {"public": "_site"}}', "netlify.toml": ""}, "live"),
        ({"firebase.json": '{"hosting": {"public": "_site"}}', "content-lint.toml": "host = 'netlify'"}, "live"),
    ],
)
def test_a_host_whose_own_file_leaves_endings_on_finds_no_page_without_its_ending(
    files: dict[str, str], outcome: str, tmp_path: Path
) -> None:
    pages = {"b.md": "---\n---\n", "c.md": "---\npermalink: /c/\n---\n"}
    assert answers(tmp_path, {**pages, **files}, "/b", "/b.html", "/c/") == [outcome, LIVE, LIVE]


FIREBASE = '{{"hosting": {{"public": "_site"{}}}}}'
CLEAN = '"cleanUrls": true'


@pytest.mark.parametrize(
    ("files", "clean", "slashed"),
    [
        # What the server for trials of Firebase answers (superstatic 9.2): x.html at /x, and at /x/.
        ({"firebase.json": FIREBASE.format(f", {CLEAN}")}, "live", "missing"),
        ({"firebase.json": FIREBASE.format(f', {CLEAN}, "trailingSlash": true')}, "live", "live"),
        ({"firebase.json": FIREBASE.format(f', {CLEAN}, "trailingSlash": false')}, "live", "live"),
        ({"firebase.json": FIREBASE.format(', "trailingSlash": false')}, "missing", "missing"),
        (
            {"firebase.json": '{"hosting": [{"public": "a"}, {"public": "_site", "cleanUrls": true}]}'},
            "live",
            "missing",
        ),
        ({"content-lint.toml": 'host = "firebase"'}, "live", "live"),
        ({"vercel.json": '{"cleanUrls": true, "trailingSlash": false}'}, "live", "live"),
        ({"vercel.json": '{"trailingSlash": true}'}, "missing", "missing"),
        ({"vercel.json": '{"trailingSlash": true, "routes": [{"src": "/q", "dest": "/r"}]}'}, "live", "live"),
        ({"wrangler.jsonc": '{"assets": {"directory": "_site"}}'}, "live", "live"),
    ],
)
def test_where_a_host_answers_for_a_file_and_for_a_slash_behind_it(
    files: dict[str, str], clean: str, slashed: str, tmp_path: Path
) -> None:
    assert answers(tmp_path, {"b.md": "---\n---\n", **files}, "/b", "/b/", "/b.html") == [clean, slashed, LIVE]


@pytest.mark.parametrize(
    ("said", "outcomes"),
    [
        # The page c/index.html has a link to `b`, and d.html one to `../b`; there is /b/index.html, and no other.
        ("{}", ["missing", "live"]),
        ('{"trailingSlash": false}', ["live", "live"]),
        ('{"trailingSlash": true}', ["missing", "live"]),
        (f'{{{CLEAN}, "trailingSlash": true}}', ["missing", "live"]),
        (f'{{{CLEAN}, "trailingSlash": false}}', ["live", "live"]),
    ],
)
def test_relative_links_start_where_the_host_leads_readers(said: str, outcomes: list[str], tmp_path: Path) -> None:
    files = {
        "b.md": "---\npermalink: /b/\n---\n",
        "c.md": "---\npermalink: /c/\n---\n[x](b)\n",
        "d.md": "---\npermalink: /d.html\n---\n[x](../b)\n",
        "vercel.json": said,
    }
    site = site_of_folder(write_files(tmp_path, {"_config.yml": "title: x\n", **files}))
    assert [item.target.outcome.value for item in site.once(resolve_links).all] == outcomes


def test_a_file_is_read_below_its_own_name_where_the_host_adds_a_slash(tmp_path: Path) -> None:
    files = {
        "_config.yml": "title: x\n",
        "e/f.md": "---\n---\n",
        "e/d.md": "---\n---\n[x](f) [y](../f)\n",
        "vercel.json": f'{{{CLEAN}, "trailingSlash": true}}',
    }
    site = site_of_folder(write_files(tmp_path, files))
    found = {item.link.destination: item.target.outcome.value for item in site.once(resolve_links).all}
    assert found == {"f": "missing", "../f": "live"}


WORKFLOW = """
on: push
jobs:
  build:
    steps:
      - run: {command}
      - uses: {action}
"""


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({".github/workflows/p.yml": WORKFLOW.format(command="jekyll build", action="actions/deploy-pages@v4")}, "missing"),
        ({".github/workflows/p.yml": WORKFLOW.format(command="jekyll build", action="actions/upload-artifact@v4")}, "live"),
        ({".github/workflows/p.yml": WORKFLOW.format(command="make api", action="actions/deploy-pages@v4")}, "live"),
        (
            {
                ".github/workflows/p.yml": WORKFLOW.format(command="jekyll build", action="peaceiris/actions-gh-pages@v3"),
                "netlify.toml": "",
            },
            "live",
        ),
    ],
)  # fmt: skip
def test_a_workflow_that_hands_what_it_builds_to_github_pages_names_the_host(
    files: dict[str, str], outcome: str, tmp_path: Path
) -> None:
    pages = {".git/HEAD": "", "b.md": "---\n---\n", "Gemfile": "gem 'jekyll'\n"}
    assert answers(tmp_path, {**pages, **files}, "/b/", "/b") == [outcome, LIVE]


def test_many_rules_cost_an_address_no_more_than_those_of_its_own_folder() -> None:
    rules = tuple(
        from_redirects(
            "".join(f"/q{n}/:a/*  /o{n}/:a\n/q{n}/*  /b\n" for n in range(4_000)), "_redirects", cloudflare=False
        )
    )
    host = HostRules(rules, frozenset())
    began = time.process_time()
    for number in range(4_000):
        found = host.find(f"/q{number}/b/c", "", there=False)
        assert found is not None
        assert found.target == f"/o{number}/b"
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("rules", "path", "target"),
    [
        ("/a/:x /1\n/:y/b /2\n", "/a/b", "/1"),
        ("/:y/b /2\n/a/:x /1\n", "/a/b", "/2"),
        ("/a/* /1\n", "/a", "/1"),
        ("/* /1\n", "/", "/1"),
        ("/ab* /1\n", "/abc/d", "/1"),
    ],
)
def test_rules_are_asked_in_their_order_wherever_they_begin(rules: str, path: str, target: str) -> None:
    found = HostRules(tuple(from_redirects(rules, "_redirects", cloudflare=False)), frozenset()).find(
        path, "", there=False
    )
    assert found is not None
    assert found.target == target
