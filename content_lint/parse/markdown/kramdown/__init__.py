"""kramdown 2.4, with GFM or without. In: a body. Out: runs of text and their links."""
