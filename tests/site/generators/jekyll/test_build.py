from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from content_lint.parse.facts import FenceState
from content_lint.site.generators.jekyll.build import build
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.installed import read_installed
from content_lint.site.generators.jekyll.read import survey, survey_paths
from content_lint.site.model import Built, Collision, FileFacts, Maker, Page, State, Writer
from tests.site.generators.jekyll.facts import facts_of, facts_on_disk
from tests.site.generators.jekyll.oracle import SYNTHETIC, Case, case, rows

CASES = (*SYNTHETIC, "civil-service-lgbt", "civil-service-lgbt-2023")
THEME = {("assets/styles/cms-styles.scss", "(page)"), ("assets/styles/styles.scss", "(page)")}
NOW = datetime(2024, 6, 1, tzinfo=UTC)


@lru_cache(maxsize=2)
def built(shared: Path, name: str) -> tuple[Case, Built]:
    asked = case(shared, name)
    found = survey(asked.root, asked.config)
    return asked, build(found, facts_on_disk(asked.root, found.files), asked.config, asked.now)


def spelled(asked: Case, page: Page) -> str:
    return page.path.removeprefix(asked.base) if page.collection else page.path


@pytest.mark.parametrize("name", CASES)
def test_every_document_and_page_is_what_jekyll_says(shared: Path, name: str) -> None:
    asked, site = built(shared, name)
    found = {
        (spelled(asked, page), page.collection or "(page)"): {
            "url": page.url,
            "output": "yes" if page.state is State.LIVE else "no",
            "destination": page.destination,
            "date": (page.date or asked.now.astimezone(asked.config.zone)).isoformat() if page.collection else "",
            "slug": page.slug if page.collection else "",
        }
        for page in site.pages
    }
    columns = ("url", "output", "destination", "date", "slug")
    asked_of = asked.rows("docs")
    expected = {(row["source_path"], row["collection"]): {key: row[key] for key in columns} for row in asked_of}
    for (_, collection), row in expected.items():
        row["slug"] = "" if collection == "(page)" else row["slug"]
    own = {key: row for key, row in expected.items() if key not in THEME}
    assert len(expected) - len(own) == (2 if name.startswith("civil") else 0)
    assert len(own) > 300
    assert found == own
    assert site.fatal == ()


@pytest.mark.parametrize("name", CASES)
def test_every_static_file_is_what_jekyll_says(shared: Path, name: str) -> None:
    asked, site = built(shared, name)
    found = {
        spelled(asked, page) if page.collection else f"/{page.path}": (page.url, page.state is State.STATIC)
        for page in site.static
    }
    expected = {row["source_path"]: (row["url"], row["output"] == "yes") for row in asked.rows("static")}
    theme = {path for path in expected if name.startswith("civil") and not (asked.root / path.lstrip("/")).exists()}
    assert len(theme) == (14 if name.startswith("civil") else 0)
    assert len(expected) > 15
    assert found == {path: row for path, row in expected.items() if path not in theme}


@pytest.mark.parametrize("name", CASES)
def test_every_redirect_is_what_jekyll_says(shared: Path, name: str) -> None:
    asked, site = built(shared, name)
    paths = {page.path: spelled(asked, page) for page in site.pages}
    found = []
    for item in site.redirects:
        kind = item.key_path[0]
        source = paths[item.source] if kind == "redirect_to" else ""
        found.append((item.url, item.destination, item.target, source, kind))
    columns = ("from_url", "destination_file", "to", "target_source", "kind")
    expected = [tuple(row[key] for key in columns) for row in asked.rows("redirects")]
    assert len(expected) > 15
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("name", CASES)
def test_every_collision_has_the_writers_that_jekyll_says_in_their_order(shared: Path, name: str) -> None:
    asked, site = built(shared, name)

    def said(writer: Writer) -> str:
        path = writer.path.removeprefix(asked.base)
        return path if writer.redirect_target is None else f"redirect->{writer.redirect_target}"

    found = {
        item.destination: ("yes" if item.warned else "no", [said(writer) for writer in item.writers])
        for item in site.collisions
    }
    expected = {
        row["destination"]: (row["jekyll_warns"], row["writers_in_write_order"].split(" ; "))
        for row in asked.rows("collisions")
    }
    assert len(expected) > 2
    assert found == expected


