"""The configuration that `init` writes: what was found, said once so that it can be changed."""

from __future__ import annotations

import json
from collections.abc import Iterable

from content_lint.config.settings import Collection, SiteSettings
from content_lint.text.regex import regex

_BARE = regex("[A-Za-z0-9_-]+")


def config_source(settings: SiteSettings, collections: Iterable[Collection], *, schemas: bool, table: str = "") -> str:
    """The text of content-lint.toml.

    Args:
        settings: what was detected.
        collections: those that nothing but this file will tell of.
        schemas: whether there is a folder of them, or there will be.
        table: the table of another file that it all goes below (``tool.content-lint``), or empty.
    """
    prefix = f"{table}." if table else ""
    generator = settings.generator
    place = settings.generator_config.config_path if settings.generator_config else ""
    about = "No configuration of Jekyll or Hugo is there, so addresses are not worked out."
    if generator.modelled:
        about = f"{generator.called}, because {place or 'its configuration'} is there."
    lines = [f"[{table}]"] if table else []
    lines += ["# Written by `content-lint init`. No key is needed: what is not set is detected."]
    lines += [f"# {about}"]
    lines += [f'generator = "{generator.name}"']
    if schemas:
        lines += ["# The classes in this folder say what front matter holds.", 'schemas = "schemas"']
    for item in collections:
        lines += ["", f"# The folder holds posts that are alike: {item.name}."]
        lines += [f"[{prefix}collections.{_key(item.name)}]"]
        lines += [f"paths = {json.dumps(list(item.globs), ensure_ascii=False)}"]
        if item.permalink:
            lines += [f"permalink = {json.dumps(item.permalink, ensure_ascii=False)}"]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)
