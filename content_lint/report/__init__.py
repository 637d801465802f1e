"""What is said, and nothing about how."""