@pytest.mark.parametrize("name", CASES)
def test_every_document_that_is_not_shown_has_jekylls_reason(shared: Path, name: str) -> None:
    asked, site = built(shared, name)
    pages = {(spelled(asked, page), page.collection or "(page)"): page for page in site.pages}
    read = [row for row in asked.rows("skipped") if row["collection"] != "-"]
    assert len(read) >= 10
    for row in read:
        page = pages[row["source_path"], row["collection"]]
        reason = row["reason"]
        if "still output" in reason:
            assert (page.path, page.state) == (page.path, State.LIVE)
        elif reason == "future date":
            assert (page.path, page.state, page.until) == (page.path, State.HIDDEN, page.date)
        else:
            word = "output" if "output" in reason else "published"
            assert (page.path, page.state) == (page.path, State.NEVER)
            assert word in page.reason
        assert (page.path, page.in_listing) == (page.path, row["in_collection_list"] == "yes")
    hidden = {key for key, page in pages.items() if page.state is not State.LIVE}
    assert hidden <= {(row["source_path"], row["collection"]) for row in read}


def test_plugins_make_what_jekyll_says_they_make(shared: Path) -> None:
    asked, site = built(shared, "civil-service-lgbt")
    expected = rows(asked.tables / "cslgbt.generated.tsv")
    assert {(item.url, item.destination) for item in site.generated} == {
        (row["url"], row["destination"]) for row in expected
    }
    assert site.unknown_providers == ("the remote theme civilservicelgbt/magenta",)


def test_what_stops_the_build_is_said_and_nothing_else(shared: Path) -> None:
    folder = shared / "oracle" / "jekyll" / "fatal"
    probes = rows(folder / "probes.tsv")
    stopped = 0
    for probe in probes:
        name, root = probe["probe"], folder / probe["probe"]
        data = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
        config = JekyllConfig.from_mapping({**data, "plugins": ["jekyll-redirect-from"]})
        now = datetime(2026, 11, 21, 12, tzinfo=UTC) if name == "time-only" else NOW
        found = survey(root, config)
        site = build(found, facts_on_disk(root, found.files), config, now)
        if probe["build"] != "ok":
            stopped += 1
            assert (name, [item.path for item in site.fatal]) == (name, [site.pages[0].path])
            assert (name, site.pages[0].state) == (name, State.STOPS_THE_BUILD)
            assert site.pages[0].reason == site.fatal[0].problem
            continue
        assert (name, site.fatal) == (name, ())
        if not probe["file"].startswith("STATIC"):
            page = site.pages[0]
            said = (page.url, page.destination, "yes" if page.state is State.LIVE else "no")
            assert (name, *said) == (name, probe["url"], probe["destination"], probe["output"])
    assert stopped == 16


# From here on: rules that the tables do not hold.


def site_of(contents: dict[str, str], gemfile_lock: str = "", **settings: object) -> Built:
    config = JekyllConfig.from_mapping(settings, read_installed(gemfile_lock))
    found = survey_paths(contents, config, lambda path: contents[path].startswith("---\n"))
    facts = {file.path: facts_of(file, contents[file.path].encode(), None) for file in found.files}
    return build(found, facts, config, NOW)


def post(**values: str) -> str:
    return "".join(["---\n", *(f"{key}: {value}\n" for key, value in values.items()), "---\ntext\n"])


def urls(site: Built) -> dict[str, str]:
    return {page.path: page.url for page in site.pages}


def test_limit_posts_keeps_the_newest() -> None:
    contents = {f"_posts/2020-01-0{day}-p.md": post() for day in range(1, 6)}
    site = site_of(contents, limit_posts=2)
    kept = [page.path for page in site.pages if page.in_listing]
    assert kept == ["_posts/2020-01-04-p.md", "_posts/2020-01-05-p.md"]
    assert [page.state for page in site.pages] == [State.NEVER] * 3 + [State.LIVE] * 2


def test_a_future_post_without_the_setting_is_hidden_until_its_date() -> None:
    contents = {"_posts/2024-06-02-p.md": post()}
    page = site_of(contents).pages[0]
    assert (page.state, page.until, page.in_listing) == (State.HIDDEN, datetime(2024, 6, 2, tzinfo=UTC), False)
    assert site_of(contents, future=True).pages[0].state is State.LIVE


def test_a_date_equal_to_the_clock_is_not_in_the_future() -> None:
    assert site_of({"_posts/2024-06-01-p.md": post()}).pages[0].state is State.LIVE


