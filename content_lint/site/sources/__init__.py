"""Where the files of a site come from. In: a root, or a revision of git. Out: names and texts."""
