"""Where the installed content-lint came from, so that what we write for others installs the same one.

Installers note it in ``direct_url.json`` (PEP 610): a git address and commit, a folder, an archive; for a version from
the package index they note nothing.
"""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from msgspec import Struct
from msgspec.structs import replace

from content_lint.site.sources.git import HistoryError, Repository, ask, open_repository, text_of

_NAME = "content-lint"
_GITHUB = "github.com"
_WEB = frozenset({"https", "http", "ssh"})


class Origin(Struct, frozen=True):
    """One place that it can be installed from.

    Attributes:
        version: of content-lint.
        git: the address of its git repository, as others reach it; empty where it came from elsewhere.
        commit: the commit that was installed.
        archive: the address of an archive, as others reach it, or empty.
        folder: the folder of this machine that it was installed from, or empty.
        from_index: whether it came from the package index.
    """

    version: str
    git: str = ""
    commit: str = ""
    archive: str = ""
    folder: str = ""
    from_index: bool = False

    @property
    def github(self) -> str:
        """Owner and name on GitHub, or empty where it did not come from there."""
        parts = urlsplit(self.git)
        host, path = parts.hostname or "", parts.path
        if host == _GITHUB and path.strip("/").count("/") == 1:
            return path.strip("/").removesuffix(".git")
        return ""

    @property
    def requirement(self) -> str:
        """What pip, pipx and uv take to install just this; empty where others cannot reach it."""
        if self.git:
            return f"{_NAME} @ git+{self.git}@{self.commit}"
        if self.archive:
            return f"{_NAME} @ {self.archive}"
        return f"{_NAME}=={self.version}" if self.from_index else ""

    def with_extra(self, extra: str) -> str:
        """The same with one of its extras, also where only this machine can reach it."""
        name = f"{_NAME}[{extra}]"
        if self.requirement:
            return f"{name}{self.requirement.removeprefix(_NAME)}"
        return f"{name} @ {Path(self.folder).as_uri()}" if self.folder.startswith("/") else name

    @property
    def missing(self) -> str:
        """Why others cannot install it, and what would change that; empty where they can."""
        if self.requirement:
            return ""
        return (
            f"content-lint was installed from {self.folder or 'this machine'}, which nobody else can reach. "
            "Install it from a git address (`pipx install git+https://…`), or from a clone whose commit has been pushed"
        )


def find_origin() -> Origin:
    """Where this very program came from; where nothing says so, from its own folder."""
    try:
        installed = distribution(_NAME)
    except PackageNotFoundError:
        from content_lint import __version__

        return _of_folder(Path(__file__).parents[2], __version__)
    text = installed.read_text("direct_url.json")
    return read_origin(text, installed.version)


def read_origin(text: str | None, version: str) -> Origin:
    """What a ``direct_url.json`` says; without one, that it came from the package index.

    Args:
        text: the file, or None.
        version: of the installed package.
    """
    if text is None:
        return Origin(version, from_index=True)
    try:
        value = json.loads(text)
    except ValueError:
        return Origin(version)
    url = _without_secret(str(value.get("url", ""))) if isinstance(value, dict) else ""
    info: Any = value.get("vcs_info") if isinstance(value, dict) else None
    parts = urlsplit(url)
    if isinstance(info, dict) and info.get("vcs") == "git":
        if parts.scheme in _WEB:
            return Origin(version, git=url, commit=str(info.get("commit_id", "")))
        return Origin(version, folder=unquote(parts.path))
    if parts.scheme == "file":
        found = _of_folder(Path(unquote(parts.path)), version)
        return found if "dir_info" in value else replace(found, git="", commit="")
    return Origin(version, archive=url) if parts.scheme in {"https", "http"} else Origin(version)


def _of_folder(folder: Path, version: str) -> Origin:
    """A clone whose commit others have, by the address that it was cloned from; else just the folder."""
    plain = Origin(version, folder=folder.as_posix())
    address, commit = pushed_commit(folder)
    if not address or _is_changed(folder):
        return plain
    return replace(plain, git=address, commit=commit)


def pushed_commit(folder: Path) -> tuple[str, str]:
    """The address that a clone came from, and its commit; both empty where nobody else has that commit."""
    try:
        repository = open_repository(folder)
        commit = text_of(ask(repository, ("rev-parse", "HEAD")))
        # Somebody else has the commit where a branch of the remote has it.
        pushed = ask(repository, ("branch", "--remotes", "--contains", commit), may_fail=True)
        address = _without_secret(_as_url(_remote(repository)))
    except HistoryError:
        return "", ""
    return (address, commit) if pushed.strip() and urlsplit(address).scheme in _WEB else ("", "")


def _is_changed(folder: Path) -> bool:
    command = ("status", "--porcelain", "--untracked-files=no")
    return bool(ask(open_repository(folder), command, may_fail=True).strip())


def _remote(repository: Repository) -> str:
    return text_of(ask(repository, ("config", "--get", "remote.origin.url"), may_fail=True))


def _as_url(address: str) -> str:
    """An address in the short form of ssh (``git@host:owner/name``) as others can read it."""
    user, at, rest = address.partition("@")
    host, colon, path = rest.partition(":")
    if at and colon and "/" not in user + host:
        return f"https://{host}/{path}" if host == _GITHUB else f"ssh://{address.replace(':', '/', 1)}"
    return address


def _without_secret(url: str) -> str:
    """An address without password or token; the user that ssh needs stays."""
    parts = urlsplit(url)
    if "@" not in parts.netloc or (parts.scheme == "ssh" and ":" not in parts.netloc.rpartition("@")[0]):
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
