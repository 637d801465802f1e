"""Whether Jekyll shows a document, and why not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from content_lint.site.generators.jekyll.config import JekyllCollection, JekyllConfig
from content_lint.site.generators.jekyll.publish import LIVE, Publication, document_publication, page_publication
from content_lint.site.model import State

NOW = datetime(2026, 9, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
POSTS, NEWS = JekyllCollection("posts", output=True), JekyllCollection("news", output=True)
FALSE, EMPTY = "`published: false`", "`published` is empty"


def never(reason: str, *, in_listing: bool = False) -> Publication:
    return Publication(State.NEVER, reason, None, in_listing)


@pytest.mark.parametrize(
    ("data", "config", "expected"),
    [
        ({}, JekyllConfig(), LIVE),
        ({"published": True}, JekyllConfig(), LIVE),
        ({"published": "false"}, JekyllConfig(), LIVE),
        ({"published": False}, JekyllConfig(), never(FALSE)),
        ({"published": None}, JekyllConfig(), never(EMPTY)),
        ({"published": False}, JekyllConfig(unpublished=True), LIVE),
    ],
)
def test_a_page_is_published_by_its_own_word(
    data: dict[str, object], config: JekyllConfig, expected: Publication
) -> None:
    assert page_publication(data, config) == expected


@pytest.mark.parametrize(
    ("published", "date", "collection", "config", "expected"),
    [
        (True, NOW, POSTS, JekyllConfig(), LIVE),
        (True, NOW + SECOND, POSTS, JekyllConfig(future=True), LIVE),
        (
            *(True, NOW + SECOND, POSTS, JekyllConfig(future=False)),
            Publication(State.HIDDEN, "its date is in the future", NOW + SECOND, in_listing=False),
        ),
        (
            *(True, NOW + SECOND, NEWS, JekyllConfig(future=False)),
            Publication(State.HIDDEN, "its date is in the future", NOW + SECOND, in_listing=True),
        ),
        (True, NOW, NEWS, JekyllConfig(future=False), LIVE),
        (False, NOW, POSTS, JekyllConfig(), never(FALSE)),
        (None, NOW, POSTS, JekyllConfig(), never(EMPTY)),
        (False, NOW, NEWS, JekyllConfig(), never(FALSE)),
        (None, NOW, NEWS, JekyllConfig(), never(EMPTY, in_listing=True)),
        (False, NOW, NEWS, JekyllConfig(unpublished=True), LIVE),
        (
            *(True, NOW, JekyllCollection("team"), JekyllConfig()),
            never("the collection `team` has no `output: true` in _config.yml", in_listing=True),
        ),
    ],
)
def test_a_document_is_published_by_its_word_its_collection_and_its_date(
    published: object, date: datetime, collection: JekyllCollection, config: JekyllConfig, expected: Publication
) -> None:
    assert document_publication(published, date, int(NOW.timestamp()), collection, config) == expected
