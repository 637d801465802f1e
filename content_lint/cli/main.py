"""The command ``content-lint``: turns whatever stops it into an exit status.

What is imported here, every run pays for, also one that only prints what the last one has printed.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from content_lint.cli.console import Console

_CLEAN, _USAGE, _FAILURE, _INTERRUPTED = 0, 2, 3, 130


def entry() -> NoReturn:
    """The program: never returns."""
    arguments, question = sys.argv[1:], ""
    if arguments[:1] == ["check"]:
        from content_lint.cli.shown_again import question_of, show_again  # the other commands print nothing again

        question = question_of(arguments, os.environ)
        shown = show_again(question, os.environ)
        if shown is not None:
            os._exit(shown)
    from content_lint.cli.console import Console

    # A run makes hundreds of thousands of small objects, keeps them, and makes no cycles of them: looking for some
    # every 700 costs a tenth of the whole run. And what others plug into pydantic is nothing to schemas of posts.
    gc.set_threshold(500_000, 20, 20)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _end(main(arguments, Console.of_process(question)))


def _end(status: int) -> NoReturn:
    """End the process. Python would free all that was made piece by piece, which takes a third of a hook's time."""
    import atexit
    from contextlib import suppress

    atexit._run_exitfuncs()  # noqa: SLF001 - what others want done at the end, as Python itself would do it
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # nobody reads it any more, or it was never there
            stream.flush()
    os._exit(status)


def main(arguments: Sequence[str], console: Console) -> int:
    """Run one command and give its exit status; the one place where errors become statuses."""
    try:
        from content_lint.cli.dispatch import dispatch

        return dispatch(arguments, console)
    except KeyboardInterrupt:
        console.note(["content-lint: interrupted\n"])
        return _INTERRUPTED
    except BrokenPipeError:
        return _CLEAN
    except Exception as error:  # noqa: BLE001 - the last net: nobody gets a bare traceback
        return _stopped(error, console, verbose="--verbose" in arguments or "-v" in arguments)


def _stopped(error: Exception, console: Console, *, verbose: bool) -> int:
    """Say why a command stopped: a request that cannot be met is 2, all else is our own fault and 3."""
    import traceback  # only for a run that failed

    from content_lint.output.escape import visible

    word = console.err_style().paint("error", "error")
    place, message, help_text = _request_error(error)
    if message:
        console.note([f"content-lint: {word}: {visible(place)}{visible(message)}\n"])
        console.note(f"  {visible(line)}\n" for line in help_text.splitlines())
        return _USAGE
    console.note([f"content-lint: {word}: {type(error).__name__}: {visible(str(error))}\n"])
    if verbose:
        console.note(f"{visible(line)}\n" for line in "".join(traceback.format_exception(error)).splitlines())
    else:
        for frame in traceback.extract_tb(error.__traceback__)[-2:]:
            console.note([f"  in {visible(frame.filename)}:{frame.lineno} {frame.name}\n"])
    console.note(["  The run was not finished.\n"])
    if not isinstance(error, OSError):  # a full disk or a missing permission speaks for itself
        console.note(["  This is a fault of content-lint itself: --verbose shows the whole traceback to report.\n"])
    return _FAILURE


def _request_error(error: Exception) -> tuple[str, str, str]:
    """Place, message and help of an error that the caller can put right; empty for one of our own."""
    from errno import ENAMETOOLONG

    from content_lint.cli.errors import UsageError

    if isinstance(error, UsageError):
        return "", error.message, error.help
    if isinstance(error, OSError) and error.errno == ENAMETOOLONG:
        return "", f"`{error.filename}` is too long for the name of a file", "Use a shorter name."
    # Not imported here: it could only have been raised where it has been.
    module = sys.modules.get("content_lint.schema.errors")
    if module is not None and isinstance(error, module.SetupError):
        place = f"{error.file}:{error.line}: " if error.line else f"{error.file}: " if error.file else ""
        return place, error.message, error.help
    return "", "", ""
