"""What to say where there is no document to check."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from content_lint.cli.errors import UsageError
from content_lint.cli.paths import absent
from content_lint.config.settings import SiteSettings
from content_lint.site.generators.registry import generator_of
from content_lint.site.sources.tree import DiskTree


def nothing_there(strangers: Sequence[str], settings: SiteSettings, arguments: argparse.Namespace) -> UsageError:
    """Of paths that name no document, the first with what it is instead; of a site without any, why that is so."""
    if arguments.stdin_filename and strangers:
        return UsageError(
            f"`{strangers[0]}` would be no document of the site in `{settings.root}`",
            "Say where standard input belongs: `--stdin-filename` with the path of a post or page.",
        )
    left_out = {item.path: item.reason for item in generator_of(settings).survey(DiskTree(settings.root)).left_out}
    if not strangers:
        return _no_document(settings, left_out)
    stranger = strangers[0]
    more = f" (and {len(strangers) - 1:,} more)" if len(strangers) > 1 else ""
    if stranger in left_out:
        return UsageError(
            f"`{stranger}` is taken for no page ({left_out[stranger]}){more}",
            f'Add it to `files` in content-lint.toml: `files = ["{stranger}"]`.',
        )
    if (settings.root / stranger).exists():
        return UsageError(
            f"`{stranger}` is no document of the site in `{settings.root}`{more}",
            "Name a post, a page or a folder of them; --allow-empty passes over other files.",
        )
    return absent(stranger, more)


def _no_document(settings: SiteSettings, left_out: Mapping[str, str]) -> UsageError:
    builder = settings.builder
    if not left_out and builder is not None:
        return UsageError(
            f"no document was found in `{settings.root}`, a site of {builder.name} ({builder.config})",
            "Documents are files that end in `.md` or `.html`; texts in a language for templates, as `.haml` and "
            "`.slim`, are not read. --allow-empty passes over that.",
        )
    if not left_out:
        return UsageError(
            f"no document was found in `{settings.root}`",
            "Run it in the folder of the site, or add --allow-empty where that is as it should be.",
        )
    path, reason = next(iter(left_out.items()))
    return UsageError(
        f"no document was found in `{settings.root}`: its Markdown files are taken for no pages, "
        f"such as `{path}` ({reason})",
        f'Name those to check in content-lint.toml: `files = ["{path}"]`.',
    )
