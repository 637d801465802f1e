"""From when to when Hugo builds a page, on both sides of the moment of the build."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from content_lint.parse.scalars.times.hugo import ZERO
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.dates import Dates
from content_lint.site.generators.hugo.publish import publication
from content_lint.site.model import State

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
TICK = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("publish", "expiry", "state"),
    [
        (ZERO, ZERO, State.LIVE),
        (NOW, ZERO, State.LIVE),
        (NOW + TICK, ZERO, State.HIDDEN),
        (NOW - TICK, NOW, State.LIVE),
        (NOW - TICK, NOW - TICK, State.NEVER),
        (NOW + TICK, NOW - TICK, State.NEVER),
    ],
)
def test_a_page_is_built_from_its_publish_date_to_its_expiry_date(
    publish: datetime, expiry: datetime, state: State
) -> None:
    dates = Dates(publish=publish, expiry=expiry)
    assert publication(dates, HugoConfig(), NOW, draft=False)[0] is state
    assert publication(dates, HugoConfig(future=True, expired=True), NOW, draft=False)[0] is State.LIVE
    assert publication(dates, HugoConfig(), NOW, draft=True)[0] is State.NEVER
    assert publication(dates, HugoConfig(drafts=True), NOW, draft=True)[0] is state
