"""What a site is: its own configuration, its generator's and its CMS's."""
