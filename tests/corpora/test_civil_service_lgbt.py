"""The real site: 1,242 posts by volunteers. What is known to be wrong there is found, and every count is pinned.

The counts are those of the rules as they stand: of each rule, 30 findings or all were read by hand before they were
pinned. A change of a rule shows here what it does to real posts; `--update-cases` writes the new counts.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content_lint.config.load import load_settings
from content_lint.engine.run import RunRequest, run_check
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Report
from content_lint.rules.registry import catalog
from content_lint.text.source import SourceText

HERE = Path(__file__).parent / "civil-service-lgbt"
COUNTS = HERE / "counts.json"
NOW = datetime(2026, 9, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def root(shared: Path) -> Path:
    return shared / "sites" / "civil-service-lgbt"


@pytest.fixture(scope="module")
def report(root: Path) -> Report:
    settings = load_settings(root, catalog=catalog(), config_file=HERE / "content-lint.toml")
    return run_check(settings, RunRequest(now=NOW))


@pytest.fixture(scope="module")
def bare(root: Path) -> Report:
    """The same without any configuration of ours."""
    return run_check(load_settings(root, catalog=catalog()), RunRequest(now=NOW))


def found(report: Report, rule: str) -> list[Diagnostic]:
    return [item for item in report.diagnostics if item.rule == rule]


def marked(root: Path, item: Diagnostic) -> str:
    """The text that a finding points at."""
    return SourceText.from_bytes(item.path, (root / item.path).read_bytes())[item.span]


def test_counts_by_rule_are_those_that_were_read(report: Report, request: pytest.FixtureRequest) -> None:
    counts: dict[str, dict[str, int]] = {}
    for (rule, severity), count in sorted(
        Counter((item.rule, item.severity.label) for item in report.diagnostics).items()
    ):
        counts.setdefault(rule, {})[severity] = count
    assert not report.failures
    assert report.files == 1243
    if request.config.getoption("--update-cases"):
        COUNTS.write_text(json.dumps(counts, indent=2) + "\n")
    assert counts == json.loads(COUNTS.read_text())


def test_without_configuration_the_same_but_for_the_schemas(report: Report, bare: Report) -> None:
    def outside_schemas(item: Report) -> Counter[str]:
        codes = {name: facts.code for name, facts in item.rules.items()}
        return Counter(finding.rule for finding in item.diagnostics if not codes[finding.rule].startswith("FM"))

    ours, theirs = outside_schemas(report), outside_schemas(bare)
    assert sum(ours.values()) > 500
    # A schema says which fields are dates and addresses, so it may only add to what is found.
    assert not theirs - ours


def test_every_span_and_edit_lies_in_its_file(root: Path, report: Report) -> None:
    assert report.diagnostics
    for item in report.diagnostics:
        length = len((root / item.path).read_bytes().decode())
        spans = [item.span, *(edit.span for edit in (item.fix.edits if item.fix else ()))]
        assert all(0 <= span.start <= span.end <= length for span in spans), item


class TestKnownFaults:
    """Found independently of this program; each is reported by the right rule at the right place."""

    def test_mail_destinations_with_a_character_that_nobody_sees(self, root: Path, report: Report) -> None:
        hits = [
            item
            for item in found(report, "invisible-character")
            if item.severity.label == "error" and "mail" in f"{item.message} {item.data}".lower()
        ]
        assert len({(item.path, item.span) for item in hits}) == 14

    def test_padded_mail_links(self, report: Report) -> None:
        assert len(found(report, "padded-mailto")) == 62

    def test_mailto_twice(self, report: Report) -> None:
        assert ["mailto:mailto:" in item.message for item in found(report, "doubled-mailto")] == [True]

    def test_a_comma_for_a_dot(self, report: Report) -> None:
        assert any("civilservice,lgbt" in item.message for item in found(report, "malformed-mailto"))

    def test_mail_addresses_as_bare_destinations(self, report: Report) -> None:
        assert len(found(report, "missing-mailto")) == 45

    def test_dates_with_two_times(self, root: Path, report: Report) -> None:
        keys = Counter()
        for item in found(report, "unreadable-date"):
            line = (root / item.path).read_bytes().decode()[: item.span.start].rpartition("\n")[2]
            keys[line.strip().rstrip(": ")] += 1
        assert keys["date"] == 15
        assert keys["end-date"] == 12

    def test_an_impossible_day_in_a_nested_key(self, root: Path, report: Report) -> None:
        assert [marked(root, item) for item in found(report, "impossible-date")] == ["2022-06-31T00:00:00.00Z"]

    def test_duplicate_keys(self, root: Path, report: Report) -> None:
        hits = found(report, "duplicate-key")
        assert len(hits) == 47
        redirects = [item for item in hits if marked(root, item) == "redirect_from"]
        assert (len(redirects), len({item.path for item in redirects})) == (45, 44)

    def test_documents_with_tabs_are_read(self, report: Report) -> None:
        assert found(report, "unreadable-front-matter") == []

    def test_permalinks_without_a_slash(self, root: Path, report: Report) -> None:
        relative, malformed = found(report, "relative-permalink"), found(report, "malformed-permalink")
        assert (len(relative), len(malformed)) == (32, 1)
        assert not any(marked(root, item).strip("'\"").startswith("/") for item in relative)
        assert "www.civilservice.lgbt/contact-us/" in malformed[0].message

    def test_permalinks_with_another_date(self, root: Path, report: Report) -> None:
        hits = [marked(root, item) for item in found(report, "permalink-date-mismatch")]
        assert len(hits) == 6
        assert any("/news/2020/07/013/" in hit for hit in hits)

    def test_a_weekday_that_was_another(self, root: Path, report: Report) -> None:
        hits = [item for item in found(report, "weekday-mismatch") if "Thursday 4th February" in item.message]
        assert hits
        assert all("Thursday" in marked(root, item) and "Tuesday" in item.message for item in hits)

    def test_safelinks(self, root: Path, report: Report) -> None:
        hits = [item for item in found(report, "wrapped-url") if "safelinks" in marked(root, item).lower()]
        bodies = [item for item in hits if not _in_front_matter(root, item)]
        assert (len(bodies), len({item.path for item in bodies})) == (139, 79)
        assert len({item.path for item in hits}) == 90

    def test_a_government_network_that_is_gone(self, report: Report) -> None:
        hits = [item for item in found(report, "retired-mail-domain") if "gsi.gov.uk" in item.message.lower()]
        assert len(hits) >= 3

    def test_misspelt_keys(self, root: Path, report: Report) -> None:
        marks = {marked(root, item) for item in found(report, "unknown-field")}
        assert {"breacrumbs", "Author"} <= marks


class TestKnownFaultsOfTheSite:
    """The same for what only shows when all posts are seen together."""

    def test_an_address_that_two_redirects_claim(self, report: Report) -> None:
        claims = [item for item in found(report, "duplicate-url") if "`/podcast/episode/7`" in item.message]
        assert len(claims) == 2
        assert {item.path for item in claims} == {place.path for item in claims for place in item.related}

    def test_redirects_that_the_page_itself_overwrites_are_no_loops(self, report: Report) -> None:
        own = [item for item in found(report, "duplicate-url") if "page's own address" in item.message]
        assert {item.path for item in own} == {"_topics/podcast.md", "_topics/allies-week.md"}
        assert found(report, "redirect-loop") == []

    def test_links_to_an_address_that_redirects_to_a_host_name_as_a_path(self, report: Report) -> None:
        hits = [
            item for item in found(report, "link-to-redirect") if "/www.civilservice.lgbt/contact-us/" in item.message
        ]
        hosts = [item for item in hits if "https:" in item.message]
        assert (len(hits) - len(hosts), len(hosts)) == (38, 1)  # three more are on pages that nobody sees

    def test_links_that_are_lost_in_tables(self, report: Report) -> None:
        assert ["|" in item.message for item in found(report, "lost-link")] == [True] * 6

    def test_links_that_spell_out_the_own_host(self, root: Path, report: Report) -> None:
        spelled = Counter(
            item.rule for item in report.diagnostics if "//www.civilservice.lgbt" in marked(root, item).lower()
        )
        # The worst fault of each alone is told. Others of the 370 are on pages that nobody sees; five show the host.
        assert spelled == {"absolute-own-link": 256, "broken-link": 74, "link-to-redirect": 29, "missing-asset": 3}

    def test_settings_that_jekyll_never_reads_are_named(self, report: Report) -> None:
        assert any("collections.pages.defaults" in notice for notice in report.notices)

    def test_nothing_is_called_broken_that_jekyll_wrote(self, shared: Path, root: Path, report: Report) -> None:
        folder = shared / "oracle" / "jekyll" / "civil-service-lgbt"
        written = set()
        for name, column in (("docs.tsv", 6), ("redirects.tsv", 1), ("static.tsv", 2)):
            rows = [row.split("\t") for row in (folder / name).read_text("utf-8").splitlines()[1:]]
            written |= {row[column] for row in rows if name != "docs.tsv" or row[3] == "yes"}
        assert len(written) > 1500
        targets = [marked(root, item) for rule in ("broken-link", "missing-asset") for item in found(report, rule)]
        paths = [re.sub(r"^https?://[^/]+", "", target).split("#")[0].split("?")[0] for target in targets]
        assert len(paths) > 100
        for path in paths:
            served = {f"{path}index.html"} if path.endswith("/") else {path, f"{path}.html", f"{path}/index.html"}
            assert not served & written, path


def _in_front_matter(root: Path, item: Diagnostic) -> bool:
    return item.span.start < (root / item.path).read_bytes().decode().index("\n---", 3)


def test_every_message_keeps_its_form(report: Report) -> None:
    for item in report.diagnostics:
        assert "\n" not in item.message
        assert not item.message.endswith("."), item.message
        first = re.match(r"[A-Za-z]+", item.message)
        assert first is None or first[0][0].islower() or first[0].isupper(), item.message
        words = re.sub(r"`[^`]*`", "", f"{item.message} {item.help}")
        assert not re.search(r"\b(invalid|please|should)\b", words, re.IGNORECASE), item
        assert item.help == "" or item.help.endswith((".", "?", "`", ")")), item.help
