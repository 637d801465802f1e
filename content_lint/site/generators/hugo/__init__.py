"""What Hugo 0.168 makes of a site: addresses, publication, aliases."""
