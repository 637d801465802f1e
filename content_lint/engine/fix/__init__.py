"""Fixes. In: findings with their edits. Out: files written whole, or a patch, each checked by reading it again."""
