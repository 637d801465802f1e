"""What was detected of a site, what of it would go unchecked and why, and which of its settings do nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from content_lint.adopt.doctor.examination import Check, note, ok, problem
from content_lint.adopt.init.survey_posts import PostSurvey, can_be_guessed
from content_lint.config.builder import explain
from content_lint.config.catalog import RuleCatalog
from content_lint.config.detect.decap import Cms
from content_lint.config.load import NO_SCHEMA
from content_lint.config.root import own_config
from content_lint.config.settings import SiteSettings
from content_lint.engine.fix.write import find_leftovers
from content_lint.engine.load import Loaded
from content_lint.parse.facts import FenceState
from content_lint.report.report import LEFT_OUT, Report
from content_lint.site.dead_globs import dead_globs
from content_lint.site.generators.registry import generator_of
from content_lint.site.model import Role
from content_lint.site.survey import is_markdown
from content_lint.text.counts import many


def examine_site(settings: SiteSettings, loaded: Loaded, survey: PostSurvey, cms: Cms | None) -> Iterator[Check]:
    """What was detected."""
    files = settings.generator_config
    place = files.config_path if files else ""
    root = settings.root.as_posix()
    if settings.generator.modelled:
        why = f", because of {place}" if place else ""
        yield ok("site", f"{root} is a site of {settings.generator.called}{why}")
    elif settings.builder is not None:
        yield ok("site", explain(settings.builder))
    else:
        yield ok("site", f"{root} has no generator that is known here: addresses come from front matter only")
    own = own_config(settings.root)
    yield ok("site", f"settings come from {own[0].name}" if own else "there are no settings of ours: all is detected")
    held = sum(bool(item.documents or item.unread) for item in survey.collections)
    are = "is" if len(loaded.documents) == 1 else "are"
    yield ok("site", f"{many(len(loaded.documents), 'document')} {are} read, in {many(held, 'collection')}")
    if cms is not None:
        yield ok("site", f"a CMS writes here: {cms.path} knows {many(len(cms.forms.folders), 'folder')}")
        yield from _cms_folders(settings, loaded, cms)
    yield _zone(settings)
    hosts = ", ".join(sorted(settings.own_hosts))
    if settings.url:
        yield ok("site", f"the site's own address is {settings.url}{settings.base_path}")
    elif hosts:
        yield ok("site", f"links to {hosts} are links of this site's own")
    else:
        help_ = 'Add `url = "https://www.example.org"` to content-lint.toml.'
        yield note("site", "the site's own address is not known, so links that spell it out count as foreign", help_)
    published = published_files(settings, loaded)
    if published:
        names = ", ".join(dict.fromkeys(path.split("/")[0] for path in published))
        help_ = f"Add them to `exclude` in {place or 'its configuration'}."
        yield note("site", f"the generator publishes {names} with the site", help_)


def published_files(settings: SiteSettings, loaded: Loaded) -> list[str]:
    """Files of ours that the generator copies into the finished site, with all that it does not know."""
    if not settings.generator.copies_unknown_files:
        return []
    return sorted(file.path for file in loaded.survey.files if file.role is Role.STATIC and _is_ours(file.path))


def examine_gaps(
    settings: SiteSettings, loaded: Loaded, survey: PostSurvey, report: Report, catalog: RuleCatalog
) -> Iterator[Check]:
    """What would go unchecked, and why."""
    yield from _without_schema(survey)
    if survey.loose:
        pages = many(len(survey.loose), "page")
        have = "has" if len(survey.loose) == 1 else "have"
        text = f"{pages} in no collection {have} no schema, such as {survey.loose[0].path}"
        yield note("unchecked", text, "Name a collection with `paths` for them in content-lint.toml.")
    for path, error in loaded.unreadable.items():
        yield problem("unchecked", f"{path} {error.problem}", error.help)
    broken = [path for path, item in loaded.documents.items() if item.front_matter and item.front_matter.error]
    if broken:
        text = f"{many(len(broken), 'document')} cannot be read as front matter, such as {min(broken)}"
        yield problem("unchecked", text, "`content-lint check` says what is wrong with each.")
    yield from _left_out(loaded)
    yield from _rules_off(settings, loaded, catalog)
    yield from _coverage(report)
    yield from _silent(report)
    yield note("unchecked", "links to other sites are not asked for in hooks and pull requests", "See `--external`.")
    for failure in report.failures:
        yield problem("unchecked", f"{failure.doing} failed: {failure.error}", place=failure.path)


def _without_schema(survey: PostSurvey) -> Iterator[Check]:
    """Collections whose front matter nothing is asked of."""
    bare = [item for item in survey.collections if item.collection.schema is None and (item.documents or item.unread)]
    if not bare:
        return
    names = ", ".join(f"`{item.collection.name}` ({len(item.documents) + item.unread:,})" for item in bare)
    text = f"front matter is checked against no schema in {names}"
    if any(can_be_guessed(item) for item in bare):
        yield problem("unchecked", text, "Run `content-lint init`: it writes schemas that the posts mostly meet.")
    else:
        help_ = "They hold too few posts for `content-lint init`: write one by hand if needed."
        yield note("unchecked", text, help_)


def _silent(report: Report) -> Iterator[Check]:
    """What the run left out, and findings that it does not show."""
    for item in report.not_checked:
        if item.what != LEFT_OUT:  # each reason for that has a line of its own
            yield note("unchecked", f"{item.what} ({item.count:,}): {item.reason}")
    if report.baselined:
        are = "is" if report.baselined == 1 else "are"
        text = f"{many(report.baselined, 'finding')} of before {are} kept silent by the baseline"
        yield note("unchecked", text, "`content-lint check --no-baseline` lists them.")
    silent = sum(item.by == "comment" for item in report.suppressed)
    if silent:
        are = "is" if silent == 1 else "are"
        text = f"{many(silent, 'finding')} {are} kept silent by comments"
        yield note("unchecked", text, "--show-suppressed lists them.")


def examine_ignored(settings: SiteSettings, loaded: Loaded) -> Iterator[Check]:
    """Settings that do nothing: ours, then those of the generator."""
    for notice in settings.notices:
        if notice != NO_SCHEMA:
            yield problem("ignored", notice)
    for dead in dead_globs(settings, loaded.survey):
        help_ = f"Did you mean `{dead.near}`?" if dead.near else "Correct it, or delete it."
        yield problem("ignored", f"`{dead.glob}` in `{dead.setting}` matches no file", help_)
    yield from _files_ignored(settings)
    for item in generator_of(settings).unread_settings():
        yield problem("ignored", item.text, item.help, item.place)


def _files_ignored(settings: SiteSettings) -> Iterator[Check]:
    """Configurations beside the one that counts, which people edit and wonder."""
    mine = settings.generator_config.config_path if settings.generator_config is not None else ""
    for name in settings.generator.config_names:
        if name != mine and "." in mine and (settings.root / name).is_file():
            text = f"{settings.generator.called} reads {mine}, and nothing of {name}"
            yield problem("ignored", text, "Move what is in it, and take the file away.", name)


def _zone(settings: SiteSettings) -> Check:
    name = str(settings.zone)
    if name != "UTC":
        return ok("site", f"dates without a zone are of {name}")
    help_ = 'Add `timezone = "Europe/London"`, with the name of your own zone, to content-lint.toml.'
    return note("site", "no time zone is set: dates without one are taken for UTC", help_)


def _cms_folders(settings: SiteSettings, loaded: Loaded, cms: Cms) -> Iterator[Check]:
    """Folders that the CMS fills and nobody reads."""
    names = {name for item in settings.collections.values() for name in (item.name, *item.aliases)}
    for form in cms.forms.folders:
        name, folder = form.collection, form.folder
        if not (settings.root / folder).is_dir():
            yield note("site", f"the CMS writes `{name}` to {folder}/, which is not there yet")
        elif name not in names and not _is_read(settings, loaded, folder):
            text = f"the CMS writes `{name}` to {folder or '.'}/, whose posts nothing reads"
            yield problem("site", text, settings.generator.says.unread_folder.format(name))


def _is_read(settings: SiteSettings, loaded: Loaded, folder: str) -> bool:
    """Whether what the CMS writes to a folder becomes pages: some of it does, or the folder is in one that is read."""
    inside = f"{folder}/" if folder else ""
    if any(path.startswith(inside) for path in loaded.documents):
        return True
    homes = [glob.removesuffix("**") for item in settings.collections.values() for glob in item.globs]
    return any(inside.startswith(home) for home in homes)


def _left_out(loaded: Loaded) -> Iterator[Check]:
    """Markdown files that are no documents."""
    skipped = [item for item in (*loaded.survey.skipped, *loaded.survey.left_out) if is_markdown(item.path)]
    reasons = Counter(item.reason for item in skipped)
    first = {item.reason: item.path for item in reversed(skipped)}
    for reason, count in reasons.most_common():
        yield note("unchecked", f"{many(count, 'Markdown file')} left out, such as {first[reason]}: {reason}")
    yield from _no_pages(loaded, {item.path for item in skipped})
    headless = sum(item.header is not FenceState.FOUND for item in loaded.documents.values())
    if headless:
        yield note("unchecked", f"{many(headless, 'document')} without front matter: only the text is checked")


def _no_pages(loaded: Loaded, skipped: AbstractSet[str]) -> Iterator[Check]:
    """Markdown files that `exclude` names, or the generator copies."""
    known = loaded.documents.keys() | loaded.unreadable.keys()
    copied = [file.path for file in loaded.survey.files if is_markdown(file.path) and file.path not in known]
    excluded = [path for path in copied if path in loaded.others]
    static = [path for path in copied if path not in loaded.others and path not in skipped]
    if excluded:
        yield note("unchecked", f"{many(len(excluded), 'Markdown file')} left out by `exclude`, such as {excluded[0]}")
    if static:
        why = "no front matter, so the generator copies it" if len(static) == 1 else "the generator copies them"
        yield note("unchecked", f"{many(len(static), 'Markdown file')} taken for no page, such as {static[0]}: {why}")


def _coverage(report: Report) -> Iterator[Check]:
    """How many internal links have a verdict, and every cause why others have none: as `check` counts them."""
    internal = report.internal
    if internal is None or not internal.all:
        return
    text = f"internal links: {internal.checked:,} of {internal.all:,} checked"
    yield problem("unchecked", text) if internal.is_doubtful else ok("unchecked", text)
    for item in internal.causes:
        yield note("unchecked", f"{item.what}: {item.said}", item.advice)


def _rules_off(settings: SiteSettings, loaded: Loaded, catalog: RuleCatalog) -> Iterator[Check]:
    off = [name for name, rule in catalog.items() if rule.preset == "default" and name not in settings.rules.select]
    if off:
        names = ", ".join(off[:8]) + (f" and {len(off) - 8:,} more" if len(off) > 8 else "")
        yield note("unchecked", f"{many(len(off), 'rule')} of the default set switched off: {names}")
    dead = {item.glob for item in dead_globs(settings, loaded.survey)}
    for glob, ignored, _ in settings.rules.per_path:
        if ignored and glob not in dead:
            yield note("unchecked", f"{many(len(ignored), 'rule')} switched off in {glob}")


def examine_leftovers(root: Path) -> Iterator[Check]:
    """Files that a run left which was stopped while it wrote."""
    for path in find_leftovers(root):
        text = "a run of content-lint was stopped while it wrote, and left this file"
        yield problem("site", text, "Delete it, or run `content-lint check --fix`.", path)


def _is_ours(path: str) -> bool:
    return path == "content-lint.toml" or (path.startswith("schemas/") and path.endswith(".py"))
