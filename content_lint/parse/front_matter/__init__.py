"""Front matter. In: the text of a file. Out: values, and the place of each."""