def test_the_same_clock_text_is_another_day_with_seconds_than_without() -> None:
    contents = {
        "_posts/2020-01-02-a.md": post(date="2020-07-01 23:30:00"),
        "_posts/2020-01-02-b.md": post(date="2020-07-01 23:30"),
    }
    assert urls(site_of(contents, permalink="pretty", timezone="Europe/London")) == {
        "_posts/2020-01-02-a.md": "/2020/07/02/a/",
        "_posts/2020-01-02-b.md": "/2020/07/01/b/",
    }


def test_a_weekdate_style_gives_pages_no_suffix() -> None:
    contents = {"a.md": post(), "_posts/2020-01-02-p.md": post()}
    assert urls(site_of(contents, permalink="weekdate")) == {
        "a.md": "/a",
        "_posts/2020-01-02-p.md": "/2020/W01/Thu/p.html",
    }


def test_jekyll_3_stops_at_placeholders_that_came_later() -> None:
    lock = "GEM\n  specs:\n    github-pages (232)\n    jekyll (3.10.0)\n"
    site = site_of({"_posts/2020-01-02-p.md": post(permalink="/:week/:title/")}, lock)
    assert [(item.key_path, item.problem) for item in site.fatal] == [
        (("permalink",), "`:week` is no placeholder that Jekyll knows")
    ]


def test_combining_marks_stay_in_slugs_but_for_jekyll_3() -> None:
    contents = {"_things/cafe\u0301.md": post(permalink="/:slug/")}
    lock = "GEM\n  specs:\n    jekyll (3.10.0)\n"
    things = {"things": {"output": True}}
    assert urls(site_of(contents, collections=things)) == {"_things/cafe\u0301.md": "/cafe%CC%81/"}
    assert urls(site_of(contents, lock, collections=things)) == {"_things/cafe\u0301.md": "/cafe/"}


def test_a_question_mark_in_a_path_stays_a_query_up_to_4_3() -> None:
    contents = {"what?.md": post()}
    assert urls(site_of(contents, permalink="pretty")) == {"what?.md": "/what?/"}
    lock = "GEM\n  specs:\n    jekyll (4.4.1)\n"
    assert urls(site_of(contents, lock, permalink="pretty")) == {"what?.md": "/what%3F/"}


def test_an_empty_permalink_of_a_document_takes_the_home_page() -> None:
    contents = {"index.md": post(), "_things/a.md": post(permalink='""')}
    site = site_of(contents, collections={"things": {"output": True}})
    assert site.collisions == (Collision("/index.html", (Writer("index.md"), Writer("_things/a.md")), True),)


def test_a_list_as_permalink_stops_the_build() -> None:
    site = site_of({"a.md": post(permalink="[/a/]")})
    assert [(item.path, item.key_path) for item in site.fatal] == [("a.md", ("permalink",))]


def test_what_would_stop_the_build_is_harmless_where_nothing_is_written() -> None:
    assert site_of({"_things/a.md": post(slug="2024", permalink="/:slug/")}, collections=["things"]).fatal == ()


def test_a_page_whose_name_looks_like_a_scheme_stops_the_build() -> None:
    assert [item.path for item in site_of({"10:30.md": post()}).fatal] == ["10:30.md"]


def test_null_in_a_document_does_not_override_a_default_but_false_does() -> None:
    scope = {"scope": {"path": ""}, "values": {"permalink": "/all/:title/", "published": False}}
    contents = {"_things/a.md": post(permalink="null", published="null"), "_things/b.md": post(permalink="false")}
    site = site_of(contents, collections={"things": {"output": True}}, defaults=[scope])
    assert {page.path: (page.url, page.state) for page in site.pages} == {
        "_things/a.md": ("/all/a/", State.NEVER),
        "_things/b.md": ("/things/b.html", State.NEVER),
    }


def test_a_longer_scope_wins_and_a_shorter_one_fills_gaps() -> None:
    sets = [
        {"scope": {"path": "_things/sub"}, "values": {"permalink": "/long/:title/"}},
        {"scope": {"path": "", "type": "things"}, "values": {"permalink": "/short/:title/", "redirect_from": "/old"}},
    ]
    site = site_of(
        {"_things/sub/a.md": post(), "_things/subway.md": post()},
        collections={"things": {"output": True}},
        defaults=sets,
        plugins=["jekyll-redirect-from"],
    )
    assert urls(site) == {"_things/sub/a.md": "/long/a/", "_things/subway.md": "/long/subway/"}
    assert [item.url for item in site.redirects] == ["/old", "/old"]


