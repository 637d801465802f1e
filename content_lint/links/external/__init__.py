"""Addresses outside the site. In: targets. Out: verdicts. Only the worker, its own process, opens a socket.

``client`` is our side and ``worker`` the other; ``wire`` is what they share, ``address`` reads what a link holds, and
``asking`` has the parts of the worker that need no linkchecker.
"""
