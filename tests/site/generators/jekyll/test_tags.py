from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from content_lint.site.generators.jekyll.build import build
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.read import survey, survey_paths
from content_lint.site.generators.jekyll.tags import TagError, Tags
from tests.site.generators.jekyll.facts import facts_on_disk
from tests.site.generators.jekyll.oracle import case, rows

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def tags_of(paths: list[str], **settings: object) -> Tags:
    config = JekyllConfig.from_mapping(settings)
    return Tags(build(survey_paths(paths, config, lambda path: path.endswith(".md")), {}, config, NOW), config, NOW)


def test_tags_give_what_jekyll_gave(shared: Path) -> None:
    asked = case(shared, "pretty")
    found = survey(asked.root, asked.config)
    tags = Tags(build(found, facts_on_disk(asked.root, found.files), asked.config, NOW), asked.config, NOW)
    probes = rows(shared / "oracle" / "matrices" / "linkprobe.head.tsv")
    given = []
    for probe in probes:
        tag, _, argument = probe["tag"][3:-3].partition(" ")
        try:
            target = tags.link(argument) if tag == "link" else tags.post_url(argument)
        except TagError:
            given.append((probe["tag"], "!"))
        else:
            given.append((probe["tag"], target.url))
    assert len(probes) > 50
    expected = [(probe["tag"], "!" if probe["result"].startswith("!") else probe["result"]) for probe in probes]
    assert given == expected


def test_a_base_url_stands_in_front() -> None:
    assert tags_of(["a b.md"], baseurl="/sub/").link("a b.md").url == "/sub/a%20b.html"


def test_the_file_that_a_tag_means_is_told() -> None:
    target = tags_of(["x/_posts/2020-01-02-p.md"]).post_url("2020-01-02-p")
    assert (target.path, target.deprecated) == ("x/_posts/2020-01-02-p.md", True)


def test_with_a_folder_for_collections_paths_begin_there() -> None:
    tags = tags_of(["c/_things/a.md", "b.md"], collections_dir="c", collections={"things": {"output": True}})
    assert tags.link("_things/a.md").path == "c/_things/a.md"
    with pytest.raises(TagError):
        tags.link("c/_things/a.md")


def test_a_slash_in_front_is_named_as_the_fault() -> None:
    with pytest.raises(TagError, match="without the slash"):
        tags_of(["a.md"]).link("/a.md")


def test_an_impossible_date_is_no_post() -> None:
    with pytest.raises(TagError, match="no post"):
        tags_of(["_posts/2020-01-02-p.md"]).post_url("2020-13-45-p")


def test_a_name_without_an_extension_is_the_files_whole_name() -> None:
    tags = tags_of(["_posts/2020-01-02-p.md", "_posts/2020-01-02-pq.md"])
    assert tags.post_url("2020-01-02-p").path == "_posts/2020-01-02-p.md"
