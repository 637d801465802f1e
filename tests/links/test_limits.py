"""Each number in the package, from both of its sides."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links import candidates
from content_lint.links.candidates import Candidates
from content_lint.links.coverage import propose
from content_lint.links.mail import addresses_in_text, is_bare_address, read_mailto
from content_lint.links.urls import find_url_fault
from content_lint.links.wrappers import Wrapped, unwrap
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.templates import Templates
from content_lint.site.index import Site
from tests.links.sites import site_of_texts

LONG_DOMAIN = ".".join(["a" * 63, "b" * 63, "c" * 63, "d" * 57, "org"])


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("a" * 64 + "@b.org", None),
        ("a" * 65 + "@b.org", "has more than 64 characters before the `@`"),
        ("é" * 33 + "@b.org", "has more than 64 characters before the `@`"),
        ("a@" + "b" * 63 + ".org", None),
        ("a@" + "b" * 64 + ".org", "has a domain that is too long"),
        (f"a@{LONG_DOMAIN[2:]}", None),
        (f"a@{LONG_DOMAIN[1:]}", None),
        (f"a@d{LONG_DOMAIN.replace('d' * 57, 'd' * 58)[1:]}", "has a domain that is too long"),
        ("a@b", "has no ending such as `.org` after the `@`"),
        ("a@b.c1", None),
        ("a@b.1", "ends in a number"),
    ],
)
def test_parts_of_an_address_have_their_lengths(address: str, problem: str | None) -> None:
    faults = read_mailto(f"mailto:{address}").faults
    assert [fault.problem.partition(" in `")[0] for fault in faults] == ([problem] if problem else [])


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 60 + "…")])
def test_a_long_address_is_cut_in_messages(length: int, shown: str) -> None:
    (fault,) = read_mailto(f"mailto:{'x' * length}").faults
    assert fault.problem == f"has no `@` in `{shown}`"


def test_addresses_in_text_and_bare_ones_have_ends_of_some_letters() -> None:
    assert [is_bare_address(f"a@b.{'c' * count}") for count in (1, 2, 24, 25)] == [False, True, True, False]
    local, label = "a" * 64, "b" * 63
    assert addresses_in_text(f"{local}@{label}.org") == [f"{local}@{label}.org"]
    assert addresses_in_text(f"a{local}@b.org") == []
    assert addresses_in_text(f"a@b{label}.org") == []
    assert addresses_in_text("a@b" + ".c" * 8) == ["a@b" + ".c" * 8]
    assert addresses_in_text("a@b") == []


@pytest.mark.parametrize(
    ("port", "is_port"), [("1", True), ("65535", True), ("65536", False), ("0065535", True), ("100000000", False)]
)
def test_ports_end_at_65535(port: str, *, is_port: bool) -> None:
    fault = find_url_fault(f"https://a.org:{port}/")
    assert (fault is None) is is_port
    assert fault is None or "65535" in fault.problem


@pytest.mark.parametrize(("layers", "target"), [(1, 0), (4, 0), (5, 0), (6, 1)])
def test_five_layers_of_wrappers_come_off(layers: int, target: int) -> None:
    from urllib.parse import quote

    wrapped = ["https://a.gov/"]
    for _ in range(layers):
        wrapped.append(f"https://www.google.com/url?q={quote(wrapped[-1], safe='')}")
    found = unwrap(wrapped[-1])
    assert found is not None
    assert found.target == wrapped[target]


@pytest.mark.parametrize(("length", "is_wrapper"), [(93, True), (94, False)])
def test_a_wrapper_shows_at_the_beginning_of_its_address(length: int, *, is_wrapper: bool) -> None:
    user = "u" * length
    found = unwrap(f"https://{user}@www.google.com/url?q=https%3A%2F%2Fa.gov%2F")
    assert found == (Wrapped("Google", "https://a.gov/") if is_wrapper else None)


@pytest.mark.parametrize(("length", "known"), [(3_999, True), (4_000, True), (4_001, False)])
def test_a_template_of_four_thousand_characters_is_worked_out(length: int, *, known: bool) -> None:
    tag = "{{ site.url }}"
    config = JekyllConfig.from_mapping({"url": "https://x.org"})
    text = tag + "x" * (length - len(tag))
    found = Templates(config, {}, lambda: pytest.fail("no tag")).evaluate(text, {})
    assert found == ("https://x.org" + text[len(tag) :] if known else None)


@pytest.mark.parametrize(
    ("paths", "globs"),
    [
        (["/tags/a/"], ["/tags/a/"]),
        (["/tags/a/", "/tags/a/"], ["/tags/a/"]),
        (["/tags/a/", "/tags/b/"], ["/tags/**"]),
        (["/tags/a/", "/years/1/", "/years/2/"], ["/years/**", "/tags/a/"]),
        (["/"], ["/"]),
        (["/a", "/a/"], ["/a/**"]),
        (["/a/b", "/a/b/c/", "/a/b/d"], ["/a/**"]),
        (["/X/y/a", "/X/y/b"], ["/X/y/**"]),
        (["/yX/a/", "/yX/b/X"], ["/yX/**"]),
        (["/d", "/c", "/b", "/a"], ["/a", "/b", "/c", "/d"]),
        (["/e", "/d", "/c", "/b", "/a"], ["/a", "/b", "/c", "/d", "/e"]),
    ],
)
def test_what_plugins_may_make_is_proposed_by_folders(paths: list[str], globs: list[str]) -> None:
    assert propose(paths) == globs


NAMES = (
    "/abc/",
    "/n/" + "x" * 300 + "/",
    "/n/" + "y" * 301 + "/",
    "/short/abcdefgh/",
    "/long/abcdefghi-klmnopqrs/",
    "/report/2020-final-statement/",
    "/alpha/beta/gamma/delta/annual-statement/",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    texts = {f"p{number}.md": f"---\npermalink: {url}\n---\n" for number, url in enumerate(NAMES)}
    return site_of_texts(tmp_path_factory.mktemp("site"), texts)


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/abc.html", "/abc/"),
        ("/ab/", None),
        ("/n/" + "X" * 300 + "/", NAMES[1]),
        ("/n/" + "Y" * 301 + "/", None),
        ("/short/abcdefgx/", "/short/abcdefgh/"),
        ("/short/xbcdefgh/", "/short/abcdefgh/"),
        ("/short/abcdefxy/", None),
        ("/long/abcdefghi-klmnopqrt/", "/long/abcdefghi-klmnopqrs/"),
        ("/long/abcdefghi-klmnop/", "/long/abcdefghi-klmnopqrs/"),
        ("/long/abcdefghi-klzzzz/", None),
        ("/report/2020-final-statment/", "/report/2020-final-statement/"),
        ("/report/2021-final-statement/", None),
        ("/q/anual-statement/", None),
        ("/alpha/beta/gamma/delta/anual-statement/", "/alpha/beta/gamma/delta/annual-statement/"),
        ("/alpha/beta/gamma/anual-statement/", "/alpha/beta/gamma/delta/annual-statement/"),
    ],
)
def test_names_are_alike_up_to_a_measure(site: Site, path: str, meant: str | None) -> None:
    found = site.once(Candidates).nearest(path)
    assert (found.url if found is not None else None) == meant


@pytest.mark.parametrize(("count", "meant"), [(5_000, True), (5_001, False)])
def test_where_five_thousand_addresses_lead_nowhere_slips_are_looked_up(
    count: int, tmp_path: Path, *, meant: bool
) -> None:
    dead = "".join(f"[x](/zzz{number}/)\n" for number in range(count))
    site = site_of_texts(tmp_path, {"a.md": f"---\n---\n{dead}", "b.md": "---\npermalink: /short/abcdefgh/\n---\n"})
    found = site.once(Candidates)
    assert (found.nearest("/short/abcdefgx/") is not None) == meant
    assert found.nearest("/short/abc-defgh/") is not None  # the same name


@pytest.mark.parametrize(("count", "meant"), [(2, True), (3, False)])
def test_on_a_large_site_one_address_for_ten_documents_may(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, meant: bool
) -> None:
    monkeypatch.setattr(candidates, "_MOST_MISSING", 1)
    dead = "".join(f"[x](/zzz{number}/) [y](/zzz{number}/)\n" for number in range(count))
    others = {f"o{number}.md": "---\n---\n" for number in range(18)}
    post = {"b.md": "---\npermalink: /short/abcdefgh/\n---\n"}
    site = site_of_texts(tmp_path, {"a.md": f"---\n---\n{dead}", **post, **others})
    assert (site.once(Candidates).nearest("/short/abcdefgx/") is not None) == meant


@pytest.mark.parametrize(("before", "meant"), [(59, True), (60, False)])
def test_sixty_of_each_kind_are_compared(before: int, tmp_path: Path, *, meant: bool) -> None:
    decoys = {f"a{number:03}.md": f"---\npermalink: /a{number}/x-wrong-x-y/\n---\n" for number in range(before)}
    site = site_of_texts(tmp_path, {**decoys, "z.md": "---\npermalink: /z/xwrongxy/\n---\n"})
    found = Candidates(site).nearest("/z/x-wrongxy/")
    assert found is not None
    assert (found.url == "/z/xwrongxy/") is meant
