"""What is said of Hugo, and how it reads a file."""

from __future__ import annotations

from content_lint.config.generator import Generator, Placeholders, Sentences
from content_lint.parse.dialect import Dialect

DIALECT = Dialect(fences="hugo", yaml="go", dates="hugo", markdown="goldmark", templates="shortcodes", typography=True)
GENERATOR = Generator(
    "hugo",
    "Hugo",
    modelled=True,
    config_names=tuple(f"{stem}.{suffix}" for stem in ("hugo", "config") for suffix in ("toml", "yaml", "yml", "json")),
    says=Sentences(
        unclosed=", so Hugo stops the build",
        missing=", so Hugo gives it neither a title nor a date",
        reference="`{{< relref >}}`",
        unread_folder="Let the CMS write below Hugo's content folder, or mount the folder there.",
    ),
    own_keys=("url",),
    name_keys=("slug",),
    old_keys=("aliases",),
    ignores_case=True,
    stops_at_repeated_keys=True,
    relative_old_addresses=True,
    placeholders=Placeholders(
        frozenset(
            {
                *("year", "month", "day", "monthname", "weekday", "weekdayname", "yearday", "section"),
                *("sections", "sectionslug", "sectionslugs", "slug", "title", "filename", "slugorfilename"),
                *("contentbasename", "slugorcontentbasename"),
            }
        )
    ),
    winner_by_chance=True,
    makes={
        "home": "the home page that Hugo makes",
        "section": "the list of a section, which Hugo makes",
        "taxonomy": "the list of a taxonomy's terms, which Hugo makes",
        "term": "the list of a term's pages, which Hugo makes",
        "output": "a file in another output format than HTML, which Hugo makes",
        "rss": "a feed that Hugo makes",
        "sitemap": "the site map that Hugo makes",
        "404": "the page for missing addresses that Hugo makes",
        "robots.txt": "the `robots.txt` that Hugo makes",
        "language": "the redirect to the home page of the default language, which Hugo makes",
    },
    static_folder="static/",
    front_matter="expected",
    switches_changed=True,
    date_keys=frozenset(
        {"date", "lastmod", "modified", "publishdate", "pubdate", "published", "expirydate", "unpublishdate"}
    ),
    hiding_keys=("publishdate", "pubdate", "published", "date", "lastmod", "modified"),
    usual_date="2006-01-02T15:04:05+00:00",
)
