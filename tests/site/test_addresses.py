from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from content_lint.site.addresses import Addresses, Answer, AnswerKind
from content_lint.site.generators.jekyll.build import build
from content_lint.site.host import Host
from content_lint.site.model import Built, Collision, GeneratedUrl, Page, Redirect, RedirectSource, Role, State, Writer
from tests.site.generators.jekyll.facts import facts_on_disk
from tests.site.generators.jekyll.oracle import case, rows

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def page(path: str, url: str, state: State = State.LIVE, **more: object) -> Page:
    destination = f"{url}index.html" if url.endswith("/") else url
    role = Role.STATIC if state is State.STATIC else Role.PAGE
    return Page(path, None, role, url, destination, state, **more)  # type: ignore[arg-type]


def told(found: Answer | None) -> tuple[str, str] | None:
    return None if found is None else (found.kind.value, found.path)


def test_pages_files_redirects_and_what_plugins_make_answer() -> None:
    built = Built(
        (
            page("a.md", "/a/"),
            page("b.md", "/b.html"),
            page("c.md", "/c/", State.NEVER),
            page("d.md", "/d/", redirect_to="/a/"),
        ),
        (Redirect("/old", "/old.html", "/a/", "a.md", ("redirect_from",)),),
        (page("x.png", "/x.png", State.STATIC), page("y.png", "/y.png", State.NEVER)),
        (GeneratedUrl("/feed.xml", "jekyll-feed"), GeneratedUrl("/tags/", "x")),
    )
    addresses = Addresses(built, Host.called("github-pages"))
    paths = (
        "/a/",
        "/a",
        "/b",
        "/b.html",
        "/b/",
        "/c/",
        "/d",
        "/old",
        "/x.png",
        "/y.png",
        "/feed.xml",
        "/tags/",
        "/gone",
    )
    assert {path: told(addresses.find(path)) for path in paths} == {
        "/a/": ("page", "a.md"),
        "/a": ("page", "a.md"),
        "/b": ("page", "b.md"),
        "/b.html": ("page", "b.md"),
        "/b/": None,
        "/c/": ("hidden", "c.md"),
        "/d": ("redirect", "d.md"),
        "/old": ("redirect", "a.md"),
        "/x.png": ("static", "x.png"),
        "/y.png": ("hidden", "y.png"),
        "/feed.xml": ("generated", ""),
        "/tags/": ("generated", ""),
        "/gone": None,
    }


def test_who_wins_a_collision_is_the_models_to_say() -> None:
    first, second = page("a.md", "/x/"), page("b.md", "/x/")
    old = Redirect("/x/", "/x/index.html", "/y/", "c.md", ("redirect_from",))
    writers = [Writer("a.md"), Writer("b.md"), Writer("c.md", "/x/", "/y/")]
    kinds = {"a.md": "page", "b.md": "page", "c.md": "redirect"}
    for winner in writers:
        order = (*(item for item in writers if item != winner), winner)
        built = Built((first, second), (old,), (), collisions=(Collision("/x/index.html", order, warned=False),))
        answer = Addresses(built, Host()).find("/x/")
        assert told(answer) == (kinds[winner.path], winner.path)


def test_what_is_written_outweighs_what_is_hidden() -> None:
    built = Built((page("a.md", "/x/", State.NEVER), page("b.md", "/x/")), (), ())
    assert told(Addresses(built, Host()).find("/x")) == ("page", "b.md")


def test_old_addresses_of_a_hidden_page_are_hidden() -> None:
    source = RedirectSource("/old/", "/old/", "/old/index.html", ("redirect_from",))
    hidden = page("a.md", "/x/", State.HIDDEN, redirects_from=(source,))
    assert told(Addresses(Built((hidden,), (), ()), Host()).find("/old")) == ("hidden", "a.md")


@pytest.mark.parametrize(
    ("path", "spelled"),
    [("/News/", "/news/"), ("/NEWS", "/news"), ("/logo.PNG", "/Logo.png"), ("/STRASSE/", "/straße/"), ("/gone", None)],
)
def test_an_address_in_the_wrong_case_is_found_with_its_right_spelling(path: str, spelled: str | None) -> None:
    built = Built((page("a.md", "/news/"), page("b.md", "/straße/")), (), (page("c.png", "/Logo.png", State.STATIC),))
    found = Addresses(built, Host.called("github-pages")).find_ignoring_case(path)
    assert (None if found is None else found[1]) == spelled


def test_nearest_candidates_are_all_but_what_plugins_make() -> None:
    built = Built(
        (page("a.md", "/a/"),), (), (page("x.png", "/x.png", State.STATIC),), (GeneratedUrl("/feed.xml", "x"),)
    )
    addresses = Addresses(built, Host())
    assert [answer.url for answer in addresses.answers() if answer.kind is not AnswerKind.GENERATED] == [
        "/a/",
        "/x.png",
    ]


def test_every_address_of_the_real_site_answers_as_jekyll_wrote_it(shared: Path) -> None:
    asked = case(shared, "civil-service-lgbt")
    from content_lint.site.generators.jekyll.read import survey

    found = survey(asked.root, asked.config)
    built = build(found, facts_on_disk(asked.root, found.files), asked.config, asked.now)
    addresses = Addresses(built, Host.called("github-pages"))
    live = [row for row in rows(asked.tables / "docs.tsv") if row["output"] == "yes"]
    own = [row for row in live if (asked.root / row["source_path"]).exists()]
    assert len(own) > 1200
    assert [row["url"] for row in own if addresses.find(row["destination"].removesuffix("index.html")) is None] == []
