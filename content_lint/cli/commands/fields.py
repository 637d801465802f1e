"""Rename, retype or drop a field of a collection: in the schema, in all posts and in the form of the CMS at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from content_lint.cli.check.sites import only_site
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.file_changes import add_arguments as add_change_arguments
from content_lint.cli.file_changes import patch_of, refuse
from content_lint.cli.patches import print_patch
from content_lint.config.load import load_settings
from content_lint.config.settings import Collection, SiteSettings
from content_lint.moving.field_change import TYPES, FieldChange
from content_lint.moving.fields import plan_change
from content_lint.moving.plan import RefusedError
from content_lint.moving.write import write_changes
from content_lint.output.escape import visible
from content_lint.report.report import Exit
from content_lint.rules.registry import catalog
from content_lint.text.counts import many
from content_lint.text.nearest import nearest

EXAMPLES = """\
  content-lint fields rename news.author writer --diff
  content-lint fields rename 'news.links[].url' address
  content-lint fields retype news.priority whole-number
  content-lint fields drop news.legacy_id
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint fields``."""
    add = parser.add_argument
    add("what", choices=("rename", "retype", "drop"), metavar="WHAT", help="rename, retype or drop")
    add("field", metavar="COLLECTION.FIELD", help="the field, as in news.author, news.author.name or news.links[].url")
    add("to", nargs="?", metavar="NEW", help=f"its new name, or its type: {', '.join(TYPES)}")
    add_change_arguments(parser, "a change")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Plan the change, judge it, and make it or show it."""
    settings = load_settings(only_site(Path.cwd(), "cd"), catalog=catalog(), config_file=arguments.config)
    change = _change(arguments, settings)
    try:
        files, posts = plan_change(settings, change, read_clock(arguments.today, settings.zone))
        if not arguments.diff:
            write_changes(settings.root, files)
    except RefusedError as error:
        return refuse(error, "changed", console)
    if arguments.diff:
        print_patch(patch_of(files), console)
    if not arguments.quiet:
        others = [path for path in files.texts if not path.endswith((".md", ".markdown", ".html"))]
        where = f", {', '.join(others)}" if others else ""
        console.note([f"{'Would change' if arguments.diff else 'Changed'} {many(posts, 'post')}{visible(where)}.\n"])
    return Exit.CLEAN


def _change(arguments: argparse.Namespace, settings: SiteSettings) -> FieldChange:
    name, dot, key = arguments.field.partition(".")
    if not dot or not key:
        raise UsageError(f"`{arguments.field}` names no field of a collection", "Write it as `news.author`.")
    if arguments.what == "drop":
        if arguments.to is not None:
            raise UsageError("drop takes no new name", "Leave it out.")
    elif arguments.to is None:
        raise UsageError(f"{arguments.what} needs a second word", "Write the new name or type after the field.")
    if arguments.what == "retype" and arguments.to not in TYPES:
        raise UsageError(f"there is no type `{arguments.to}`", f"Write one of {', '.join(TYPES)}.")
    path = tuple(part.removesuffix("[]") for part in key.split("."))
    if not all(path):
        raise UsageError(f"`{arguments.field}` has an empty name in it", "Write it as `news.author.name`.")
    return FieldChange(_collection(name, settings), path, arguments.what, arguments.to or "")


def _collection(name: str, settings: SiteSettings) -> Collection:
    names = {alias: item for item in settings.collections.values() for alias in (item.name, *item.aliases)}
    if name not in names:
        near = nearest(name, names)
        raise UsageError(
            f"there is no collection `{name}`",
            f"Did you mean `{near}`?" if near else f"The collections are {', '.join(settings.collections)}.",
        )
    return names[name]
