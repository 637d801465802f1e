"""What one scalar means. In: the text of a value. Out: the value that a generator makes of it."""
