"""Which addresses are those of files rather than pages, by their ending."""

from __future__ import annotations

_PICTURES = "ai avif bmp eps gif heic ico jfif jpeg jpg png psd svg svgz tif tiff webp"
_PAPERS = "csv doc docm docx dot dotx epub key mobi numbers odg odp ods odt pages pdf pot potx pps ppsx ppt pptm pptx"
_MORE_PAPERS = "rtf tsv txt vsdx xls xlsm xlsx"
_SOUNDS = "aac flac m4a mid mp3 oga ogg opus wav"
_FILMS = "avi m4v mov mp4 mpeg mpg ogv vtt webm wmv"
_PARTS = "css eot js json map mjs otf rss ttf webmanifest woff woff2 xml yaml yml ics vcf"
_PACKED = "7z bz2 gz rar tar tgz xz zip"
ENDINGS = frozenset(f"{_PICTURES} {_PAPERS} {_MORE_PAPERS} {_SOUNDS} {_FILMS} {_PARTS} {_PACKED}".split())
"""Endings of files that are no pages, in lower case."""


def is_asset(path: str) -> bool:
    """Whether a path names a file that is no page."""
    name = path.rpartition("/")[2]
    return "." in name and name.rpartition(".")[2].lower() in ENDINGS
