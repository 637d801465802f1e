"""Hand on what the schemas say: to the forms of the CMS, to editors, to other languages; or say what forms lack."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.json_schemas import FORMATS as FOR_EDITORS
from content_lint.cli.json_schemas import hand_out
from content_lint.cli.patches import patch_between, print_patch
from content_lint.cms.bridge import Bound, Export, bound_forms, differences, export
from content_lint.cms.drift import Difference
from content_lint.cms.editing import EditError
from content_lint.config.load import load_settings
from content_lint.config.settings import SiteSettings
from content_lint.config.yaml_files import read_config_text
from content_lint.engine.fix.write import write_inside
from content_lint.engine.load import load_site
from content_lint.output.escape import visible
from content_lint.report.diagnostic import Severity
from content_lint.rules.registry import catalog
from content_lint.site.sources.tree import DiskTree
from content_lint.text.counts import many
from content_lint.text.source import SourceText

FORMATS = ("decap", "sveltia")
"""What can be written: the fields of a CMS's collections."""

EXAMPLES = """\
examples:
  content-lint schema --check                   say where the forms of the CMS and the schemas differ
  content-lint schema --format decap --diff     show how its configuration would be changed
  content-lint schema --format decap            change it
  content-lint schema --format json-schema --output .content-lint    a JSON Schema for each collection
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint schema``."""
    add = parser.add_argument
    add("folder", nargs="?", type=Path, default=None, metavar="FOLDER", help="the site (the current folder)")
    words = (
        "decap, sveltia: change the fields in the CMS's configuration; json-schema, vscode: for editors and programs"
    )
    add("--format", choices=(*FORMATS, *FOR_EDITORS), help=words)
    add("--collection", metavar="NAME", help="with json-schema or vscode: only this one")
    add("-o", "--output", type=Path, metavar="FOLDER", help="with json-schema: a file there for each collection")
    add("--check", action="store_true", help="change nothing, and exit 1 where forms and schemas differ")
    add("--diff", action="store_true", help="change nothing, and show what would be")
    add("--all", action="store_true", help="ask for keys as well that posts have and that no form asks for so far")
    add("--config", type=Path, metavar="FILE", help="configuration to use instead of the nearest one")
    add("-q", "--quiet", action="store_true", help="no remarks, only what has to be put right")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Compare, show or write."""
    if not arguments.check and arguments.format is None:
        raise UsageError("nothing says what to do", "Add --check, or --format decap.")
    settings = load_settings(arguments.folder or Path.cwd(), catalog=catalog(), config_file=arguments.config)
    if arguments.format in FOR_EDITORS and not arguments.check:
        return hand_out(arguments.format, settings, arguments.collection, arguments.output, console)
    if settings.forms is None:
        raise UsageError(
            "there is no configuration of Decap CMS or Sveltia CMS here", "It is looked for in admin/config.yml."
        )
    with console.progress(quiet=arguments.quiet) as progress:
        loaded = load_site(settings, DiskTree(settings.root), progress=progress)
    bound = bound_forms(settings, loaded.documents.values())
    if not bound:
        raise UsageError(
            f"no collection of {settings.forms.path} has a schema", "`content-lint init` writes schemas to begin with."
        )
    text = read_config_text(settings.root, settings.forms.path)
    if arguments.check:
        return _check(settings, bound, text, console, quiet=arguments.quiet)
    return _write(settings, bound, text, console, arguments)


def _check(settings: SiteSettings, bound: Sequence[Bound], text: str, console: Console, *, quiet: bool) -> int:
    found = list(differences(settings, bound))
    source = SourceText.from_text(settings.forms.path if settings.forms is not None else "", text)
    console.write(_lines(found, source, settings, quiet=quiet))
    serious = [item for item in found if item.severity > Severity.INFO]
    forms = many(len(bound), "form")
    remarks = len(found) - len(serious)
    beside = f", and {many(remarks, 'remark')}" if remarks else ""
    if not serious:
        console.note([f"{forms} and their schemas agree{beside}.\n"])
        return 0
    console.note(
        [
            f"{forms}: {many(len(serious), 'difference')}{beside}.\n",
            "Next: content-lint schema --format decap --diff\n" if any(item.changes for item in serious) else "",
        ]
    )
    return 1


def _lines(found: Sequence[Difference], source: SourceText, settings: SiteSettings, *, quiet: bool) -> Iterator[str]:
    if settings.forms is None:
        return
    for item in found:
        if quiet and item.severity is Severity.INFO:
            continue
        at = source.position(settings.forms.span_at(item.at).start)
        help_ = f". {item.help}." if item.help else ""
        place = f"{settings.forms.path}:{at.line}:{at.column}"
        yield f"{visible(place)}: {item.severity.label}: {visible(item.message)}{visible(help_)}\n"


def _write(
    settings: SiteSettings, bound: Sequence[Bound], text: str, console: Console, arguments: argparse.Namespace
) -> int:
    path = settings.forms.path if settings.forms is not None else ""
    try:
        written = export(text, settings, bound, everything=arguments.all)
    except EditError as error:
        raise UsageError(
            f"{path} cannot be changed in place", "Write its lists of fields without `&` and `*`."
        ) from error
    if arguments.diff:
        print_patch(patch_between(path, text, written.text), console)
    elif written.text != text:
        write_inside(settings.root, path, written.text.encode("utf-8"))
    console.note(_said(path, written, shown=arguments.diff))
    return 0


def _said(path: str, written: Export, *, shown: bool) -> Iterator[str]:
    for collection, reason in written.left:
        yield f"left as it is: {visible(collection)}: {visible(reason)}\n"
    if written.apart:
        count = len(written.apart)
        yield f"{count} {'key' if count == 1 else 'keys'} that posts have stay out of the forms; --all puts them in.\n"
    count = len(written.added) + len(written.changed)
    would = "would be " if shown else ""
    if not count:
        agrees = not written.left and not written.apart
        yield f"{path} already asks for what the schemas want.\n" if agrees else f"{path}: nothing else to change.\n"
        return
    yield f"{path}: {many(len(written.added), 'field')} {would}added, {len(written.changed)} {would}changed.\n"
