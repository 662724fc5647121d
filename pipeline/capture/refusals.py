"""Why a whole file or mapping cannot be used, and why one row cannot."""


class Refused(Exception):
    """The file or its mapping cannot be used: one sentence for a person. Nothing has been changed."""


class RowRefused(Exception):
    """One row cannot be used: the reason, for a person; and where a cell is to blame, its column and what is wrong."""

    def __init__(self, sentence, *, column="", what=""):
        super().__init__(sentence)
        self.column = column
        self.what = what or sentence
