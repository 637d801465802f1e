"""How the cost of Jekyll's site model grows with the number of documents.

Prints, for 1,000, 10,000 and 100,000 synthetic documents, the CPU time of sorting paths and of building,
the peak of memory, and the ratio to the step before: ten is linear. Run it with the project on the path:

    python bench/site_model.py [--steps 1000 10000 100000]
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from content_lint.parse.facts import FenceState
from content_lint.site.generators.jekyll.build import build
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.read import survey_paths
from content_lint.site.generators.jekyll.tags import Tags
from content_lint.site.model import FileFacts

NOW = datetime(2026, 9, 1, tzinfo=UTC)
CONFIG = JekyllConfig.from_mapping(
    {
        "permalink": "pretty",
        "timezone": "Europe/London",
        "url": "https://ex.example",
        "plugins": ["jekyll-redirect-from", "jekyll-sitemap", "jekyll-feed"],
        "exclude": ["drafts", "*.bak", "docs/*.tmp"],
        "collections": {
            "news": {"output": True, "permalink": "/news/:year/:month/:day/:title/"},
            "team": {"output": True, "permalink": "/team/:title/"},
            "things": {"output": True},
        },
        "defaults": [
            {"scope": {"path": ""}, "values": {"layout": "page"}},
            {"scope": {"path": "", "type": "news"}, "values": {"layout": "news"}},
            {"scope": {"path": "_team/a*"}, "values": {"layout": "team"}},
        ],
    }
)


def site(count: int) -> tuple[list[str], dict[str, FileFacts]]:
    """Paths and facts: posts, dated items, undated items with permalinks, pages, redirects."""
    start = date(1990, 1, 1)
    facts = {}
    for number in range(count):
        day = start + timedelta(days=number % 12_000)
        kind = number % 5
        data: dict[str, object] = {"title": f"Document {number}"}
        if kind == 0:
            path = f"_posts/{day:%Y-%m-%d}-a-post-{number}.md"
            data["categories"] = ["one", "two"]
        elif kind == 1:
            path = f"_news/{day:%Y-%m-%d}-some-news-{number}.md"
            data["date"] = f"{day:%Y-%m-%d} 10:{number % 60:02}"
        elif kind == 2:
            path = f"_team/person-{number}.md"
            data["permalink"] = f"/team/ünï-{number}/"
            data["redirect_from"] = [f"/old/{number}", f"/older/{number}/"]
        elif kind == 3:
            path = f"_things/folder-{number % 100}/thing-{number}.md"
            data["date"] = day
        else:
            path = f"docs/folder-{number % 1000}/page-{number}.md"
        facts[path] = FileFacts(FenceState.FOUND, data)
    return list(facts), facts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, nargs="+", default=[1000, 10_000, 100_000])
    before: float | None = None
    print(f"{'documents':>10} {'survey s':>9} {'build s':>8} {'tags s':>7} {'us each':>8} {'peak MB':>8} {'ratio':>6}")
    for count in parser.parse_args().steps:
        paths, facts = site(count)
        times = [time.process_time()]
        found = survey_paths(paths, CONFIG, facts.__contains__)
        times.append(time.process_time())
        built = build(found, facts, CONFIG, NOW)
        times.append(time.process_time())
        Tags(built, CONFIG, NOW)
        times.append(time.process_time())
        if len(built.pages) != count or built.fatal:
            sys.exit(f"the model is wrong: {len(built.pages)} of {count} pages, {built.fatal[:1]}")
        survey, making, tags = (after - earlier for earlier, after in pairwise(times))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        ratio = "" if before is None else f"{making / before:.1f}"
        each = making / count * 1e6
        print(f"{count:>10} {survey:>9.3f} {making:>8.3f} {tags:>7.3f} {each:>8.1f} {peak:>8.0f} {ratio:>6}")
        before = making


if __name__ == "__main__":
    main()
