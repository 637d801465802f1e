"""What the site's own files say. In: the root. Out: generator, collections, addresses, host and CMS."""
