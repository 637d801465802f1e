"""A report in; out comes one page for people who look rather than read, which needs nothing from elsewhere."""
