"""Random small sites: what content-lint says of them is what the real Jekyll and the real Hugo make of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.differential.building import Generators, generators
from tests.differential.campaign import run, smaller
from tests.differential.generators import HUGO, JEKYLL, WHY_NO_HUGO, WHY_NO_JEKYLL
from tests.differential.making import MadeSite, make_site

CHUNK = 25
HERE = {"hugo": HUGO, "jekyll": JEKYLL}
WHY = {"hugo": WHY_NO_HUGO, "jekyll": WHY_NO_JEKYLL}


@pytest.fixture(scope="module")
def real() -> Iterator[Generators]:
    with generators() as found:
        yield found


@pytest.mark.parametrize("first", range(0, 100, CHUNK))
@pytest.mark.parametrize("generator", ["jekyll", "hugo"])
def test_made_sites_are_what_the_real_program_makes_of_them(generator: str, first: int, real: Generators) -> None:
    if HERE[generator] is None:
        pytest.skip(WHY[generator])
    outcomes = list(run(range(first, first + CHUNK), generator, real))
    told = "\n".join(f"{generator} {item.number}: {line}" for item in outcomes for line in item.found)
    assert told == "", f"{told}\nTo see them small: python -m tests.differential --generator {generator} --small"
    assert sum(not item.refused for item in outcomes) > CHUNK * 0.8


def test_the_same_number_makes_the_same_site() -> None:
    assert make_site(7, "hugo") == make_site(7, "hugo") != make_site(8, "hugo")


def test_a_site_that_differs_is_made_small() -> None:
    site = MadeSite("hugo", {"hugo.toml": "a\nb\n", "content/a.md": "x\nwrong\ny\n", "content/b.md": "z\n"})
    less = smaller(site, "page: wrong", lambda made: ["page: wrong"] if "wrong" in str(made.files) else [])
    assert less.files["content/a.md"] == "wrong\n"
    assert "content/b.md" not in less.files
