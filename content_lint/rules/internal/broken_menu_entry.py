from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.unknown import Unknown
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.internal.addresses import encoded
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown, typed
from content_lint.site.index import Site
from content_lint.site.menu import LostEntry, Menu


class BrokenMenuEntry(SiteRule[Options]):
    """An entry of the site's menu names a page that does not exist.

    ## Why this matters
    The menu is on every page, and so is the link to "page not found". It happens when a page is renamed or
    deleted and the menu in the configuration is forgotten. Where warnings stop the build (`mkdocs build --strict`),
    nothing is published until it is put right.

    ## Bad
    ~~~yaml file=mkdocs.yml
    site_name: Handbook
    nav:
      - Home: index.md
      - Install: install.md
    ~~~

    ~~~md file=docs/index.md
    # Home
    ~~~

    ## Good
    ~~~yaml file=mkdocs.yml
    site_name: Handbook
    nav:
      - Home: index.md
      - Install: install.md
    ~~~

    ~~~md file=docs/index.md
    # Home
    ~~~

    ~~~md file=docs/install.md
    # Install
    ~~~
    """

    meta = RuleMeta("IN105", "broken-menu-entry", Severity.ERROR, for_readers=False)

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each entry that names nothing."""
        del context
        menu = site.generator.menu(site)
        unknown = Unknown(site) if menu is not None and menu.lost else None
        for entry in menu.lost if menu is not None else ():
            if unknown is not None and menu is not None:
                yield from self._finding(site, menu, entry, unknown)

    def _finding(self, site: Site, menu: Menu, entry: LostEntry, unknown: Unknown) -> Iterator[Diagnostic]:
        is_there = not entry.path or site.addresses.find(encoded(entry.path)) is not None
        if not is_there and any(_may_be_made(unknown, path) for path in (entry.path, entry.made) if path):
            return  # a program may write that file before the build
        stops = f", and the build stops at that: {menu.strict}" if menu.strict and entry.warned else ""
        if is_there and not entry.warned:
            return
        message, help_ = _words(menu, entry, site.settings.generator.called, is_there=is_there)
        severity = Severity.ERROR if stops or not is_there else Severity.WARNING
        yield self.report(menu.file, entry.span, message + stops, help=help_, severity=severity)


def _may_be_made(unknown: Unknown, path: str) -> bool:
    return unknown.is_generated(path) or unknown.reason(path, asset=False) is not None


def _words(menu: Menu, entry: LostEntry, called: str, *, is_there: bool) -> tuple[str, str]:
    """The message, and what to do."""
    name = f"`{menu.key}` names {shown(entry.written)}"
    if entry.outside:
        return f"{name}, which the configuration leaves out of the site", "Take the entry out"
    if is_there:
        help_ = f"Write {typed(entry.near)}" if entry.near else ""
        return f"{name}, which is no file of this site: {called} warns of it", help_
    help_ = f"Did you mean {typed(entry.near)}?" if entry.near else "Create the page, or take the entry out"
    return f"{name}, which does not exist", help_
