"""Sites without a generator that is modelled: what files, patterns and the code host tell of their pages."""
