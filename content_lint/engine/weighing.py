"""From what the rules found to what is shown: one finding a fault, less what comments and settings keep silent."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from content_lint.config.globs import compile_glob
from content_lint.config.settings import RuleSettings
from content_lint.engine.comparison import Key, key_of
from content_lint.engine.consequence import weigh
from content_lint.engine.precedence import settle
from content_lint.engine.suppress import silence
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Suppressed
from content_lint.rules.context import SiteContext
from content_lint.rules.registry import all_rules
from content_lint.rules.rule import Rule
from content_lint.site.index import Site


class Weighed(Struct, frozen=True):
    """What becomes of findings.

    Attributes:
        shown: those that are reported.
        silenced: those that comments keep silent.
        ignored: those that the configuration keeps silent in some files.
    """

    shown: list[Diagnostic]
    silenced: list[Suppressed]
    ignored: list[Suppressed]

    def limited(self, reported: Container[str], broken: Container[Key]) -> Weighed:
        """Only what concerns the files ``reported``, and what a change broke in others."""

        def concerns(item: Diagnostic) -> bool:
            return item.path in reported or key_of(item) in broken

        return Weighed(
            [item for item in self.shown if concerns(item)],
            [item for item in self.silenced if concerns(item.diagnostic)],
            [item for item in self.ignored if item.diagnostic.path in reported],
        )


def weigh_findings(
    found: Sequence[Diagnostic],
    active: Sequence[Rule[Any]],
    site: Site,
    context: SiteContext,
    judged: Iterable[str],
) -> Weighed:
    """Decide what is shown.

    Args:
        found: what the rules found.
        active: the rules that ran.
        site: the site.
        context: what rules about suppression comments may know.
        judged: the files whose suppression comments are judged.
    """
    rules = all_rules()
    loud, silenced = silence(settle(found, rules), active, site.documents, context, judged)
    shown, ignored = _configure(weigh(loud, rules, site), context.settings.rules)
    return Weighed(shown, silenced, ignored)


def _configure(found: Iterable[Diagnostic], chosen: RuleSettings) -> tuple[list[Diagnostic], list[Suppressed]]:
    """Apply selection, severities and the settings per path."""
    shown: list[Diagnostic] = []
    hidden: list[Suppressed] = []
    per_path = [(compile_glob(glob), ignore, severities) for glob, ignore, severities in chosen.per_path]
    for item in found:
        rule, severity, ignored = item.rule, item.severity, False
        if rule not in chosen.select:
            continue
        severity = chosen.severities.get(rule, severity)
        for glob, ignore, severities in per_path:
            if (rule in ignore or rule in severities) and glob.match(item.path):
                ignored = ignored or rule in ignore
                severity = severities.get(rule, severity)
        final = item if severity is item.severity else replace(item, severity=severity)
        if ignored:
            hidden.append(Suppressed(final, "configuration"))
        else:
            shown.append(final)
    return shown, hidden
