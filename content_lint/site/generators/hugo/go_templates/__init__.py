"""Go's templates, worked out for one link or page at a time: what they write, as far as sources tell."""
