"""Taking content-lint on: what a site's posts mostly do, a new post in their manner, and what would go unchecked."""
