"""What the programs in ``_plugins`` can make, as far as reading them tells: nothing of them is run.

Most of them register filters, tags and converters, or relate posts to each other, and add nothing to a site. Pages
come from Jekyll's ``Page`` and its kind, from the lists of the site, and from files that are written. A plugin can
also give pages other addresses than their files would have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from content_lint.site.model import ANYWHERE, Maker
from content_lint.text.regex import regex

_COMMENT = regex(r"^[ \t]*+#[^\n]*|^=begin\b[^\n]*+\n(?:(?!=end\b)[^\n]*+\n)*+(?:=end\b[^\n]*+)?", re.MULTILINE)
_PAGE_CLASS = regex(r"\bclass\s++[\w:]++\s*+<\s*+(?:::)?[\w:]*?Page\w*")
_PAGE = regex(r"\bPage(?:WithoutAFile)?\.new\b")
_LISTS = regex(
    r"(?<![\w:])(?:::)?(?:Jekyll::Document\.new\b|Document\.new\b[^\n]{0,200}\bcollection:)"
    r"|\b(?:pages|docs|documents)\s*+(?:<<|\+=|\|=|\.\s*+(?:push|concat|append|unshift|prepend|insert|replace)\b)"
)
_STATIC = regex(r"\bStaticFile\b|\bstatic_files\s*+(?:<<|\+=|\.\s*+(?:push|concat|append|unshift)\b)")
_PROGRAM = regex(r"\bOpen3\b|\bIO\.popen\b|(?<![\w.])(?:system|spawn|exec|sh)\s*+[(\"']")
_WRITE = regex(
    r"\b(?:File|IO|Pathname)\.(?:bin)?write\b\s*+\(?\s*+(?P<write>[^\n]*)"
    r"|\bFile\.(?:open|new)\b\s*+\(?\s*+(?P<open>[^\n]{0,200}?),\s*+(?:mode:\s*+)?[\"'][wa]"
    r"|\bFileUtils\.(?:cp|copy|copy_file|cp_r|mv|move|ln|ln_s|install)\b\s*+\(?[^,\n]{0,200},\s*+(?P<copy>[^\n]*)"
)
_PLACES = regex(r"\bin_(?:dest|source)_dir\b|\bsite\.(?:dest|source)\b|\.dest\b")
_MOVES = regex(
    r"\bUrlDrop\b|\bdef\s++(?:url|url_template|url_placeholders|permalink|destination)\s*+(?:\(\s*+\)\s*+)?$"
    r"|\b(?:data|front_matter)\s*+\[\s*+[\"':]"
    r"(?:permalink|slug|redirect_from|redirect_to|published|draft|date|categor(?:y|ies)|ext)\b[\"']?\s*+\]"
    r"\s*+(?:\|\|)?=(?![=~])"
    r"|\bdata\s*+\.\s*+(?:merge!|update|store)\b|@(?:url|permalink|destination)\s*+(?:\|\|)?=(?![=~])"
    r"|\bJekyll::[\w:]{1,80}\.(?:class_eval|prepend|include|send)\b",
    re.MULTILINE,
)
_REOPENED = regex(
    r"^([ \t]*+)class\s++(?:Jekyll::)?(?:Page|Document|Site|URL|Collection|Reader|Convertible)\b(?!\s*+<)", re.MULTILINE
)
_DEFINED = regex(r"\bdef\s++(?:self\.)?(\w++)([=?!]?)")
_CHANGES_TEXTS = regex(
    r":(?:pre_render|post_(?:init|read|convert|render))\b|\.(?:content|output)\s*+(?:=(?![=~])|\.\s*+g?sub!)"
)
_NAMES_PLACES = regex(r"\bid\s*+=|\[[ \t]*+[\"']id[\"'][ \t]*+\]\s*+(?:\|\|)?=(?![=~])|\{:?[ \t]*+#")
"""An attribute of HTML, one of a parsed page, or one of kramdown's (``{:#id}``)."""
_CHANGING = regex(r"\b(?:alias|alias_method|prepend|include|define_method|class_eval|attr_\w++|super)\b")
# What Jekyll's own classes ask each other to find out what is written, and where.
_ASKED = frozenset(
    """
    basename basename_without_ext categories cleaned_relative_path collections config data date dest destination dir
    docs documents draft each_site_file entries extname ext filter_entries filtered_entries future generate
    generate_url generated_pages get_entries hidden html id index initialize name output output_ext pages path
    permalink place_in_layout populate posts process publish published publisher read read_collections read_data
    read_directories read_things read_yaml relative_path render render_all_layouts reset sanitize_url setup slug source
    static_files tags template trigger_hooks type unpublished url url_placeholders url_template write written yaml
    """.split()  # noqa: SIM905 - a list of words is read more easily than a list of literals
)
_METHOD = regex(r"^[ \t]*+def\s++(\w++)[ \t]*+\n[ \t]*+([^\n]++)\n[ \t]*+end\b", re.MULTILINE)
_ENDING = regex(r"(\.[a-z]{1,5})[\"']")
_FOLDER = regex(r"@dir\s*+=(?![=~])\s*+([^\n]*)")
_NAMED_PAGE = regex(r"@name\s*+=(?![=~])\s*+([^\n]*)")
_ENDED = regex(r"(\.[a-z]{2,5})[\"']\s*\Z")
_NEW_PAGE = regex(r"\bPage(?:WithoutAFile)?\.new\s*+\(?\s*+[^,\n]{0,80},[^,\n]{0,80},\s*+(?P<rest>[^\n]*)")
_NAMED = regex(r"^[ \t]*+(\w++)[ \t]*+=[ \t]*+((?:\"[^\"\n]*\"|'[^'\n]*'))[ \t]*+$", re.MULTILINE)
_TEXT = regex(r"\s*+(?:\"([^\"\\\n]*)\"|'([^'\\\n]*)')")
_CALL = regex(r"\s*+(?:File\.join|(?:\w++\.)*in_(?:dest|source)_dir)\s*+\(")
_HOME = regex(r"\s*+(?:@?site|context)?\.?(?:dest|source|base)\b\s*+(?:,|$)")
_TAG = regex(r"\bregister_tag\b\s*+\(?\s*+[\"':](\w++)")
_WRITES_IDS = regex(
    r"<[a-zA-Z][^<>\n]{0,300}?\b(?:id|name)\s*+=|[\"':]id\b[\"']?\s*+(?:=>|:|\])|\bid\s*+=\s*+\\?[\"']|<h[1-6]"
    r"|\b[mM]arkdown|\bconvert\b|\bTemplate\.parse\b|\b[iI]nclude(?:Tag|_tag|s_load)|\bFile\.read\b|\.html\b"
)
_LONGEST = 100_000


