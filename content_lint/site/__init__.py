"""All documents together. In: files and a generator's configuration. Out: pages as the generator makes them."""
