"""The one error of this folder."""


class StageError(Exception):
    """A failure that the user can fix; printed as one line that says how."""
