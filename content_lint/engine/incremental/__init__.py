"""A run about a few changed files. In: what was kept of the site before the change. Out: the report of a whole run."""
