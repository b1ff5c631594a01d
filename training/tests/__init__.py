"""Tests, run by `python -m pytest training/tests`: rules of the repository, fast unit tests, and the chain of all stages at toy size."""
