"""Text as it is on disk. In: bytes of a file. Out: text with offsets and lines, and edits to it."""
