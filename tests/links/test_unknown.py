"""Which missing addresses something may answer at all the same, and which nothing can."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome
from content_lint.links.unmodelled import STATE_ADDRESSES
from content_lint.site.addresses import Answer, AnswerKind
from tests.links.sites import site_of_texts, targets

FILTER = "module Shout\n  def shout(i) i.upcase end\nend\nLiquid::Template.register_filter(Shout)\n"
TAGS = 'class TagPage < Jekyll::Page\n  def initialize(site, tag)\n    @dir = File.join("tags", tag)\n  end\nend\n'


def outcomes(root: Path, links: list[str], files: dict[str, str]) -> dict[str, str]:
    """What comes of each link, by its destination: the outcome, and the reason where there is one."""
    body = " ".join(f"[{number}]({link})" for number, link in enumerate(links))
    found = targets(site_of_texts(root, {"a.md": f"---\ntitle: A\n---\n{body}\n", **files}), "a.md")
    said = {number: f"{target.outcome.value} {target.reason}".strip() for number, target in found.items()}
    return {link: said[str(number)] for number, link in enumerate(links)}


def test_a_filter_excuses_nothing(tmp_path: Path) -> None:
    assert outcomes(tmp_path, ["/nowhere/"], {"_plugins/shout.rb": FILTER}) == {"/nowhere/": "missing"}


def test_a_plugin_excuses_what_it_can_make(tmp_path: Path) -> None:
    files = {"_plugins/a_filter.rb": FILTER, "_plugins/tags.rb": TAGS}
    assert outcomes(tmp_path, ["/tags/x/", "/nowhere/", "/tags/x.png"], files) == {
        "/tags/x/": "unknown may be made by `_plugins/tags.rb`",
        "/nowhere/": "missing",
        "/tags/x.png": "missing",
    }


def test_the_files_of_github_pages_are_known(tmp_path: Path) -> None:
    lock = "GEM\n  specs:\n    github-pages (232)\n    jekyll (3.10.0)\n"
    files = {"Gemfile.lock": lock, "bare.md": "Text.\n", "docs/README.md": "Text.\n"}
    assert outcomes(tmp_path, ["/bare", "/docs/", "/nowhere/at/all/", "/2024/01/01/b.html"], files) == {
        "/bare": "live",
        "/docs/": "live",
        "/nowhere/at/all/": "missing",
        "/2024/01/01/b.html": "missing",
    }


def test_a_theme_brings_the_plugins_that_it_asks_for(tmp_path: Path) -> None:
    config = "theme: of-ours\nurl: https://www.example.org\n"
    lock = (
        "GEM\n  specs:\n    jekyll (4.4.1)\n    of-ours (1.2)\n      jekyll (~> 4.0)\n      jekyll-feed\n    a (1.0)\n"
    )
    assert outcomes(tmp_path / "locked", ["/feed.xml"], {"_config.yml": config, "Gemfile.lock": lock}) == {
        "/feed.xml": "live"
    }
    minima = {"_config.yml": "theme: minima\n"}
    assert outcomes(tmp_path / "known", ["/feed.xml"], minima) == {"/feed.xml": "live"}
    bare = {**minima, "Gemfile.lock": "GEM\n  specs:\n    minima (3.0)\n    other (1.0)\n      rake\n"}
    assert outcomes(tmp_path / "not", ["/feed.xml"], bare) == {"/feed.xml": "missing"}


MODULE = '[submodule "a"]\n\tpath = other/a\n[submodule "b"]\n\tpath = other/b\n'
ELSEWHERE = "another repository, which `.gitmodules` puts at `other/a` and which is not there"


def linked(root: Path, permalink: str) -> dict[str, str]:
    """What comes of links to a site of which a link leads into a repository that was not fetched."""
    files = {
        "_config.yml": "exclude: [other]\n",
        ".gitmodules": MODULE,
        "pages/b.md": f"---\ntitle: B\n{permalink}---\n",
        "other/b/x.md": "",
    }
    (root / "pages").mkdir(parents=True)
    (root / "pages/theirs").symlink_to("../other/a/content")
    return outcomes(root, ["/anywhere/", "/pages/theirs/x.png", "/anywhere/x.png"], files)


def test_a_link_into_a_repository_that_was_not_fetched(tmp_path: Path) -> None:
    theirs = {"/pages/theirs/x.png": f"unknown may be made by {ELSEWHERE}", "/anywhere/x.png": "missing"}
    assert linked(tmp_path / "in place", "") == {"/anywhere/": "missing", **theirs}
    # Where pages say themselves where they are, theirs do so, too.
    found = linked(tmp_path / "anywhere", "permalink: /b/\n")
    assert found == {"/anywhere/": f"unknown may be made by {ELSEWHERE}", **theirs}


def test_templates_of_a_repository_that_was_not_fetched(tmp_path: Path) -> None:
    files = {
        ".gitmodules": MODULE,
        "_layouts/default.html": "{% include theirs/x.html %}{% include nowhere.html %}{{ content }}",
        "b.md": "---\nlayout: default\n---\n",
        "c.md": "---\nlayout: plain\n---\n",
        "_layouts/plain.html": "{% if page.x %}{% include ERROR_no_x %}{% endif %}{{ content }}",
    }
    (tmp_path / "_includes").mkdir()
    (tmp_path / "_includes/theirs").symlink_to("../other/a/includes")
    site = site_of_texts(tmp_path, files)
    anchors = {path: site.anchors(path) for path in ("b.md", "c.md")}
    gaps = {path: found.gap for path, found in anchors.items() if found is not None}
    assert gaps == {"b.md": f"whose include `theirs/x.html` comes from {ELSEWHERE}", "c.md": ""}


def with_base(root: Path, lock: str, own: str) -> dict[str, str]:
    """Links of a site below ``/base`` whose texts leave that out."""
    config = "url: https://www.example.org\nbaseurl: /base\n"
    links = " ".join("[b](/b/)" for _ in range(60))
    files = {"_config.yml": config, "Gemfile.lock": lock, "b.md": f"---\npermalink: /b/\n---\n{links} {own}\n"}
    return outcomes(root, ["/b/", "/c/", "https://www.example.org/base/old.gif"], files)


def test_a_program_that_cannot_be_read_puts_the_base_path_in_front(tmp_path: Path) -> None:
    lock = "GIT\n  specs:\n    ours (1)\n\nDEPENDENCIES\n  jekyll\n  ours!\n"
    elsewhere = "unknown may be answered by another site on the same host"
    found = with_base(tmp_path / "so", lock, "")
    assert (found["/b/"], found["https://www.example.org/base/old.gif"]) == ("live", elsewhere)
    assert with_base(tmp_path / "published", lock.replace("!", ""), "")["/b/"].startswith("missing")
    assert with_base(tmp_path / "mixed", lock, "[b](/base/b/) " * 8)["/b/"].startswith("missing")


ARCHIVES = "plugins: [jekyll-archives]\njekyll-archives: {enabled: [tags, year]}\n"


def test_archives_are_where_there_are_posts_for_them_and_nowhere_else(tmp_path: Path) -> None:
    links = ["/tag/x/", "/tag/y/", "/tag/x/y/", "/2020/", "/2021/", "/2020/01/02/gone.html", "/category/x/"]
    post = "---\ntags: [x]\n---\n"
    found = outcomes(tmp_path, links, {"_config.yml": ARCHIVES, "_posts/2020-01-02-a.md": post})
    assert {link for link, outcome in found.items() if outcome == "live"} == {"/tag/x/", "/2020/"}
    assert {link for link, outcome in found.items() if outcome == "missing"} == {*links} - {"/tag/x/", "/2020/"}


def test_what_is_said_to_be_generated_is_fine_and_plugins_excuse_nothing_else(tmp_path: Path) -> None:
    files = {
        "_plugins/tags.rb": TAGS,
        "_config.yml": "plugins: [jekyll-page-weaver]\n",
        "content-lint.toml": 'generator = "jekyll"\ngenerated = ["/tags/**", "/feed.json"]\n',
    }
    links = ["/tags/x/", "/tags/", "/feed.json", "/nowhere/", "/old/tags/x/"]
    assert outcomes(tmp_path, links, files) == {
        "/tags/x/": "live",
        "/tags/": "live",
        "/feed.json": "live",
        "/nowhere/": "missing",
        "/old/tags/x/": "missing",
    }


def test_an_empty_list_says_that_plugins_make_nothing(tmp_path: Path) -> None:
    files = {"_plugins/tags.rb": TAGS, "content-lint.toml": 'generator = "jekyll"\ngenerated = []\n'}
    assert outcomes(tmp_path, ["/tags/x/"], files) == {"/tags/x/": "missing"}


@pytest.mark.parametrize(
    ("source", "matched", "not_matched"),
    [
        ("/old/*", ["/old/", "/old/x/y"], ["/older", "/new/old/"]),
        ("/*/sponsors", ["/2020/sponsors"], ["/gone/", "/sponsors/x", "/deep/none/"]),
        ("/blog/:slug/print", ["/blog/x/print"], ["/blog/print", "/blog/x/y/print", "/blog/x"]),
        ("/one", ["/one", "/one/"], ["/one/two", "/ones"]),
        ("/*", ["/anything/"], []),
    ],
)
def test_a_rule_of_the_host_answers_where_it_matches(
    source: str, matched: list[str], not_matched: list[str], tmp_path: Path
) -> None:
    rules = f'[[redirects]]\nfrom = "{source}"\nto = "https://x.org/"\nstatus = 301\n'
    found = outcomes(tmp_path, [*matched, *not_matched], {"netlify.toml": rules})
    assert {link for link, said in found.items() if said == "live"} == set(matched)
    assert {link for link, said in found.items() if said == "missing"} == set(not_matched)


def test_a_rule_that_says_not_found_answers_nowhere(tmp_path: Path) -> None:
    rules = '[[redirects]]\nfrom = "/*"\nto = "/404.html"\nstatus = 404\n'
    assert outcomes(tmp_path, ["/gone/"], {"netlify.toml": rules, "_redirects": "/* /404.html 404\n"}) == {
        "/gone/": "missing"
    }


@pytest.mark.parametrize("source", ["/" + "*" * 3000, "/" + "*/a" * 3000, "/" + ":a/" * 3000])
def test_hostile_rules_cost_no_more_than_linear_time(source: str, tmp_path: Path) -> None:
    import time

    files = {"_redirects": f"{source} /b\n"}
    start = time.process_time()
    outcomes(tmp_path, ["/" + "a/" * 2000 + "b"], files)
    assert time.process_time() - start < 2


def test_hugo_with_several_languages_turns_the_path_of_a_file_into_the_address_of_its_page(
    tmp_path: Path,
) -> None:
    top, languages = "+++\ntitle = 'A'\n{}+++\n{}\n", "[languages]\n[languages.en]\n[languages.fr]\n"
    links = "[a](/docs/cert-compat) [b](/docs/gone) [c](/docs/cert-compat.md)"
    files = {
        "hugo.toml": f"baseURL = 'https://www.example.org/'\n{languages}",
        "content/a.md": top.format("", links),
        "content/docs/cert-compat.md": top.format("slug = 'compatibility'\n", ""),
        "content/b.fr.md": top.format("", "[a](/docs/cert-compat)"),
    }
    site = site_of_texts(tmp_path, files)
    assert {label: (target.outcome, target.url) for label, target in targets(site, "content/a.md").items()} == {
        "a": (LinkOutcome.LIVE, "/docs/compatibility/"),
        "b": (LinkOutcome.MISSING, "/docs/gone"),
        "c": (LinkOutcome.LIVE, "/docs/compatibility/"),
    }
    # No French page has that path, and Hugo leaves the link as it is.
    assert targets(site, "content/b.fr.md")["a"].outcome is LinkOutcome.MISSING


def test_the_languages_of_hugo_are_read_from_files_of_their_own(tmp_path: Path) -> None:
    files = {
        "config/_default/hugo.toml": "baseURL = 'https://www.example.org/'\ndefaultContentLanguage = 'en'\n",
        "config/_default/languages.en.toml": "contentDir = 'content/en'\n",
        "config/_default/languages.fr.toml": "contentDir = 'content/fr'\n",
        "content/en/a.md": "+++\ntitle = 'A'\n+++\n[b](/b/) [c](/en/b/)\n",
        "content/en/b.md": "+++\ntitle = 'B'\n+++\n",
        "content-lint.toml": 'generator = "hugo"\n',
    }
    found = targets(site_of_texts(tmp_path, files), "content/en/a.md")
    assert {label: target.outcome for label, target in found.items()} == {
        "b": LinkOutcome.LIVE,
        "c": LinkOutcome.MISSING,
    }


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ({}, LinkOutcome.MISSING),
        ({"layouts/_markup/render-link.html": "{{ .Text }}"}, LinkOutcome.UNKNOWN),
        ({"hugo.toml": "baseURL = 'https://www.example.org/'\ntheme = 'x'\n"}, LinkOutcome.UNKNOWN),
    ],
)
def test_a_relative_link_of_hugo_is_what_it_says_where_no_template_can_change_it(
    more: dict[str, str], outcome: LinkOutcome, tmp_path: Path
) -> None:
    files = {"hugo.toml": "baseURL = 'https://www.example.org/'\n", "content/a.md": "+++\n+++\n[x](nope/)\n"}
    assert targets(site_of_texts(tmp_path, {**files, **more}), "content/a.md")["x"].outcome is outcome


def test_a_theme_that_nobody_knows_may_bring_files_where_themes_do(tmp_path: Path) -> None:
    files = {
        "_config.yml": "url: https://www.example.org\ntheme: nobodys\n",
        "content-lint.toml": 'generator = "jekyll"\nmedia = ["/assets/uploads"]\n',
        "about.md": "---\npermalink: /assets/about/\n---\n",
        "assets/deep/er/more/own.png": "x",
    }
    theme, made = "unknown may be files of the theme nobodys", "unknown are scripts and style sheets, which another"
    assert outcomes(
        tmp_path,
        [
            *("/assets/x.png", "/assets/x.css", "/assets/deep/er/other/x.png"),
            *("/assets/uploads/x.png", "/assets/about/x.png", "/assets/deep/er/more/x.png", "/x.png", "/nothing/"),
        ],
        files,
    ) == {
        "/assets/x.png": theme,
        "/assets/x.css": f"{made} program may make",
        "/assets/deep/er/other/x.png": theme,
        **dict.fromkeys(["/assets/uploads/x.png", "/assets/about/x.png", "/assets/deep/er/more/x.png"], "missing"),
        **dict.fromkeys(["/x.png", "/nothing/"], "missing"),
    }


def test_of_places_on_a_page_that_is_made_nothing_is_known(tmp_path: Path) -> None:
    files = {"_config.yml": ARCHIVES, "_posts/2020-01-02-a.md": "---\ntags: [x]\n---\n"}
    site = site_of_texts(tmp_path, {**files, "a.md": "---\n---\n[a](/tag/x/#part)\n"})
    target = targets(site, "a.md")["a"]
    assert target.answer == Answer(AnswerKind.GENERATED, "/tag/x/", "/tag/x/index.html")
    assert find_place(site, target).state is PlaceState.UNKNOWN


def said_of(root: Path, files: dict[str, str], path: str = "a.md") -> dict[str, tuple[str, str]]:
    """Why nothing is known of each link, and what to do, by its destination."""
    site = site_of_texts(root, files)
    causes = {
        item.link.destination: item.target.cause for item in site.once(resolve_links).all if item.document.path == path
    }
    return {link: (cause.reason, cause.advice) for link, cause in causes.items() if cause is not None}


def test_relative_links_of_a_page_without_an_address_say_who_decides(tmp_path: Path) -> None:
    what, built = "start from a page whose own address is not known", "check the finished site with `--built DIR`."
    astro = {"astro.config.mjs": "export default {};\n", "content-lint.toml": "", "src/content/X/a.md": "[x](gone/)\n"}
    assert said_of(tmp_path / "astro", astro, "src/content/X/a.md") == {
        "gone/": (what, f"Begin them with `/`, or {built}")
    }
    other = {"content-lint.toml": "generator = 'hexo'\n", "source/a.md": "[x](gone/)\n", ".git/HEAD": ""}
    assert said_of(tmp_path / "other", other, "source/a.md") == {
        "gone/": (what, f"Begin them with `/`, or tell the address. {STATE_ADDRESSES}")
    }


@pytest.mark.parametrize(
    ("globs", "made", "missing"),
    [
        ('"/tags/**"', ["/tags/x/", "/tags/x/y", "/tags"], ["/tag/x/", "/x/tags/y"]),
        ('"/X/*.htmlX"', ["/X/a.htmlX"], ["/X/a/b.htmlX", "/X/a.html"]),
        ('"/a.json", "b.json"', ["/a.json", "/b.json", "/x/b.json"], ["/c.json", "/x/a.json"]),
    ],
)
def test_a_setting_says_what_is_made(tmp_path: Path, globs: str, made: list[str], missing: list[str]) -> None:
    settings = f'generator = "jekyll"\ngenerated = [{globs}]\n'
    found = outcomes(tmp_path, [*made, *missing], {"content-lint.toml": settings})
    assert {link for link, said in found.items() if said == "live"} == set(made)
    assert {link for link, said in found.items() if said == "missing"} == set(missing)


PAGES = """class {0} < Jekyll::Page
  def initialize(site, tag)
    @dir = File.join("tagsX", tag)
    @name = "index.html"
  end
end
"""


def test_a_program_makes_pages_at_its_addresses_and_nothing_beside_them(tmp_path: Path) -> None:
    made = "unknown may be made by `_plugins/tags.rb`"
    links = [
        "/tagsX/x",
        "/tagsX/x/",
        "/tagsX/x/index.html",
        "/tagsX/x/y/",
        "/tagsX/x.pdf",
        "/tagsX/x.xml",
        "/tagsX/",
        "/tagsXX/x/",
        "/TagsX/x/",
    ]
    assert outcomes(tmp_path, links, {"_plugins/tags.rb": PAGES.format("TagPage")}) == {
        "/tagsX/x": made,
        "/tagsX/x/": made,
        "/tagsX/x/index.html": made,
        "/tagsX/x/y/": made,
        "/tagsX/x.pdf": "missing",
        "/tagsX/x.xml": made,
        "/tagsX/": made,
        "/tagsXX/x/": "missing",
        "/TagsX/x/": "missing",
    }
