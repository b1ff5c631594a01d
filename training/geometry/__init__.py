"""Plane geometry that scenes and models share. Imports nothing else of `training`."""
