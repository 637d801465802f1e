"""Write a new post that passes: in the right place, under the right name, with all that is required of it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import partial
from pathlib import Path

from content_lint.adopt.habits import native_slug, slug_of
from content_lint.adopt.init.survey_posts import CollectionPosts, survey_posts
from content_lint.adopt.new.front_matter_text import WrittenFrontMatter
from content_lint.adopt.new.post import NewPost, fields_at, new_post
from content_lint.cli.ask import Asker
from content_lint.cli.check.sites import only_site
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.own_files import put
from content_lint.config.load import load_settings
from content_lint.config.settings import SiteSettings
from content_lint.engine.load import Loaded, load_site
from content_lint.engine.run import RunRequest, check_loaded
from content_lint.output.concise import concise
from content_lint.output.escape import visible
from content_lint.output.renderer import Renderer
from content_lint.parse.facts import KeyPath
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Report
from content_lint.rules.registry import catalog
from content_lint.rules.wording import spelt
from content_lint.schema.dates import read_date
from content_lint.site.sources.tree import DiskTree, ReadError
from content_lint.text.nearest import nearest
from content_lint.text.regex import regex
from content_lint.text.source import SourceText

Draft = Callable[[AbstractSet[object]], NewPost]
"""A post whose neighbours' values are taken but for some."""

