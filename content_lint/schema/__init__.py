"""What a site's own schemas are written with."""
