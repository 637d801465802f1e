"""How a report is shown: a file a format. In: a report and the texts of its files. Out: pieces of text."""
