"""mdBook 0.4 and 0.5. In: book.toml, SUMMARY.md and its chapters. Out: pages, places and links as mdBook has them."""