_TRIES = 5
_NUMBER = regex(r"-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,15})?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint new``."""
    add = parser.add_argument
    add("collection", nargs="?", metavar="COLLECTION", help="what kind of post; asked for on a terminal")
    add("title", nargs="?", metavar="TITLE", help="what it is called; asked for on a terminal")
    add("--slug", metavar="WORDS", help="the last part of its address (made of the title)")
    add("--date", metavar="DATE", help="its date, or the instant (now)")
    add("--set", action="append", default=[], metavar="KEY=VALUE", help="the value of a field (event.host=Ana)")
    add("--dry-run", action="store_true", help="print the post, and write nothing")
    add("-y", "--yes", action="store_true", help="ask nothing")
    add("--today", metavar="DATE", help="as if it were that day, or that instant (2027-01-31T09:00:00Z)")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Ask for what is missing, make the post, check it, write it."""
    settings = load_settings(only_site(Path.cwd(), "cd"), catalog=catalog())
    loaded = load_site(settings, DiskTree(settings.root))
    now = read_clock(arguments.today, settings.zone)
    draft = _wished(arguments, settings, loaded, Asker(console, can=False if arguments.yes else None), now)
    post, report = _passing(settings, draft, now, loaded)
    if arguments.dry_run:
        console.write([post.text])
    if report.diagnostics:
        source = SourceText.from_text(post.path, post.text)
        console.note(concise(Renderer(report, lambda path: source if path == post.path else _other(settings, path))))
    errors = [item for item in report.diagnostics if item.severity is Severity.ERROR]
    if errors:
        console.note(_not_written(settings, post, errors))
        return 1
    if not arguments.dry_run:
        put(settings.root, post.path, post.text.encode(), only_new=True)
        console.write([f"{visible(post.path)}\n"])
    if post.invented:
        names = ", ".join(".".join(str(step) for step in path if step != "*") for path in post.invented)
        console.note([f"Look at {visible(names)}: what is there is a guess.\n"])
    return 0


def _wished(
    arguments: argparse.Namespace, settings: SiteSettings, loaded: Loaded, asker: Asker, now: datetime
) -> Draft:
    """The post by the command line, and by what is typed where something is missing; it is not written yet."""
    survey = survey_posts(settings, loaded)
    posts = _collection(survey.collections, arguments.collection, asker)
    title = " ".join((arguments.title or asker.text("Title")).split())
    if not title:
        raise UsageError("the post has no title", 'Write it after the collection: `content-lint new news "Title"`.')
    slug = _slug(arguments.slug, title, posts)
    moment = read_clock(arguments.date, settings.zone) if arguments.date else now
    given = dict(_given(text) for text in arguments.set)
    draft = partial(new_post, settings, posts, title, slug, moment)
    post = draft(given)
    if asker.can:
        given |= _asked(post, asker)
    target = settings.root / post.path
    if target.exists() or target.is_symlink():
        raise UsageError(f"`{post.path}` is there already", "Choose another title, or another name with --slug.")
    return partial(draft, given)


def _passing(settings: SiteSettings, draft: Draft, now: datetime, before: Loaded) -> tuple[NewPost, Report]:
    """A post without the values of its neighbours that would not pass, and what `check` says of it."""
    refused: frozenset[object] = frozenset()
    post = draft(refused)
    report = _checked(settings, post, now, before)
    for _ in range(_TRIES):
        wrong = [item.span for item in report.diagnostics if item.severity is not Severity.INFO]
        more = refused | {field.value for field in fields_at(settings, post, wrong)}
        if more == refused:
            break
        refused = more
        post = draft(refused)
        report = _checked(settings, post, now, before)
    return post, report


def _slug(asked: str | None, title: str, posts: CollectionPosts) -> str:
    slug = asked or slug_of(title) or native_slug(title, posts.documents)
    if re.fullmatch(r"[\w.~-]+", slug):
        return slug
    said = f"`{slug}` cannot be part of an address" if asked else f"no address can be made of `{title}`"
    raise UsageError(said, "Give one in letters, digits and hyphens: `--slug summer-party`.")


def _not_written(settings: SiteSettings, post: NewPost, errors: Sequence[Diagnostic]) -> Iterator[str]:
    keys = dict.fromkeys(str(item.data["key"]) for item in errors if item.data.get("key"))
    keys |= dict.fromkeys(spelt(field.path) for field in fields_at(settings, post, [item.span for item in errors]))
    here = f" (here: {', '.join(keys)})" if keys else ""
    yield f"content-lint: nothing was written: {visible(post.path)} would not pass\n"
    yield f"  Give other values with --set KEY=VALUE{visible(here)}, or another name with --slug.\n"


def _collection(collections: Sequence[CollectionPosts], name: str | None, asker: Asker) -> CollectionPosts:
    known = {item.collection.name: item for item in collections}
    if not known:
        raise UsageError("this site has no collections", "Run `content-lint init`, or name some in content-lint.toml.")
    filled = [key for key, item in known.items() if item.documents] or list(known)
    wanted = name or asker.text("Collection", filled[0] if len(filled) == 1 else "", tuple(known) if asker.can else ())
    aliases = {alias: item for item in collections for alias in item.collection.aliases}
    found = known.get(wanted) or aliases.get(wanted)
    if found is None:
        near = nearest(wanted, [*known, *aliases])
        hint = f"Did you mean `{near}`?" if near else f"There are {', '.join(known)}."
        said = f"there is no collection `{wanted}`" if wanted else "no collection was named"
        raise UsageError(said, hint)
    return found


def _given(text: str) -> tuple[KeyPath, object]:
    """One ``KEY=VALUE``: dots lead into groups; ``true``, dates, numbers and ``[a, b]`` are what they look like."""
    key, equals, value = text.partition("=")
    path: KeyPath = tuple(key.strip().split("."))
    if not equals or not all(path):
        raise UsageError(f"--set: `{text}` has no `KEY=`", "Write it as `--set author=Ana` or `--set event.host=Ana`.")
    return path, _value(value.strip())


def _value(text: str) -> object:
    if text in {"true", "false"}:
        return text == "true"
    if read_date(text) is not None:
        return WrittenFrontMatter(text)
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    if text.startswith("[") and text.endswith("]"):
        return [part.strip() for part in text[1:-1].split(",") if part.strip()]
    return text


def _asked(post: NewPost, asker: Asker) -> dict[KeyPath, object]:
    """What somebody types for the fields that nothing but the title spoke for; Enter keeps what was made of it."""
    return {path: asker.text(".".join(map(str, path)), text) for path, text in post.invented.items() if "*" not in path}


def _checked(settings: SiteSettings, post: NewPost, now: datetime, before: Loaded) -> Report:
    """What `check` will say of it, with the whole site around it."""
    request = RunRequest(now=now, paths=(post.path,), buffers={post.path: post.text.encode()})
    tree = DiskTree(settings.root, request.buffers)
    return check_loaded(settings, request, load_site(settings, tree, known=before.documents))


def _other(settings: SiteSettings, path: str) -> SourceText | None:
    read = DiskTree(settings.root).read(path)
    return None if isinstance(read, ReadError) else read
