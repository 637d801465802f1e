"""What is said of Woodcut, and how it reads a file."""

from __future__ import annotations

from content_lint.config.generator import Generator, Placeholders, Sentences
from content_lint.parse.dialect import Dialect

DIALECT = Dialect(fences="hugo", yaml="go", templates="none")
GENERATOR = Generator(
    "woodcut",
    "Woodcut",
    modelled=True,
    says=Sentences(unclosed=", so Woodcut prints it", missing=", so Woodcut calls it Untitled"),
    own_keys=("at",),
    old_keys=("was",),
    ignores_case=True,
    placeholders=Placeholders(frozenset({"name"})),
    static_folder="plates/",
    front_matter="expected",
    date_keys=frozenset({"printed"}),
)
