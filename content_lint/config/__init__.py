"""What a site is. In: its own configuration, its generator's and its CMS's. Out: settings."""
