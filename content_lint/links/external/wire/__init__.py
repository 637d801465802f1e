"""What both processes share. In: requests and facts. Out: JSON lines, and what the facts mean."""
