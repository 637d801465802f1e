"""Templates come from strangers too: what it costs to read one grows with its length and not with its square."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from content_lint.site.generators.hugo.template_files import TemplateFile, read_template_file

HOSTILE: dict[str, Callable[[int], str]] = {
    "variables that stand for other pages, and partials that may be handed them": lambda count: "".join(
        f'{{{{ $a{number} := .Parent }}}}{{{{ partial "x" $b{number} }}}}' for number in range(count)
    ),
    "a file of a name with many choices": lambda count: f"{{{{ (a{'|a' * count}) | readFile }}}}",
    "brackets that nothing closes": lambda count: f"{{{{ readFile {'(' * count}{'|' * count} }}}}",
    "brackets in brackets": lambda count: f"{{{{ {'(a|b) ' * count}| readFile ({'()' * count} }}}}",
    "ids that scripts give": lambda count: "h.id = " * count,
    "attributes": lambda count: "<p id=" * count + "{{ .x }}" * count,
    "blocks": lambda count: "{{ with .Parent }}{{ range $a, $b := .Pages }}" * count + ".Content",
}


def seconds(text: str) -> float:
    start = process_time()
    assert isinstance(read_template_file("layouts/a.html", text), TemplateFile)
    return process_time() - start


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_eight_times_the_text_takes_about_eight_times_as_long(make: Callable[[int], str]) -> None:
    seconds(make(10))
    # Noise only ever adds: what is linear once is linear.
    assert any(seconds(make(16_000)) < 24 * seconds(make(2_000)) + 0.1 for _ in range(3))
