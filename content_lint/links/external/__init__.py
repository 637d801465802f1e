"""Addresses outside the site: the only code of content-lint that opens a socket, and it does so in a process apart.

interface.py says what goes in and out; engine.py is the one implementation, which keeps what it learns
(store.py) and talks through protocol.py with the process under worker/. keys.py, guard.py, schedule.py,
deadline.py, outcomes.py, fragments.py, mail.py and mail_names.py are the parts, each to be read alone.
"""
