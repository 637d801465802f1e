"""Every link of three small sites, with where it leads: tests/sites/NAME and the table beside it, NAME.tsv."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.page_places import find_place
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome, Scope
from content_lint.site.addresses import Answer
from content_lint.site.index import Site
from tests.links.sites import site_of_folder

SITES = Path(__file__).parent.parent / "sites"
NAMES = ("jekyll-links", "hugo-links", "plain-links")
HEAD = "path\tline\tlabel\tdestination\tscope\toutcome\taddress\tplace\twithin\tquery\tnotes\tanswer\tcause\tadvice"


def described(answer: Answer | None) -> str:
    """What answers: its kind, its address and the file on the server, and whose page it is."""
    if answer is None:
        return ""
    page = answer.page.path if answer.page is not None else "-"
    return f"{answer.kind.value} {answer.url} {answer.destination} {answer.path or '-'} {page}"


def table(site: Site) -> list[str]:
    rows = []
    for document, link, target in site.once(resolve_links).all:
        end = f" -> {target.end.url}" if target.end is not None else ""
        place = f"#{target.fragment} {find_place(site, target).state.value}" if target.fragment else ""
        line = str(document.source.position(link.destination_span.start).line)
        words = (document.path, line, link.label, link.destination, target.scope.value, target.outcome.value)
        notes = [name for name in ("own_host", "relative") if getattr(target, name) is True]
        if target.spelled:
            notes.append(f"spelled {target.spelled}")
        cause = (target.cause.reason, target.cause.advice) if target.cause is not None else (target.reason, "")
        more = (target.path, target.query, ", ".join(notes), described(target.answer), *cause)
        rows.append("\t".join((*words, target.url + end, place, *more)))
    return sorted(rows)


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_where_the_table_says(name: str, request: pytest.FixtureRequest) -> None:
    found = table(site_of_folder(SITES / name))
    file = SITES / f"{name}.tsv"
    if request.config.getoption("--update-cases"):
        file.write_text("\n".join((HEAD, *found, "")), encoding="utf-8")
    head, *expected, end = file.read_text(encoding="utf-8").split("\n")
    assert (head, end) == (HEAD, "")
    assert len(expected) > 8
    assert found == expected


def test_the_sites_hold_every_scope_and_outcome() -> None:
    seen = [item.target for name in NAMES for item in site_of_folder(SITES / name).once(resolve_links).all]
    assert {target.scope for target in seen} == set(Scope)
    assert {target.outcome for target in seen} == set(LinkOutcome)
