"""What a generator's own configuration gives away of the site."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from content_lint.config.settings import Collection, DefaultScope, GeneratorFiles
from content_lint.parse.dialect import Dialect


class Detected(Struct, frozen=True):
    """What a generator's configuration gives away; fields as in SiteSettings, ``timezone`` as it is written."""

    dialect: Dialect
    files: GeneratorFiles | None = None
    collections: Mapping[str, Collection] = field(default_factory=dict)
    timezone: str = ""
    url: str = ""
    base_path: str = ""
    own_hosts: frozenset[str] = frozenset()
    defaults: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    narrow_defaults: tuple[DefaultScope, ...] = ()