def test_two_sets_of_defaults_of_which_one_has_no_scope_stop_the_build() -> None:
    sets = [{"values": {"a": 1}}, {"scope": {"path": ""}, "values": {"b": 2}}]
    fatal = site_of({"_posts/2020-01-02-p.md": post(), "_posts/2020-01-03-p.md": post()}, defaults=sets).fatal
    assert [(item.path, item.key_path) for item in fatal] == [("_config.yml", ("defaults",))]


def test_settings_inside_collections_are_known_to_be_ignored() -> None:
    config = JekyllConfig.from_mapping({"collections": {"news": {"output": True, "defaults": {"values": {"a": 1}}}}})
    assert [item.key_path for item in config.ignored] == [("collections", "news", "defaults")]


def test_redirects_without_the_plugin_do_nothing() -> None:
    site = site_of({"a.md": post(redirect_from="/old")})
    assert (site.redirects, site.pages[0].redirects_from) == ((), ())


def test_hidden_documents_keep_their_wishes_but_redirect_nothing() -> None:
    site = site_of({"_posts/2099-01-01-p.md": post(redirect_from="/old")}, plugins=["jekyll-redirect-from"])
    assert site.redirects == ()
    assert [item.url for item in site.pages[0].redirects_from] == ["/old"]


def test_a_plugin_that_only_the_gemfile_names_is_in_use() -> None:
    specs = "GEM\n  specs:\n    jekyll (4.3.3)\n    jekyll-feed (0.17.0)\n\n"
    lock = f"{specs}DEPENDENCIES\n  jekyll (~> 4.3)\n  jekyll-feed\n"
    assert [item.url for item in site_of({}, lock).generated] == ["/feed.xml"]


def test_a_files_own_feed_stands_in_for_the_plugins() -> None:
    assert site_of({"feed.xml": "---\n---\n"}, plugins=["jekyll-feed"]).generated == ()


def test_an_unreadable_document_is_published_at_the_address_of_today() -> None:
    page = site_of({"_posts/2020-01-02-p.md": "---\na: [\n---\n"}, permalink="pretty").pages[0]
    assert (page.url, page.state, page.date) == ("/2024/06/01/2020-01-02-p/", State.LIVE, None)


def test_a_file_without_facts_is_taken_to_have_no_front_matter() -> None:
    config = JekyllConfig()
    found = survey_paths(["_posts/2020-01-02-p.md"], config, lambda path: False)
    assert build(found, {}, config, NOW).pages[0].url == "/2020/01/02/p.html"


def test_front_matter_as_deep_as_it_gets_does_not_end_the_run() -> None:
    deep: object = "x"
    for _ in range(50_000):
        deep = [deep]
    config = JekyllConfig.from_mapping({"permalink": "/:categories/:title/"})
    found = survey_paths(["_posts/2020-01-02-p.md"], config, lambda path: True)
    facts = {"_posts/2020-01-02-p.md": FileFacts(FenceState.FOUND, {"categories": deep, "category": deep})}
    assert build(found, facts, config, NOW).pages[0].state is State.LIVE


def test_a_source_folder_is_no_part_of_addresses_categories_or_scopes() -> None:
    contents = {
        path: post() for path in ("src/blog/_posts/2020-01-02-p.md", "src/_things/a.md", "src/b.md", "README.md")
    }
    scope = {"scope": {"path": "_things"}, "values": {"permalink": "/from-scope/"}}
    things = {"things": {"output": True}}
    site = site_of(contents, source="./src/", permalink="pretty", collections=things, defaults=[scope])
    assert urls(site) == {
        "src/blog/_posts/2020-01-02-p.md": "/blog/2020/01/02/p/",
        "src/_things/a.md": "/from-scope/",
        "src/b.md": "/b/",
    }
    assert [item.path for item in site.skipped] == ["README.md"]


def test_jekyll_3_keeps_the_dots_in_a_static_files_name_and_ignores_its_names_place_in_templates() -> None:
    contents = {"a..png": "", "_things/b.png": ""}
    things = {"things": {"output": True, "permalink": "/t/:name/:path"}}
    old = site_of(contents, "GEM\n  specs:\n    jekyll (3.10.0)\n", collections=things)
    assert [page.url for page in old.static] == ["/a..png", "/t/b.png"]
    assert [page.url for page in site_of(contents, collections=things).static] == ["/a.png", "/t/b/b.png"]


