from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.parse.facts import FenceState
from content_lint.site.generators.jekyll.build import build
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.read import survey_paths
from content_lint.site.generators.jekyll.tags import TagError, Tags
from content_lint.site.model import FileFacts, State

NOW = datetime(2024, 6, 1, tzinfo=UTC)
PATHS = (
    "_posts/2020-01-02-a.md",
    "x y/_posts/2020-13-02-b.md",
    "_things/sub/c.md",
    "_things/d.yml",
    "e:f.md",
    "g/index.html",
)
WORDS = st.sampled_from(
    [
        "",
        "/",
        "a",
        "/:title/",
        ":year",
        "/:week_/x.html",
        "http://e.x/",
        "//h",
        "é",
        "2020-02-30",
        "12:30",
        "?#%",
        "..",
        "./",
    ]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    WORDS,
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.binary(max_size=4),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=2), max_leaves=6
)
KEYS = st.sampled_from(
    ["permalink", "slug", "date", "published", "categories", "category", "draft", "redirect_from", "redirect_to"]
)
FRONT = st.dictionaries(KEYS, VALUES, max_size=5)
CONFIG_KEYS = st.sampled_from(
    ["permalink", "collections", "collections_dir", "include", "exclude", "future", "timezone", "defaults", "url",
     "baseurl", "plugins", "limit_posts", "markdown_ext", "feed", "show_drafts", "unpublished", "strict_front_matter"]
)  # fmt: skip


@given(st.lists(FRONT, min_size=len(PATHS), max_size=len(PATHS)), FRONT, st.sampled_from(["yes", "no"]))
@settings(max_examples=150, deadline=None)
def test_no_front_matter_breaks_the_model(
    front: list[dict[str, object]], default: dict[str, object], strict: str
) -> None:
    config = JekyllConfig.from_mapping(
        {
            "collections": {"things": {"output": True}},
            "plugins": ["jekyll-redirect-from"],
            "defaults": [{"scope": {"path": "", "type": "things"}, "values": default}],
            "strict_front_matter": strict == "yes",
            "timezone": "America/New_York",
        }
    )
    found = survey_paths(PATHS, config, lambda path: True)
    facts = {path: FileFacts(FenceState.FOUND, data) for path, data in zip(PATHS, front, strict=True)}
    site = build(found, facts, config, NOW)
    assert {page.path for page in site.pages} == set(PATHS)
    assert {item.path for item in site.fatal} == {p.path for p in site.pages if p.state is State.STOPS_THE_BUILD}
    for page in site.pages:
        if page.state is State.LIVE:
            assert page.url.startswith("/")
            assert page.destination.startswith("/")
        else:
            assert page.reason
        assert (page.until is not None) == (page.state is State.HIDDEN)


@given(st.dictionaries(CONFIG_KEYS, VALUES, max_size=6))
@settings(max_examples=150, deadline=None)
def test_no_configuration_breaks_the_model(data: dict[str, object]) -> None:
    config = JekyllConfig.from_mapping(data)
    found = survey_paths(PATHS, config, lambda path: True)
    site = build(found, {}, config, NOW)
    assert len(site.pages) + len(found.skipped) >= len(PATHS)


@given(st.text(max_size=40) | WORDS)
@settings(max_examples=100, deadline=None)
def test_any_tag_gives_a_target_or_the_one_error(argument: str) -> None:
    config = JekyllConfig()
    tags = Tags(build(survey_paths(PATHS, config, lambda path: True), {}, config, NOW), config, NOW)
    for resolve in (tags.link, tags.post_url):
        try:
            assert resolve(argument).url
        except TagError as error:
            assert str(error)  # noqa: PT017 - either way is right


def test_dates_at_the_ends_of_time_are_no_accident() -> None:
    config = JekyllConfig.from_mapping({"timezone": "America/New_York"})
    paths = ["_posts/2020-01-02-a.md", "_posts/2020-01-02-b.md", "_posts/0001-01-01-c.md", "_posts/9999-12-31-d.md"]
    values = {"_posts/2020-01-02-a.md": date.min, "_posts/2020-01-02-b.md": datetime.max.replace(tzinfo=UTC)}
    facts = {path: FileFacts(FenceState.FOUND, {"date": value}) for path, value in values.items()}
    site = build(survey_paths(paths, config, lambda path: True), facts, config, NOW)
    assert [page.state for page in sorted(site.pages, key=lambda page: page.path)] == [
        State.LIVE,
        State.LIVE,
        State.HIDDEN,
        State.HIDDEN,
    ]
