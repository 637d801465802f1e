"""From selectors (names, codes, beginnings of codes, families, ``ALL``) to the rules that run."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from content_lint.config.catalog import RuleCatalog
from content_lint.config.errors import ConfigError
from content_lint.config.settings import RuleSettings, SiteSettings
from content_lint.text.nearest import nearest


class Selection(Struct, frozen=True):
    """Selectors as they were written, and the preset they start from."""

    preset: str = "default"
    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


EVERYTHING = "all"
"""The selector of all rules, those that are off by default among them."""

_EXACT = 9  # what a rule's own name or whole code weighs; a shorter one weighs the less, the more it selects


class NamedRules(Struct, frozen=True):
    """What one selector names.

    Attributes:
        rules: the names of the rules.
        weight: how closely it names them; among selectors that disagree the heavier one decides.
    """

    rules: frozenset[str]
    weight: int

    @property
    def is_exact(self) -> bool:
        """Whether it names one rule, rather than the beginning of codes or a family."""
        return self.weight == _EXACT


def rules_called(selector: str, catalog: RuleCatalog) -> NamedRules | None:
    """The rules that a selector names, or None where it names none.

    Args:
        selector: a rule's name or code, the beginning of a code (``IN``, ``IN1``), the word of a family, or ``ALL``;
            case does not matter.
        catalog: all rules.
    """
    word = selector.strip().lower()
    if word == EVERYTHING:
        return NamedRules(frozenset(catalog), 0)
    if word in catalog:
        return NamedRules(frozenset({word}), _EXACT)
    family = frozenset(entry.name for entry in catalog.values() if entry.family == word)
    if family:
        return NamedRules(family, 2)  # as much as the two letters of its codes
    begun = frozenset(entry.name for entry in catalog.values() if entry.code.lower().startswith(word))
    if len(word) < 2 or not begun:
        return None
    whole = any(entry.code.lower() == word for entry in catalog.values())
    return NamedRules(begun, _EXACT if whole else len(word))


def expand(selector: str, catalog: RuleCatalog, refuse: Callable[[str, str], ConfigError]) -> NamedRules:
    """What ``rules_called`` gives for a selector of the settings or of the command line.

    Args:
        selector: as it was written.
        catalog: all rules.
        refuse: makes the error for an unknown selector out of message and help.

    Raises:
        ConfigError: no rule and no family is called so.
    """
    named = rules_called(selector, catalog)
    if named is None:
        raise refuse(f"no rule or family is called `{selector}`", hint_for(selector, catalog))
    return named


def hint_for(selector: str, catalog: RuleCatalog) -> str:
    """What to write instead of a selector that names nothing: the nearest one, else the words of the families."""
    families = list(dict.fromkeys(entry.family for entry in catalog.values()))
    near = nearest(selector.strip(), [*catalog, *families, *(entry.code for entry in catalog.values())])
    if near:
        return f"Did you mean `{near}`? `content-lint rules` lists them all."
    return f"The families are {', '.join(f'`{word}`' for word in families)}. `content-lint rules` lists every rule."


def choose(
    selection: Selection,
    catalog: RuleCatalog,
    refuse: Callable[[str, str, str], ConfigError],
    start: frozenset[str] | None = None,
) -> frozenset[str]:
    """The rules that run.

    The selector that names a rule more closely decides, and among equals ``ignore`` outweighs the others:
    ``ignore = ["mail"]`` with ``extend-select = ["malformed-mailto"]`` leaves that one on. A family or the beginning
    of a code never selects rules that are off unless asked for by name; ``ALL`` does.

    Args:
        selection: the selectors.
        catalog: all rules.
        refuse: makes an error out of the key (``select`` …), message and help.
        start: the rules that run unless ``select`` says otherwise; those of the preset where it is None.

    Raises:
        ConfigError: a selector is unknown.
    """
    presets = {"default"} if selection.preset == "default" else {"default", "strict"}
    in_preset = frozenset(name for name, entry in catalog.items() if entry.preset in presets)
    chosen = frozenset() if selection.select is not None else in_preset if start is None else start
    wishes: list[tuple[int, bool, frozenset[str]]] = []
    for key, selectors, drops in (
        ("select", selection.select or (), False),
        ("extend-select", selection.extend, False),
        ("ignore", selection.ignore, True),
    ):
        for selector in selectors:
            named = expand(selector, catalog, lambda message, help_, key=key: refuse(key, message, help_))  # type: ignore[misc]
            whole = drops or named.is_exact or named.weight == 0
            wishes.append((named.weight, drops, named.rules if whole else named.rules & in_preset))
    for _, drops, names in sorted(wishes, key=lambda wish: wish[:2]):
        chosen = chosen - names if drops else chosen | names
    return chosen


def with_selection(
    settings: SiteSettings,
    catalog: RuleCatalog,
    *,
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> SiteSettings:
    """Settings with the selectors of the command line on top.

    ``select`` starts afresh: what the configuration selects or ignores for the whole site does not count then
    (what it ignores for some paths still does). Without it the other two change what the configuration chose.

    Raises:
        ConfigError: a selector is unknown; its ``file`` is empty and its message names the option.
    """

    def refuse(key: str, message: str, help_: str) -> ConfigError:
        return ConfigError("", None, f"--{key}: {message}", help_)

    selection = Selection("default", None if select is None else tuple(select), tuple(extend_select), tuple(ignore))
    chosen = choose(selection, catalog, refuse, settings.rules.select)
    rules: RuleSettings = replace(settings.rules, select=chosen)
    return replace(settings, rules=rules)
