"""What the build does at dead links, by the settings ``onBroken…`` and ``onDuplicateRoutes``.

Where one is not written, Docusaurus stops at dead links and pictures and only prints the others; what readers meet then
says how severe that is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from content_lint.config.generator import Fault, Reaction
from content_lint.parse.scripts.literals import CODE

_REACTIONS: Mapping[object, Reaction] = {"throw": "stops", "warn": "warns", "log": "warns", "ignore": "passes"}
_STOPS = {"onBrokenLinks", "onBrokenMarkdownImages"}
_KEYS: Mapping[str, Fault] = {
    "onBrokenLinks": "link",
    "onBrokenMarkdownLinks": "file link",
    "onBrokenAnchors": "anchor",
    "onBrokenMarkdownImages": "picture",
    "onDuplicateRoutes": "route",
}


def reactions_of(setting: Callable[[str], object]) -> Mapping[Fault, Reaction]:
    """What is known of the build's reactions.

    Args:
        setting: gives the value of a setting, None where it is not written, and CODE where code decides.
    """
    found = dict(_written(setting))
    # A link to a file that is not there stays as it is, and is looked at once more as an address.
    if found.get("file link") != "stops" and "link" in found:
        found["file link"] = found["link"]
    if "link" in found:
        found["other file link"] = found["link"]
    if found.get("route") != "stops":
        found.pop("route", None)  # one of the pages is lost, whatever is printed
    return found


def _written(setting: Callable[[str], object]) -> Iterator[tuple[Fault, Reaction]]:
    for key, fault in _KEYS.items():
        value = setting(key)
        if value is None and key in _STOPS:
            yield fault, "stops"
        elif value is not CODE and value in _REACTIONS:
            yield fault, _REACTIONS[value]
