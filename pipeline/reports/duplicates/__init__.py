"""What we may have twice: judged pair by pair, found while somebody types and among all records at night."""

from .typed import duplicates, same_contacts

__all__ = ["duplicates", "same_contacts"]
