"""The steps of `check`. In: parsed arguments. Out: a report on the terminal or in a file, and an exit status."""
