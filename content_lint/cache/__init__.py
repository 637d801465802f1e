"""What earlier runs read and found, so that nothing is read or worked out twice."""
