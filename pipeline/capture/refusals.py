"""Why a whole file or mapping cannot be used, and why one row cannot."""


class Refused(Exception):
    """The file or its mapping cannot be used: one sentence for a person. Nothing has been changed."""


class RowRefused(Exception):
    """One row cannot be used: the reason, for a person."""
