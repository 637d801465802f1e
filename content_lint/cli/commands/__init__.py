"""A module for each command: its options in, its exit status out."""
