"""Why a file that would answer at an address is not on Hugo's site, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.mounts import ASSETS, CONTENT, STATIC
from content_lint.site.generators.hugo.read import why_not_read
from content_lint.site.generators.protocol import UnpublishedFile
from content_lint.site.survey import is_markdown


def find_unpublished(path: str, config: HugoConfig) -> Iterator[UnpublishedFile]:
    """The files that an address names: in the folders of static files and of content, and from the site's root."""
    inner = path.strip("/")
    for mount in config.mounts:
        if mount.lends or mount.component not in (STATIC, CONTENT) or not inner.startswith(mount.inner):
            continue
        file = f"{mount.source}/{inner[len(mount.inner) :].lstrip('/')}"
        placed = [item for item in config.placements(file) if item.component == mount.component]
        if not placed:
            reason = f"the mount of `{mount.source}` in the configuration leaves it out"
            yield UnpublishedFile(file, reason, "Change that mount, or put the file where it is not left out")
        elif mount.component == CONTENT:
            reason = why_not_read(placed[0], file, config)
            is_part = not reason and is_markdown(file)
            advice = "Move it out of the folder of that page" if is_part else f"Move it to `{_static(config)}{inner}`"
            yield UnpublishedFile(file, reason, advice)
    if not any(item.component in (STATIC, CONTENT, ASSETS) for item in config.placements(inner)):
        reason = f"Hugo publishes what is in `{_static(config)}`, and not what is beside it"
        yield UnpublishedFile(inner, reason, f"Move it to `{_static(config)}{inner}`")


def _static(config: HugoConfig) -> str:
    """The site's own folder of static files, with a slash."""
    own = (item.source for item in config.mounts if item.component == STATIC and not item.lends and not item.inner)
    return f"{next(own, 'static')}/"