def find_makers(texts: Mapping[str, str]) -> tuple[Maker, ...]:
    """Those of a site's plugins that can add something to it; ``texts`` are the programs by path."""
    found = (_read(path, texts[path]) for path in sorted(texts))
    return tuple(maker for maker in found if maker is not None)


def find_quiet_tags(programs: Iterable[str]) -> Iterator[str]:
    """The tags of Liquid that programs define which write no ids and include no other texts."""
    for program in programs:
        text = _COMMENT.sub("", program[:_LONGEST])
        if not _WRITES_IDS.search(text):
            yield from _TAG.findall(text)


def find_marker(programs: Mapping[str, str]) -> str:
    """The first program, by path, that changes texts or finished pages and writes ids; or empty."""
    for path in sorted(programs):
        text = _COMMENT.sub("", programs[path][:_LONGEST])
        if _CHANGES_TEXTS.search(text) and _NAMES_PLACES.search(text):
            return path
    return ""


def _read(path: str, program: str) -> Maker | None:
    if len(program) > _LONGEST:
        return Maker(f"`{path}`", (ANYWHERE,), files=True)
    text = _COMMENT.sub("", program)
    named = {match[1]: match[2] for match in _NAMED.finditer(text)}
    pages, files = list(_pages(text)), list(_files(text, named))
    if _MOVES.search(text) or any(_changes_class(text, match) for match in _REOPENED.finditer(text)):
        pages.append(ANYWHERE)
    made = dict.fromkeys((*pages, *files))
    if not made:
        return None
    addresses = (ANYWHERE,) if ANYWHERE in made else tuple(made)
    return Maker(f"`{path}`", addresses, files=bool(files))


def _changes_class(text: str, opened: re.Match[str]) -> bool:
    """Whether a class of Jekyll's that a program opens again gets other ways to find out what is written, and where."""
    end = text.find(f"\n{opened[1]}end", opened.end())
    body = text[opened.end() : end if end >= 0 else len(text)]
    methods = _DEFINED.findall(body)
    return bool(_CHANGING.search(body)) or any(name in _ASKED or sign == "=" for name, sign in methods)


