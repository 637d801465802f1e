"""Why a file that would answer at an address is not on Eleventy's site, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.site.generators.eleventy.config import EleventyConfig
from content_lint.site.generators.eleventy.files import copied_address, is_template
from content_lint.site.generators.protocol import UnpublishedFile


def find_unpublished(path: str, config: EleventyConfig) -> Iterator[UnpublishedFile]:
    """The files that an address names, in the folder of the templates and at the root, and that nothing copies."""
    inner = path.strip("/")
    for file in dict.fromkeys(f"{folder}/{inner}" if folder else inner for folder in (config.input, "")):
        if copied_address(file, config) is None and not is_template(file, config):
            where = config.file or "the configuration"
            reason = f"Eleventy copies only what `addPassthroughCopy` in {where} names"
            call = f'eleventyConfig.addPassthroughCopy("{file}")'
            yield UnpublishedFile(file, reason, f"Add `{call}` to {where}, or remove the link")