def test_pagination_makes_as_many_pages_as_there_are_posts_for() -> None:
    contents = {f"_posts/2020-01-0{day}-p.md": post() for day in range(1, 6)}
    wanted = {"paginate": 2, "paginate_path": "/blog/page:num/", "plugins": ["jekyll-paginate"]}
    assert [item.url for item in site_of({**contents, "blog/index.html": post()}, **wanted).generated] == [
        "/blog/page2/",
        "/blog/page3/",
    ]
    assert site_of({**contents, "index.md": post()}, **wanted).generated == ()


PAGES_LOCK = "GEM\n  specs:\n    github-pages (232)\n    jekyll (3.10.0)\n"


def test_github_pages_makes_pages_of_markdown_files_that_are_there_and_of_no_others() -> None:
    contents = {"a.md": "", "b/README.md": "", "c/README.md": "", "c/index.md": "", "LICENSE.md": "", "d.txt": ""}
    site = site_of(contents, PAGES_LOCK)
    assert {(page.path, page.url) for page in site.pages} == {
        ("a.md", "/a.html"),
        ("c/index.md", "/c/"),
        ("b/README.md", "/b/"),
    }
    assert {page.path for page in site.static} == set(contents)
    assert (site.makers, site.unknown_providers) == ((), ("the theme jekyll-theme-primer",))


def test_github_pages_can_be_told_to_leave_bare_files_alone() -> None:
    off: dict[str, object] = {"optional_front_matter": {"enabled": False}, "readme_index": {"enabled": False}}
    assert site_of({"a.md": "", "b/README.md": ""}, PAGES_LOCK, **off).pages == ()


def test_a_gemfile_without_a_lock_says_which_plugins_there_are() -> None:
    gemfile = """source "https://gems.example"
# gem "jekyll-archives"
gem "github-pages", group: :jekyll_plugins
gem 'rake'
group :test, :jekyll_plugins do
  gem "jekyll-scholar"
end
"""
    config = JekyllConfig.from_mapping({}, read_installed("", gemfile))
    assert {"jekyll-scholar", "jekyll-relative-links"} <= config.plugins
    assert not {"rake", "jekyll-archives"} & config.plugins
    assert (config.locked, config.version) == (True, (3, 10))
    assert "jekyll-scholar" not in JekyllConfig.from_mapping({}, read_installed("GEM\n", gemfile)).plugins


@pytest.mark.parametrize(
    ("gemfile", "machines", "version"),
    [
        ("gem 'jekyll', '~> 3.8.5'", "", (3, 8)),
        ("gem 'jekyll', '~> 3.8'", "", (3, 10)),
        ("gem 'jekyll', '3.9'", "", (3, 9)),
        ("gem 'jekyll', '< 4'", "", (3, 10)),
        ("gem 'jekyll', '< 5'", "", (4, 3)),
        ("gem 'jekyll', '~> 4.0'", "", (4, 3)),
        ("gem 'jekyll', '>= 3.8'", "", (4, 3)),
        ("gem 'jekyll', '>= 4.4.1'", "", (4, 4)),
        ("gem 'jekyll', '~> 4'", "", (4, 3)),
        ("gem 'jekyll', ENV['V']", "FROM jekyll/jekyll:3.8.6\n", (3, 8)),
        ("gem 'jekyll', '4.2.2'", "FROM jekyll/jekyll:3.8.6\n", (4, 2)),
        ("", "services:\n  a:\n    image: jekyll/builder:3.9\n", (3, 9)),
        ("", "- run: gem install bundler jekyll -v 3.8.5\n", (3, 8)),
        ("", "RUN gem install jekyll:3.8.5\n", (3, 8)),
        ("", "FROM jekyll/jekyll:latest\nRUN gem install jekyll\n", (4, 3)),
    ],
)
def test_without_a_lock_file_the_gemfile_says_the_version_else_what_installs_it(
    gemfile: str, machines: str, version: tuple[int, int]
) -> None:
    assert read_installed("", f"{gemfile}\n", machines=machines).version == version


