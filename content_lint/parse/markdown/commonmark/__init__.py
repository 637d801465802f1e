"""CommonMark and goldmark. In: a body. Out: runs of text and their links."""
