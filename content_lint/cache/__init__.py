"""What earlier runs made of a site. In: files and settings. Out: facts and findings, without reading anything again."""
