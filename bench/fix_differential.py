"""What `check --fix` changes on a real site, as its readers see it.

Copies the site, builds it, fixes it safely, builds it again, and prints every difference that no fix names:

    python bench/fix_differential.py SITE [--bare] [--url https://example.org/]

Many sites need themes, modules and plugins that are not here. Where the site does not build as it is, or with
``--bare``, its content is built with the site's own settings (languages, addresses, redirects) and with layouts that
only print it; shortcodes and tags that nobody knows print what they hold. No program of the site is run then.
Exit status 1 where something differs.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

from content_lint.config.load import load_settings  # noqa: E402 - the project may not be installed
from content_lint.rules.registry import catalog  # noqa: E402
from content_lint.site.generators.hugo.detect import read_config  # noqa: E402
from tests.differential.compare import differences  # noqa: E402
from tests.differential.fixing import Build, fix_safely, origin_of, rendered  # noqa: E402
from tests.differential.generators import BuildError, build_hugo, build_jekyll  # noqa: E402

_SHORTCODE = re.compile(r"\{\{[<%]-?\s*(/?)\s*([\w./-]+)")
_HUGO_KNOWS = frozenset(
    {"ref", "relref", "figure", "highlight", "details", "param", "qr", "youtube", "vimeo", "x", "gist", "instagram"}
)
_TAG = re.compile(r"\{%-?\s*(\w+)")
_LIQUID_KNOWS = frozenset(
    {
        "assign",
        "capture",
        "case",
        "when",
        "comment",
        "cycle",
        "for",
        "break",
        "continue",
        "if",
        "elsif",
        "else",
        "unless",
    }
    | {"increment", "decrement", "raw", "tablerow", "link", "post_url", "highlight"}
)
_KEPT = frozenset(
    {
        "baseurl",
        "title",
        "languages",
        "defaultcontentlanguage",
        "defaultcontentlanguageinsubdir",
        "permalinks",
        "taxonomies",
    }
    | {
        "contentdir",
        "disablelanguages",
        "uglyurls",
        "markup",
        "canonifyurls",
        "relativeurls",
        "disablealiases",
        "cascade",
    }
    | {"disablepathtolower", "enableemoji", "frontmatter", "timezone", "removepathaccents", "params"}
)
_INSTALLED = ("jekyll-redirect-from", "jekyll-feed", "jekyll-relative-links", "jekyll-titles-from-headings")
_PAGE = "<html><head><link rel='canonical' href='{}'></head><body><h1>{}</h1>{}</body></html>"
_SHOWN = 60


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--bare", action="store_true", help="build the content with layouts that only print it")
    parser.add_argument("--generator", choices=["hugo", "jekyll"], help="where the names of its files do not tell")
    parser.add_argument("--url", help="the site's address, where its configuration does not tell")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fix-differential-") as folder:
        return judge(arguments.site.resolve(), Path(folder), arguments, bare=arguments.bare)


def judge(source: Path, work: Path, arguments: argparse.Namespace, *, bare: bool) -> int:
    root = work / "site"
    shutil.copytree(
        source, root, symlinks=True, ignore=shutil.ignore_patterns(".git", "node_modules", "_site", "public")
    )
    if arguments.generator:
        (root / "content-lint.toml").write_text(f'generator = "{arguments.generator}"\n')
    settings = load_settings(root, catalog=catalog())
    if not settings.generator.modelled:
        print("no Jekyll or Hugo site")
        return 2
    hugo = settings.generator.name == "hugo"
    build: Build = build_hugo if hugo else build_jekyll
    url = arguments.url or f"{settings.url or 'https://example.org'}{settings.base_path}"
    how = "bare" if bare else "as it is"
    if bare:
        if hugo:
            strip_hugo(root, url)
        else:
            strip_jekyll(root)
    try:
        before = rendered(root, work / "before", url, build)
    except BuildError as error:
        if bare:
            print(f"it cannot be built: {error}")
            return 2
        print(f"it does not build as it is ({str(error).strip().splitlines()[-1][:160]})")
        shutil.rmtree(root)
        return judge(source, work, arguments, bare=True)
    origin = origin_of(root, url)
    start = time.perf_counter()
    outcome = fix_safely(root)
    seconds = time.perf_counter() - start
    after = rendered(root, work / "after", url, build)
    links = sum(len(page.links) for page in before.values())
    changed = sum(
        one != other
        for path in before.keys() & after.keys()
        for one, other in zip(before[path].links, after[path].links, strict=False)
    )
    found = differences(before, after, origin)
    print(f"{settings.generator.name}, built {how}: {len(before):,} files with {links:,} links")
    print(f"fixed in {seconds:.1f} s: {sum(outcome.by_rule.values()):,} findings in {len(outcome.files):,} files:")
    for rule, count in outcome.by_rule.items():
        print(f"  {count:6,} {rule}")
    for refusal in outcome.refusals:
        print(f"  not fixed: {refusal.path} ({', '.join(refusal.rules)}): {refusal.reason}")
    print(f"{changed:,} links are written in another way; {len(found):,} differences that no fix names")
    for line in found[:_SHOWN]:
        print(f"  {line}")
    return 1 if found else 0


def strip_hugo(root: Path, url: str) -> None:
    """Leave content and settings, and print pages with layouts of our own."""
    _, config = read_config(root)
    kept = {key: value for key, value in config.items() if key.lower() in _KEPT}
    kept = {key: value for key, value in kept.items() if key.lower() != "baseurl"}
    kept |= {"baseURL": url.rstrip("/") + "/", "refLinksErrorLevel": "WARNING", "disableKinds": ["sitemap"]}
    kept["security"] = {"allowContent": [".*"]}
    languages = next((value for key, value in kept.items() if key.lower() == "languages"), {})
    for code in languages if isinstance(languages, dict) else {}:
        languages[code] = {key: value for key, value in languages[code].items() if key.lower() in _KEPT | {"weight"}}
    for name in ("layouts", "themes", "config", "assets", "static", "archetypes", "i18n", "data", "go.mod"):
        path = root / name
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    for path in root.rglob("_content.gotmpl"):
        path.unlink()  # makes pages with the templates that are gone
    for path in root.glob("*.*"):
        if path.stem in {"hugo", "config"}:
            path.unlink()
    (root / "hugo.json").write_text(json.dumps(kept, default=str))
    layouts = root / "layouts"
    (layouts / "_default").mkdir(parents=True)
    page = _PAGE.format("{{ .Permalink }}", "{{ .Title }}", "{{ .Content }}")
    for kind in ("single", "list"):
        (layouts / "_default" / f"{kind}.html").write_text(page)
    texts = list(_texts(root))
    used = {name for text in texts for _, name in _SHORTCODE.findall(text)}
    closed = {name for text in texts for mark, name in _SHORTCODE.findall(text) if mark}
    for name in used - _HUGO_KNOWS:
        path = layouts / "shortcodes" / (name if name.endswith(".html") else f"{name}.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{{ .Inner }}" if name in closed else "")


def strip_jekyll(root: Path) -> None:
    """Leave content and settings; layouts print the text, and tags that nobody knows print what they hold."""
    path = next(root.glob("_config.y*ml"))
    config = yaml.safe_load(path.read_text("utf-8")) or {}
    named = [*(config.pop("plugins", None) or ()), *(config.pop("gems", None) or ())]
    for key in ("theme", "remote_theme", "whitelist", "safe", "source", "destination", "plugins_dir"):
        config.pop(key, None)
    config["plugins"] = [name for name in _INSTALLED if name in named or name == "jekyll-redirect-from"]
    config |= {"liquid": {"strict_filters": False}}
    texts = list(_texts(root))
    layouts = {name for text in texts for name in re.findall(r"^layout:\s*['\"]?([\w./-]+)", text, re.MULTILINE)}
    layouts |= set(re.findall(r"layout['\"]?:\s*['\"]?([\w./-]+)", path.read_text("utf-8")))
    path.write_text(yaml.safe_dump(config, allow_unicode=True))
    for name in ("_layouts", "_includes", "_plugins", "Gemfile", "Gemfile.lock"):
        place = root / name
        shutil.rmtree(place, ignore_errors=True) if place.is_dir() else place.unlink(missing_ok=True)
    for style in (*root.rglob("*.scss"), *root.rglob("*.sass")):
        style.unlink()
    page = _PAGE.format("{{ page.url | absolute_url }}", "{{ page.title }}", "{{ content }}")
    for name in layouts:
        layout = root / "_layouts" / f"{name.removesuffix('.html')}.html"
        layout.parent.mkdir(parents=True, exist_ok=True)
        layout.write_text(page)
    tags = {name for text in texts for name in _TAG.findall(text)}
    ends = {name.removeprefix("end") for name in tags if name.startswith("end")}
    unknown = sorted(name for name in tags - _LIQUID_KNOWS if not name.startswith("end"))
    lines = ["class Holds < Liquid::Block; end", "class Empty < Liquid::Tag; def render(_); ''; end; end"]
    lines += ["class NoInclude < Liquid::Tag; def render(_); ''; end; end"]
    lines += [f"Liquid::Template.register_tag('{name}', {'Holds' if name in ends else 'Empty'})" for name in unknown]
    lines += [
        f"Liquid::Template.register_tag('{name}', NoInclude)"
        for name in ("include", "include_relative", "include_cached")
    ]
    (root / "_plugins").mkdir()
    (root / "_plugins" / "stubs.rb").write_text("\n".join(lines))


def _texts(root: Path) -> Iterator[str]:
    for path in root.rglob("*"):
        if path.suffix in {".md", ".markdown", ".html", ".xml"} and path.is_file():
            yield path.read_text("utf-8", "replace")


if __name__ == "__main__":
    raise SystemExit(main())
