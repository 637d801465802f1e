"""What earlier runs made of a site, so that nothing is read or worked out twice."""
