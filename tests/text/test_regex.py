"""Patterns that are compiled when they are used, ours and those of modules that somebody else has written."""

from __future__ import annotations

import re
import threading

import pytest

from content_lint.text.regex import compiled_when_used


def test_a_pattern_of_others_is_compiled_when_it_is_used():
    with compiled_when_used():
        odd, fine = re.compile("("), re.compile(b"(?P<a>A)", re.IGNORECASE)
    assert (fine.sub(rb"<\g<a>>", b"xax"), fine.flags, fine.pattern) == (b"x<a>x", re.IGNORECASE, b"(?P<a>A)")
    with pytest.raises(re.error):
        odd.search("")
    assert isinstance(re.compile("a"), re.Pattern)


def test_a_pattern_that_is_used_meanwhile_is_compiled():
    with compiled_when_used():
        search = re.compile("b+").search
    assert search("abbc")[0] == "bb"


def test_other_threads_hear_at_once_that_a_pattern_is_wrong():
    raised = []

    def compile_wrong():
        try:
            re.compile("(")
        except re.error as error:
            raised.append(error)

    with compiled_when_used():
        thread = threading.Thread(target=compile_wrong)
        thread.start()
        thread.join()
    assert len(raised) == 1


def test_what_fails_meanwhile_leaves_nothing_behind():
    with pytest.raises(ImportError), compiled_when_used():
        raise ImportError
    assert isinstance(re.compile("b"), re.Pattern)
