"""Runs the rules; never prints."""
