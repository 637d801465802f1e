"""What the worker does with one address, free of linkchecker: turns, deadlines, mail servers, places on pages."""