def _pages(text: str) -> Iterator[str]:
    """The addresses of the pages that it makes."""
    methods: dict[str, list[str]] = {}
    for name, body in _METHOD.findall(text):
        methods.setdefault(name, []).append(body)
    folders = [_folder(match[1], methods) for match in _FOLDER.finditer(text)]
    if _PAGE_CLASS.search(text):
        yield from _by_ending(text) if ANYWHERE in (folders or [ANYWHERE]) else folders
    made = [_folder(match["rest"]) for match in _NEW_PAGE.finditer(text)]
    if made or _PAGE.search(text):
        yield from made or (ANYWHERE,)
    if _LISTS.search(text) and not (folders or made):
        yield ANYWHERE


def _by_ending(text: str) -> Iterable[str]:
    """The addresses of pages whose folder is worked out: what their names end with may be written down."""
    endings = [_ENDED.search(match[1]) for match in _NAMED_PAGE.finditer(text)]
    known = {ending[1] for ending in endings if ending is not None}
    told = known and len(endings) == sum(ending is not None for ending in endings)
    return (f"/**{ending}" for ending in sorted(known)) if told and not known & {".html", ".htm"} else (ANYWHERE,)


def _files(text: str, named: Mapping[str, str]) -> Iterator[str]:
    """The addresses of the files that it writes."""
    if _STATIC.search(text) or _PROGRAM.search(text):
        yield ANYWHERE
    anywhere = _PLACES.search(text) is not None
    for match in _WRITE.finditer(text):
        place = (match["write"] or match["open"] or match["copy"] or "").strip()
        whole = _whole(named.get(place.rstrip(" )"), place))
        if whole:
            yield whole
        elif anywhere:
            # Of a name that is worked out at least the ending is written down, or nothing is known of it.
            endings = {*_ENDING.findall(text)} - {".rb"}
            yield from {ANYWHERE} if endings & {".html", ".htm"} or not endings else {f"/**{item}" for item in endings}


def _whole(expression: str) -> str:
    """The address of a file whose name is written out; empty where it is worked out."""
    call = _CALL.match(expression)
    parts, end = _texts(expression[call.end() :] if call else expression)
    done = end.startswith(")") if call else end[:1] in {"", ",", ")"}
    if not parts or not done or any("#{" in part for part in parts):
        return ""
    path = "/".join(part.strip("/") for part in parts if part.strip("/"))
    return f"/{path.removeprefix('./').removeprefix('_site/')}"


def _folder(expression: str, methods: Mapping[str, list[str]] | None = None) -> str:
    """The folder that pages are put into, as a glob: what is worked out can be anything."""
    bodies = (methods or {}).get(expression.strip(), [])
    # A class that adds to what the one above it gives (`super`) stays below that.
    bodies = [body for body in bodies if "super" not in body and not body.startswith("raise")]
    if bodies:
        found = {_folder(body) for body in bodies}
        return found.pop() if len(found) == 1 else ANYWHERE
    call = _CALL.match(expression)
    if call is None:
        parts, end = _texts(expression)
        more = bool(parts) and end[:1] not in {"", ",", ")"}
        path = "".join(parts[:1])
        return _below(path if not more else f"{path.rpartition('/')[0]}/**")
    inside = expression[call.end() :].partition(")")[0]
    return _below("/".join(_part(item) for item in inside.split(",")))


def _part(argument: str) -> str:
    text = _TEXT.fullmatch(argument.strip())
    if text is None:
        return "" if _HOME.match(argument.strip()) else "**"
    return text[1] if text[1] is not None else text[2]


def _below(path: str) -> str:
    """The glob of all that lies in a folder; what is interpolated in its name can be anything."""
    parts = ["**" if "#{" in part else part for part in path.split("/") if part not in {"", "."}]
    while parts and parts[-1] == "**":
        parts.pop()
    while len(parts) > 1 and parts[0] == parts[1] == "**":
        parts.pop(0)
    return f"/{'/'.join(parts)}/**" if parts else ANYWHERE


def _texts(expression: str) -> tuple[list[str], str]:
    """The texts that an expression begins with, after the folder of the site, and what follows them."""
    home = _HOME.match(expression)
    rest = expression[home.end() :] if home else expression
    parts = []
    while match := _TEXT.match(rest):
        parts.append(match[1] if match[1] is not None else match[2])
        rest = rest[match.end() :].lstrip()
        if not rest.startswith(","):
            break
        rest = rest[1:]
    return parts, rest.lstrip()
