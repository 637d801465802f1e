"""What is said of Jekyll, and how it reads a file."""

from __future__ import annotations

from content_lint.config.generator import Generator, Placeholders, Sentences
from content_lint.parse.dialect import Dialect

PLACEHOLDERS = frozenset(
    {
        *("title", "slug", "name", "path", "collection", "output_ext", "categories", "slugified_categories"),
        *("year", "month", "day", "hour", "minute", "second", "i_day", "i_month", "short_month"),
        *("long_month", "short_year", "y_day", "w_year", "week", "w_day", "short_day", "long_day"),
    }
)
DIALECT = Dialect(
    fences="jekyll",
    yaml="safe_yaml",
    dates="ruby",
    markdown="kramdown",
    folds_keys=False,
    typography=True,
    # It reads everything under these folders as a document, and strips a BOM there.
    bom_folders=frozenset({"_posts", "_drafts"}),
)
GENERATOR = Generator(
    "jekyll",
    "Jekyll",
    modelled=True,
    config_names=("_config.yml", "_config.yaml", "_config.toml"),
    copies_unknown_files=True,
    says=Sentences(
        unclosed=", so Jekyll takes it for text",
        missing=", so Jekyll makes no page of it",
        empty_old_address="is empty, which puts a redirect in place of the home page",
        empty_page_address="is empty, and Jekyll stops at it",
        empty_document_address="is empty, which puts this page in place of the home page",
        bare_host="so that Jekyll puts the site's own name before it",
        dots="which Jekyll takes out",
        style=" (the style of all addresses is set in _config.yml; here `{}` is a name)",
        unread_folder=(
            "Add `{}: {{output: true}}` to `collections` in _config.yml, or let the CMS write somewhere else."
        ),
    ),
    old_keys=("redirect_from",),
    elsewhere_keys=("redirect_to",),
    stops_at_no_text=True,
    deletes_dots=True,
    placeholders=Placeholders(PLACEHOLDERS, of_pages=frozenset({"path", "basename", "output_ext"}), anywhere=True),
    styles=frozenset({"pretty", "date", "ordinal", "weekdate", "none"}),
    name_in_address=True,
    has_liquid_layouts=True,
    static_folder="",
    front_matter="needed",
    date_keys=frozenset({"date"}),
    pages_have_dates=False,
    reads_empty_dates=True,
    dated_names=True,
    stops_at_dated_names=True,
    dated_collections=frozenset({"posts"}),
    usual_date="2006-01-02 15:04:05 +0000",
    asks_cms_for_url=False,
)
