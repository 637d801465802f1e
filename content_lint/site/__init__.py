"""All documents together, as their generator sees them."""
