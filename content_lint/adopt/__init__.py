"""Taking content-lint on. In: a site's posts. Out: settings, schemas, new posts, and what would go unchecked."""
