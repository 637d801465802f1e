"""What Jekyll makes of a site: addresses, publication, redirects, and what stops its build."""
