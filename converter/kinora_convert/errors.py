"""The failures that a person can mend."""


class ConvertError(Exception):
    """One line: what is wrong, with the value, and what to do. The command prints it and ends with exit code 2."""
