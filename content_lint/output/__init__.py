"""How a report is shown: a file a format."""
