"""From all documents together to findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field

from content_lint.engine.comparison import Key, new_keys
from content_lint.engine.document_step import crash
from content_lint.engine.scope import RunScope
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Failure
from content_lint.rules.context import SiteContext
from content_lint.rules.rule import SiteRule
from content_lint.schema.errors import SetupError
from content_lint.site.index import Site


class SiteFindings(Struct, frozen=True):
    """What the rules about the whole site say.

    Attributes:
        found: their findings.
        broken: in a comparison, the findings in files that are not judged and that the change has caused.
        failures: the rules that crashed.
    """

    found: list[Diagnostic] = field(default_factory=list)
    broken: set[Key] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)


def check_whole_site(rules: Iterable[SiteRule[Any]], site: Site, context: SiteContext, scope: RunScope) -> SiteFindings:
    """Run the rules about the whole site; a rule that crashes is a failure with its name, and the others go on."""
    result = SiteFindings()
    for rule in rules:
        try:
            found = [item for item in rule.check(site, context) if scope.allows(item.path)]
            result.found.extend(found)
            result.broken.update(_broken(rule, found, context, scope))
        except SetupError:
            raise  # the site's own schema is at fault
        except Exception as error:  # noqa: BLE001 - whatever a rule does, the others go on
            result.failures.append(crash(rule.meta.name, "", error))
    return result


def _broken(rule: SiteRule[Any], found: list[Diagnostic], context: SiteContext, scope: RunScope) -> set[Key]:
    before = context.earlier
    elsewhere = [item for item in found if item.path not in scope.judged]
    if before is None or not elsewhere:
        return set()
    return new_keys(elsewhere, rule.check(before, SiteContext(before.settings, context.now)))
