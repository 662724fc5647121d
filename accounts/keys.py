"""Keys of rows, as requests bring them."""


def key_in(text):
    """The key that a text names; None where it names none that a row could have."""
    # Longer numbers are beyond the column, and int() refuses those of thousands of digits.
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None
