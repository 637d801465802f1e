"""Export. In: a site that was checked. Out: its pages as data: lines of JSON, a folder of JSON, a SQLite database."""
