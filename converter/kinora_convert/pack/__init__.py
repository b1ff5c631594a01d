"""The folder that the app reads."""
