"""What we may have twice: judged pair by pair, found while somebody types and among all records at night."""

from .typed import Duplicates, Typed, duplicates, same_contacts

__all__ = ["Duplicates", "Typed", "duplicates", "same_contacts"]