@pytest.mark.parametrize(
    ("plugin", "config", "addresses"),
    [
        ("jekyll-archives", {}, None),
        ("jekyll-paginate-v2", {"autopages": {"enabled": False}}, None),
        ("jekyll-datapage-generator", {"page_gen": [{"data": "x", "dir": "people"}]}, ("/people/**",)),
        ("jekyll-seo-tag", {}, None),
        ("jekyll-page-weaver", {}, ("/**",)),
        ("jekyll-nobody-knows-it", {}, None),
        ("jekyll-gfm-admonitions", {}, None),
        ("jekyll-include-cache-0.2.0", {}, None),
        ("jekyll-podcast-feed", {}, ("/**.xml",)),
    ],
)
def test_a_plugin_can_make_what_its_settings_say_and_nothing_else(
    plugin: str, config: dict[str, object], addresses: tuple[str, ...] | None
) -> None:
    made = site_of({}, plugins=[plugin], **config).makers
    assert made == (() if addresses is None else (Maker(plugin, addresses),))


def test_bytes_that_are_not_utf_8_cost_a_document_its_front_matter_and_a_post_its_life() -> None:
    config = JekyllConfig.from_mapping({"permalink": "pretty", "collections": {"things": {"output": True}}})
    paths = ["_posts/2020-01-02-p.md", "_things/2020-01-02-a.md", "b.md"]
    facts = {path: FileFacts(FenceState.FOUND, {"permalink": "/own/"}, utf8=False) for path in paths}
    site = build(survey_paths(paths, config, lambda path: True), facts, config, NOW)
    assert {page.path: (page.url, page.state, page.date) for page in site.pages} == {
        "_posts/2020-01-02-p.md": ("/2024/06/01/2020-01-02-p/", State.NEVER, None),
        "_things/2020-01-02-a.md": ("/things/2020-01-02-a/", State.LIVE, None),
        "b.md": ("/b/", State.LIVE, None),
    }


def test_of_an_hour_that_the_clock_shows_twice_the_second_is_meant() -> None:
    config = JekyllConfig.from_mapping({"timezone": "America/New_York"})
    files = survey_paths(["_posts/2020-01-02-p.md"], config, lambda path: True)
    facts = {"_posts/2020-01-02-p.md": FileFacts(FenceState.FOUND, {"date": "2023-11-05 01:30"})}
    first = build(files, facts, config, datetime(2023, 11, 5, 5, 45, tzinfo=UTC)).pages[0]  # 01:45, summer time
    second = build(files, facts, config, datetime(2023, 11, 5, 6, 45, tzinfo=UTC)).pages[0]  # 01:45, an hour later
    assert (first.state, second.state) == (State.HIDDEN, State.LIVE)


def test_archives_are_made_of_the_posts_as_jekyll_archives_makes_them() -> None:
    posts = {
        "_posts/2020-01-02-a.md": "tags: [Big Tag, C++, ünï]\ncategories: One Two",
        "cat/_posts/2021-03-04-b.md": "tag: single one\ntags: [lost]\ncategory: Three",
        "_posts/2019-01-01-c.md": "tags: x y\npublished: false",
    }
    own = {"enabled": ["tags", "categories", "month"], "permalinks": {"tag": "/t/:name.html"}}
    texts = {path: f"---\n{text}\n---\n" for path, text in posts.items()}
    site = site_of(texts, "", plugins=["jekyll-archives"], **{"jekyll-archives": own})
    assert {item.destination for item in site.generated} == {
        "/t/big-tag.html",
        "/t/c.html",
        "/t/ünï.html",
        "/t/single-one.html",
        *(f"/category/{name}/index.html" for name in ("one", "two", "three", "cat")),
        "/2020/01/index.html",
        "/2021/03/index.html",
    }
    assert site.makers == ()


def test_a_page_that_shows_a_list_is_the_first_of_its_pages() -> None:
    pages = {"blog.md": "permalink: /news\npagination: {enabled: true, permalink: 'p/:num/'}", "b.md": "title: B"}
    texts = {path: f"---\n{text}\n---\n" for path, text in pages.items()}
    site = site_of(texts, "", plugins=["jekyll-paginate-v2"], pagination={"enabled": True})
    assert {(page.url, page.destination) for page in site.pages} == {
        ("/news/", "/news/index.html"),
        ("/b.html", "/b.html"),
    }
    assert site.makers == (Maker("jekyll-paginate-v2", ("/news/p/*/",)),)
