"""What cannot be known of a site from its own files, so that a link there is neither fine nor broken."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from content_lint.config.globs import compile_globs
from content_lint.links.causes import Cause
from content_lint.links.generated_places import MARK
from content_lint.links.made_addresses import AddressGlobs
from content_lint.links.neighbours import filled_folders, is_below, neighbours
from content_lint.links.unmodelled import STATE_ADDRESSES, Unmodelled
from content_lint.site.addresses import AnswerKind
from content_lint.site.assets import is_asset
from content_lint.site.index import Site
from content_lint.site.model import ANYWHERE, Maker, State
from content_lint.text.regex import regex

_MADE = (".css", ".js", ".mjs", ".map")
_TEXTS = (".json", ".xml", ".txt", ".yaml", ".yml", ".rss", ".ics", ".vcf", ".csv", ".tsv", ".webmanifest", *_MADE)
_SHALLOW = 2
_BY_CAMPAIGN = regex(r"\?(?:utm_|ref=|fbclid|gclid)")
_NAMED = 2
_UNPLACED = "a page whose own address is not known"
_SHOWN_ELSEWHERE = "the pages that show their text, which has none of its own"


class Unknown:
    """Reasons, in plain words, why a missing address may exist all the same.

    Attributes:
        template: for addresses that a template makes.
        filled: for addresses in front matter that begin with a name for a layout to replace.
        layout: for files in front matter whose address a layout completes.
        stopped: for pages that the build stops at.
        outside: for addresses outside of the site's base path.
        bare_file: for files without front matter, which GitHub Pages makes pages of.
        elsewhere: for addresses on the own host that something else may serve, going by the texts.
        told: for those that something else serves, as our own settings say.
        code: for addresses that JavaScript makes.
        component: for relative addresses that are given to a component.
        unmodelled: answers for sites whose generator is not modelled; None for others.
        posted: for addresses that forms are sent to.
        asset: for files that are there only if a template publishes them.
        base: for relative links of a page whose ``<base href>`` is not known.
    """

    template = Cause(
        "are written by templates",
        "Write an address out where it is always the same; of the others only the finished site tells.",
    )
    filled = Cause(
        "begin with a `$name`, in whose place a layout puts something",
        "Write the whole address, or check the finished site with `--built DIR`.",
    )
    layout = Cause("are file names that a layout puts a folder in front of", "Write the whole path from `/`.")
    elsewhere = Cause(
        "may be answered by another site on the same host",
        "Name its folder in `elsewhere` of content-lint.toml: they are then links to another site.",
    )
    told = Cause(
        "lead to what something else serves on the same host (`elsewhere`)",
        "Say the address of this site (`url` in content-lint.toml), and they are links to another site.",
    )
    bare_file = Cause(
        "lead to Markdown files without front matter, of which GitHub Pages makes pages and Jekyll alone does not",
        "Commit Gemfile.lock, or give those files front matter.",
    )
    stopped = Cause("lead to pages at which the build stops", "Fix those pages first.")
    posted = Cause("are what forms are sent to, which a program on the server may take", "Send each form once.")
    code = Cause(
        "are written by JavaScript",
        "Write an address out where it is always the same; of the others only the finished site tells.",
    )
    component = Cause(
        "are relative addresses that components are given, which may complete them",
        "Begin them with `/`, or check the finished site with `--built DIR`.",
    )
    asset = Cause(
        "name files below `assets/`, which are on the site only if a template publishes them",
        "Put those files below `static/`, or beside the page.",
    )
    base = Cause(
        "start from a `<base href>` that is only known when the site is built",
        "Write that `<base href>` out, or begin the links with the site's own host.",
    )

    def __init__(self, site: Site) -> None:
        settings = site.settings
        base = settings.base_path
        self.outside = Cause(
            f"lie outside of the site's base path `{base}`",
            f"Put `{base}` in front where a page of this site is meant.",
        )
        self._generator = site.generator
        self._says = settings.generator.says
        self._media = tuple(f"{path}/" for path in settings.media_paths)
        self._themes = site.built.unknown_providers
        self._built = site.built
        said = [item for item in settings.generated or () if MARK not in item]
        self._generated = compile_globs(said)
        # Who names places alone has said nothing of addresses.
        self._is_said = bool(said) or settings.generated == ()
        self.unmodelled = None if settings.generator.modelled else Unmodelled(site)
        self._find = site.addresses.find
        self._site = site

    @cached_property
    def _all_makers(self) -> Sequence[Maker]:
        """What makes pages: found out in the templates, which are many, once an address is missing."""
        return () if self._is_said else (*self._site.layouts.plugins, *self._built.makers)

    @cached_property
    def _makers(self) -> Sequence[tuple[Maker, AddressGlobs]]:
        """What may make pages, and at which addresses."""
        makers = (maker for maker in self._all_makers if not maker.sure and self._are_placed_freely(maker.among))
        return [(maker, AddressGlobs(maker.addresses)) for maker in makers]

    def _are_placed_freely(self, folders: Sequence[str]) -> bool:
        """Whether the pages in some folders mostly have addresses that do not come from their places; True for none."""
        if not folders:
            return True  # and no page has to be looked at, which are many for a hook
        below = tuple(f"{folder}/" for folder in folders)
        pages = [page for page in self._built.pages if page.state is State.LIVE and page.path.startswith(below)]
        kept = sum(page.url.startswith(tuple(f"/{folder}" for folder in below)) for page in pages)
        return kept * 2 < len(pages)

    @cached_property
    def _made(self) -> Sequence[AddressGlobs]:
        """Addresses at which pages are made for certain; whether their letters are those is asked of known pages."""
        return [AddressGlobs(maker.addresses, ignores_case=True) for maker in self._all_makers if maker.sure]

    @staticmethod
    def ruled(file: str, condition: str) -> Cause:
        """For addresses at which a rule of the host answers that nobody can follow from here."""
        return Cause(f"are answered by a rule in `{file}` that {condition}", "Open each link once in a browser.")

    def start(self, path: str) -> Cause:
        """For relative links of a page whose own address is not known.

        Args:
            path: of its file.
        """
        page = self._site.pages.get(path)
        is_part = page is not None and not page.url and not page.in_listing and self.unmodelled is None
        what = f"start from {_SHOWN_ELSEWHERE if is_part else _UNPLACED}"
        first = "Begin them with `/`"
        maker = next((maker for maker in self._built.makers if path in maker.pages), None)
        if maker is not None:
            return Cause(f"{what}: it is up to {maker.name}", f"{first}. {maker.advice}".rstrip())
        if self.unmodelled is not None:
            return Cause(what, f"{first}, or tell the address. {STATE_ADDRESSES}")
        return Cause(what, f"{first}, or check the finished site with `--built DIR`.")

    def relative(self, template: str) -> Cause:
        """For relative links that a template may complete, since it looks for the file beside the page."""
        instead = f"{self._says.reference} instead, or " if self._says.reference else ""
        advice = f"Write {instead}the whole path from `/`."
        return Cause(f"are relative, and {template} may complete them", advice)

    def made_by(self, template: str) -> Cause:
        """For links of which a template makes what only the build tells."""
        instead = f"Write {self._says.reference} instead, or c" if self._says.reference else "C"
        return Cause(
            f"go through {template}, and only the build tells what becomes of them",
            f"{instead}heck the finished site with `--built DIR`.",
        )

    @staticmethod
    def of_slash(start: str) -> Cause:
        """For links that are right only where readers have the address of their page in one of two forms.

        Args:
            start: the address from which they are right, with or without a slash at its end.
        """
        right, wrong = ("with", "without") if start.endswith("/") else ("without", "with")
        return Cause(
            f"are right where readers open their page {right} a slash at the end of its address, and dead {wrong} it",
            "Write the whole path from `/`.",
        )

    def changed(self, template: str) -> Cause:
        """For links in a text in which a template replaces something, and so may put them right."""
        return Cause(
            f"may be changed by {template}, which replaces parts of texts",
            "Check the finished site with `--built DIR`.",
        )

    @staticmethod
    def in_browser(script: str) -> Cause:
        """For links that a script changes when the page is shown."""
        return Cause(f"may be changed by {script} in the browser", "Open each link once in a browser.", late=True)

    @staticmethod
    def beside(why: str) -> Cause:
        """For addresses that the site lacks and another one on the host may have."""
        return Cause(why, "Open each link once in a browser, or write the whole address.")

    def file(self, template: str) -> Cause:
        """For paths that name the file of a page and not its address, which a template may look up."""
        reference = f", or {self._says.reference}" if self._says.reference else ""
        advice = f"Write the address itself{reference}."
        return Cause(f"name the file of a page, and {template} may turn that into its address", advice)

    def is_generated(self, path: str) -> bool:
        """Whether a program is known to make an address: from the setting `generated`, or from the site itself."""
        bare = path.lstrip("/")
        # Hosts lead `/tags` to `/tags/`.
        if self._generated is not None and any(map(self._generated.match, (bare, f"{bare}/"))):
            return True
        return any(addresses.match(path) for addresses in self._made)

    def reason(self, path: str, *, asset: bool) -> Cause | None:
        """Why a missing address may exist all the same, or None.

        Args:
            path: within the site, decoded.
            asset: whether the link is where only files are.
        """
        if self.unmodelled is not None:
            return self._from_host(path) or self.unmodelled.reason(path, asset=asset)
        return self._from_host(path) or self._from_build(path) or self._from_theme(path) or self.from_maker(path)

    def asked(self, path: str, query: str) -> Cause | None:
        """Why a program may answer a whole address on the own host that asks it something, or None.

        Args:
            path: within the site, decoded, where the site has nothing.
            query: what the address has from its ``?`` on.
        """
        folder, _, inner = path.removeprefix("/").partition("/")
        is_plain = not query or not inner or _BY_CAMPAIGN.match(query)
        return None if is_plain or folder in self._site.once(filled_folders) else self.elsewhere

    def _from_host(self, path: str) -> Cause | None:
        if is_below(path, self._site.settings.elsewhere):
            return self.told
        if is_below(path, self._site.once(neighbours)):
            return self.elsewhere
        if path.endswith(_MADE):
            return Cause("are scripts and style sheets, which another program may make", "Open them once in a browser.")
        return None

    def _from_build(self, path: str) -> Cause | None:
        if path.lstrip("/") in self._site.layouts.published:
            return self.asset
        if self._generator.may_be_numbered(path):
            return Cause("are numbered pages, into which a template may cut a list", "Link to the list itself.")
        return None

    def _from_theme(self, path: str) -> Cause | None:
        # Nobody's theme brings files for the folder that the site's own CMS uploads to, or for the folder of a page.
        if not self._themes or path.startswith(self._media) or self._is_of_page(path):
            return None
        advice = "Copy the files into the site, or open them once in a browser."
        # Nor for a folder deep in the site that the site fills itself.
        folder = path.rpartition("/")[0]
        filled = folder.count("/") > _SHALLOW and folder in self._folders
        brings = not filled and self._generator.theme_may_bring(path)
        return Cause(f"may be files of {self._themes[0]}", advice) if brings else None

    @cached_property
    def _folders(self) -> frozenset[str]:
        """The folders in which the site has files of its own."""
        return frozenset(page.destination.rpartition("/")[0] for page in self._built.static)

    def _is_of_page(self, path: str) -> bool:
        """Whether a path is right below the address of a page of the site's own, the home page aside."""
        folder = path.rpartition("/")[0]
        found = self._find(f"{folder}/") if folder else None
        return found is not None and found.kind is AnswerKind.PAGE

    def from_maker(self, path: str) -> Cause | None:
        """The program that may make a page or file at an address, or None."""
        return self._made_by([maker for maker, addresses in self._makers if self._may_make(maker, addresses, path)])

    def from_folders(self, globs: Collection[str]) -> Cause | None:
        """The program that fills one of these folders, or None."""
        wanted = frozenset(globs)
        return self._made_by([maker for maker, _ in self._makers if not wanted.isdisjoint(maker.addresses)])

    @staticmethod
    def _made_by(found: list[Maker]) -> Cause | None:
        # Who is known to make what lies there is likelier than who may make anything.
        found = [maker for maker in found if ANYWHERE not in maker.addresses] or found
        if not found:
            return None
        return Cause(f"may be made by {_either(found)}", found[0].advice, made=True)

    def _may_make(self, maker: Maker, addresses: AddressGlobs, path: str) -> bool:
        if maker.apart and path.split("/")[1] in self._site.once(filled_folders):
            return False
        return (maker.files or not is_asset(path) or path.endswith(_TEXTS)) and addresses.match(path)


def _either(makers: Sequence[Maker]) -> str:
    """The names of programs of which nobody knows which one it is."""
    names = list(dict.fromkeys(maker.name for maker in makers))
    if len(names) <= _NAMED:
        return " or ".join(names)
    more = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])} or {'another' if more == 1 else f'{more} others'}"
