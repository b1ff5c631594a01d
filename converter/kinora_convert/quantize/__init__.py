"""Fewer bits for weights, and fewer weights."""
