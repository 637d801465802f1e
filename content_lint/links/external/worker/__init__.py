# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that opens sockets: linkchecker's classes, subclassed, behind the pipe of protocol.py.

This package imports and extends linkchecker (GPL-2.0-or-later) and, through it, requests (Apache-2.0), so
it is licensed under the GNU General Public License, version 3 or later: see LICENSE beside this file.
Nothing outside of this package imports it; the rest of content-lint (MIT) starts it as a program and
speaks with it over pipes.

What is overridden of linkchecker, and why, is with each override; a test holds the names.
"""
