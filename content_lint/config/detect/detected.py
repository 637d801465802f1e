"""What a generator's own configuration gives away of the site."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from content_lint.config.builder import Builder
from content_lint.config.generator import Generator
from content_lint.config.settings import Collection, DefaultScope, GeneratorFiles, HostRule, Server
from content_lint.parse.dialect import Dialect


class Detected(Struct, frozen=True):
    """What is known of a site from its generator; fields as in SiteSettings, ``timezone`` as it is written.

    ``sources`` are the files and folders, from the root, that were read or looked for besides those that
    ``sources_of_settings`` names; ``content`` are the folders, from the root, in which it looks for documents, where
    that is not the whole site.
    ``copied`` are globs of what is copied to the finished site though its name begins like a hidden file's, or though
    it is no content; None where nobody knows. ``own_hosts`` are those besides the address's. ``host`` is the service
    that its build hands the site to, which counts where no file of a host says another. ``host_rules`` are those that
    the generator writes into a file for the host.
    """

    generator: Generator
    dialect: Dialect
    files: GeneratorFiles | None = None
    collections: Mapping[str, Collection] = field(default_factory=dict)
    timezone: str = ""
    url: str = ""
    base_path: str = ""
    servers: tuple[Server, ...] = ()
    own_hosts: frozenset[str] = frozenset()
    defaults: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    narrow_defaults: tuple[DefaultScope, ...] = ()
    content: tuple[str, ...] = ()
    builder: Builder | None = None
    copied: tuple[str, ...] | None = None
    host: str = ""
    host_rules: tuple[HostRule, ...] = ()
    sources: tuple[str, ...] = ()
