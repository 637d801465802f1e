"""Text as it stands on disk: offsets, lines, edits."""
