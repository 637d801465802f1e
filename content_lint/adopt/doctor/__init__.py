"""What `doctor` says. In: a site with its settings. Out: an examination, plain data about what would go unchecked."""
