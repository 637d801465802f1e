"""Moments. In: the text of a value. Out: the time that Ruby or Go reads in it."""
