"""Which built page came of which document.

The model of the generator says it, where there is one and its file is there. For all others the text does: a page holds
the words of its document in their order. Lists, feeds and pages with everything hold them too, among others; so of
several pages that hold them the one is taken that holds the least besides.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote
from zlib import crc32

from content_lint.links.built.folder import BuiltSite
from content_lint.parse.facts import Document
from content_lint.site.index import Site
from content_lint.site.model import State

_WORD = re.compile(r"[^\W_]+")
_RUN = 4
_ONE_IN = 8
_FEW = 24
_COMMON = 40
_LEAST = 0.4
_SHORT = 0.9
_MOST_TEXT = 400_000


@dataclass(slots=True)
class Matches:
    """Documents and the built pages that came of them.

    Attributes:
        files: the file of each document that has a page, from the folder with ``/``.
        by_text: the documents whose page was found by its text.
        dropped: the documents for which the build has no page, though nothing says that it should not.
        elsewhere: documents whose page the model expected in another file: the document, and that file.
        sources: the document of each file.
    """

    files: dict[str, str] = field(default_factory=dict)
    by_text: set[str] = field(default_factory=set)
    dropped: list[str] = field(default_factory=list)
    elsewhere: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)


def match_pages(site: Site) -> Matches:
    """Find the page of each document."""
    built, found = site.once(BuiltSite), Matches()
    modelled = site.settings.generator.modelled
    left = [document for document in site.documents.values() if not _by_model(document, site, found)]
    for document, file in _by_text(left, built, set(found.files.values())):
        page = site.pages.get(document.path)
        expected = page.destination if modelled and page is not None else ""
        if file:
            _take(found, document.path, file, expected)
        elif expected or not modelled:  # what has no address lends its text to other pages
            found.dropped.append(document.path)
    found.sources = {file: path for path, file in found.files.items()}
    return found


def _by_model(document: Document, site: Site, found: Matches) -> bool:
    """Take the page that the model expects, and say whether a document is done with: none is looked for if hidden."""
    page = site.pages.get(document.path)
    if page is None or not site.settings.generator.modelled:
        return False
    if page.destination and page.destination in site.once(BuiltSite).files:
        found.files[document.path] = page.destination
        return True
    return page.state is not State.LIVE


def _take(found: Matches, path: str, file: str, expected: str) -> None:
    """Take a page that was found by its text, though the model expected another file or none."""
    found.files[path] = file
    found.by_text.add(path)
    if expected:
        found.elsewhere[path] = expected


def _by_text(documents: list[Document], built: BuiltSite, taken: set[str]) -> Iterable[tuple[Document, str]]:
    """Each document with the file of its page, or with nothing."""
    if not documents:
        return []
    free = [file for file in built.html if file not in taken and built.read(file).refresh is None]
    small = {document.path: runs_of(_prose(document)) for document in documents}
    wanted = {run for runs in small.values() for run in _sampled(runs)}
    sizes: dict[str, int] = {}
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for file in free:
        runs = runs_of(built.read(file).text[:_MOST_TEXT])
        sizes[file] = len(runs)
        for run in runs & wanted:
            holders[run].append(file)
    pairs = [pair for document in documents for pair in _pairs_of(document, small[document.path], holders, sizes)]
    return _best(documents, pairs, free)


def _pairs_of(
    document: Document, runs: set[int], holders: Mapping[int, list[str]], sizes: Mapping[str, int]
) -> Iterator[tuple[float, float, str, str]]:
    """The pages that may be a document's: how sure that is, and how much of its text each holds."""
    sample = _sampled(runs)
    votes: Counter[str] = Counter()
    for run in sample:
        files = holders.get(run, [])
        if len(files) <= _COMMON:
            votes.update(files)
    for file, count in votes.items():
        share = count / len(sample)
        if share >= (_LEAST if len(sample) >= _FEW else _SHORT / 2):
            fullness = len(runs) / max(1, sizes[file])
            yield share * min(1.0, fullness) + _alike(document.path, file), share, document.path, file


def _best(
    documents: list[Document], pairs: list[tuple[float, float, str, str]], free: list[str]
) -> Iterable[tuple[Document, str]]:
    """One page for each document, the surest first; by its name where its text says too little."""
    files: dict[str, str] = {}
    used: set[str] = set()
    for _, _, path, file in sorted(pairs, key=lambda pair: (-pair[0], -pair[1], pair[2], pair[3])):
        if path not in files and file not in used:
            files[path] = file
            used.add(file)
    names: defaultdict[str, list[str]] = defaultdict(list)
    for file in free:
        if file not in used:
            names[_name_of_file(file)].append(file)
    for document in documents:
        same = names.get(_name_of_source(document.path), [])
        near = max(same, key=lambda file: (_alike(document.path, file), file), default="")
        if document.path not in files and near and near not in used and _alike(document.path, near) >= 1:
            files[document.path] = near
            used.add(near)
    return [(document, files.get(document.path, "")) for document in documents]


def runs_of(text: str) -> set[int]:
    """The runs of four words in a text, as numbers."""
    words = _WORD.findall(text.casefold())
    return {crc32(" ".join(words[at : at + _RUN]).encode("utf-8", "replace")) for at in range(len(words) - _RUN + 1)}


def _sampled(runs: set[int]) -> set[int]:
    """Few runs of a long text, the same ones in every text; all of a short one."""
    return runs if len(runs) <= _FEW * _ONE_IN else {run for run in runs if run % _ONE_IN == 0}


def _prose(document: Document) -> str:
    """The text of the body as readers get it: without addresses, code of templates and HTML tags."""
    text, body = document.source.text[:_MOST_TEXT], document.body
    spans = sorted((*(link.destination_span for link in body.links), *body.templates), key=lambda span: span.start)
    pieces: list[str] = []
    at = body.span.start
    for span in spans:
        if span.start >= at:
            pieces.append(text[at : span.start])
            at = span.end
    pieces.append(text[at : body.span.end])
    return re.sub(r"<[^<>\n]{1,200}>", " ", " ".join(pieces))


def _name_of_source(path: str) -> str:
    parts = path.rpartition(".")[0].split("/")
    name = parts[-1].lower()
    if name in ("index", "readme", "_index") or (len(parts) > 1 and parts[-2].lower() == name):
        name = parts[-2].lower() if len(parts) > 1 else ""
    return re.sub(r"\A\d+[-_. ]+(?=\D)|\A\d{4}-\d\d-\d\d-", "", name)


def _name_of_file(file: str) -> str:
    return unquote(file).removesuffix("index.html").rstrip("/").rpartition("/")[2].removesuffix(".html").lower()


def _alike(path: str, file: str) -> float:
    """How much the folders and names of a document and a page have in common: more than 1 where all agrees."""
    if _name_of_source(path) != _name_of_file(file):
        return 0.0
    source, page = set(path.lower().split("/")[:-1]), set(file.lower().split("/")[:-1])
    folders = page - {"", _name_of_file(file)}
    return 1.0 if folders <= source else 0.3
