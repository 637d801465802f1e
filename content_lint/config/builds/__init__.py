"""How a site is built, as its repository says. In: a site's root. Out: command, flags, pinned version."""
