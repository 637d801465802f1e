"""Reads the programs that say what is on a site of Astro's, without running one."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from content_lint.site.generators.astro.collected import find_collections, starts_starlight
from content_lint.site.generators.astro.config import AstroConfig, Starlight, read_config
from content_lint.site.generators.astro.injected import injected_routes
from content_lint.site.generators.astro.routes import find_routes
from content_lint.site.programs import Programs, read_aliases


class ReadSite(NamedTuple):
    """The configuration, the file that declares collections (or empty), and all that it depends on, from the root."""

    config: AstroConfig
    declared_in: str
    sources: tuple[str, ...]


def read_site(root: Path, home: str, file: str) -> ReadSite:
    """What the configuration, the collections and the routes of a site say.

    Args:
        root: the root of the site.
        home: the folder of the configuration from there, with a slash at its end; or empty.
        file: the configuration from ``home``; empty without one.
    """
    programs = Programs(root, f"{home}src")
    programs.aliases = read_aliases(programs, home)
    config = read_config(programs, home, home + file) if file else AstroConfig()
    programs.source = config.source
    if config.starlight is None and starts_starlight(programs, config):
        config = replace(config, mdx=True, starlight=Starlight(knows_locales=False))
    collections, declared_in = find_collections(programs, config)
    config = replace(config, collections=collections, aliases=programs.aliases)
    config = replace(config, routes=tuple(find_routes(programs, config)))
    config = replace(config, injected=tuple(injected_routes(programs, config)))
    routes = {route.file: None for route in config.routes}
    routes |= dict.fromkeys(item.file for item in config.integrations if item.file)
    for route in config.routes:
        routes |= dict.fromkeys(route.programs.files if route.programs is not None else ())
    return ReadSite(config, declared_in, (*programs.read, f"{home}tsconfig.json", *routes, f"{config.source}/pages"))
