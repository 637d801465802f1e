"""From selectors (names, codes, family words) to the rules that run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from content_lint.config.catalog import RuleCatalog
from content_lint.config.errors import ConfigError
from content_lint.config.settings import RuleSettings, SiteSettings
from content_lint.text.nearest import nearest


@dataclass(frozen=True, slots=True)
class Selection:
    """Selectors as they were written, and the preset they start from."""

    preset: str = "default"
    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def expand(selector: str, catalog: RuleCatalog, refuse: Callable[[str, str], ConfigError]) -> frozenset[str]:
    """The names that one selector stands for.

    Args:
        selector: a rule's name or code, or a family word; case does not matter.
        catalog: all rules.
        refuse: makes the error for an unknown selector out of message and help.

    Raises:
        ConfigError: no rule and no family is called so.
    """
    word = selector.strip().lower()
    if word in catalog:
        return frozenset({word})
    found = frozenset(
        entry.name for entry in catalog.values() if word == entry.family or word.upper() == entry.code.upper()
    )
    if found:
        return found
    known = [*catalog, *dict.fromkeys(entry.family for entry in catalog.values())]
    known += [entry.code for entry in catalog.values()]
    near = nearest(word, known)
    hint = f"Did you mean `{near}`? " if near else ""
    raise refuse(f"no rule or family is called `{selector}`", f"{hint}`content-lint rules` lists them all.")


def choose(
    selection: Selection, catalog: RuleCatalog, refuse: Callable[[str, str, str], ConfigError]
) -> frozenset[str]:
    """The rules that run.

    A rule's own name or code outweighs the word of its family, and among equals ``ignore`` outweighs the others:
    ``ignore = ["mail"]`` with ``extend-select = ["malformed-mailto"]`` leaves that one on. A family word never
    selects rules that are off unless asked for by name.

    Args:
        selection: the selectors.
        catalog: all rules.
        refuse: makes an error out of the key (``select`` …), message and help.

    Raises:
        ConfigError: a selector is unknown.
    """
    presets = {"default"} if selection.preset == "default" else {"default", "strict"}
    in_preset = frozenset(name for name, entry in catalog.items() if entry.preset in presets)
    chosen = in_preset if selection.select is None else frozenset()

    def names(key: str, selectors: Sequence[str], *, families: bool) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        for selector in selectors:
            expanded = expand(selector, catalog, lambda message, help_: refuse(key, message, help_))
            if (selector.strip().lower() in {catalog[name].family for name in expanded}) == families:
                found |= expanded
        return found

    for families in (True, False):
        wanted = names("select", selection.select or (), families=families)
        wanted |= names("extend-select", selection.extend, families=families)
        chosen |= (wanted & in_preset) if families else wanted
        chosen -= names("ignore", selection.ignore, families=families)
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

    if select is not None:
        chosen = choose(Selection("default", tuple(select), tuple(extend_select), tuple(ignore)), catalog, refuse)
    else:
        chosen = settings.rules.select
        for selector in extend_select:
            chosen |= expand(selector, catalog, lambda message, help_: refuse("extend-select", message, help_))
        for selector in ignore:
            chosen -= expand(selector, catalog, lambda message, help_: refuse("ignore", message, help_))
    rules: RuleSettings = replace(settings.rules, select=chosen)
    return replace(settings, rules=rules)
