"""What a stage asks before a lead leaves it: what is met, what is open, and by what it could be given."""

from .items import Item
from .now import Asked, asked_here, asked_of, entry_of, open_before, open_for
from .way import Way

__all__ = ["Asked", "Item", "Way", "asked_here", "asked_of", "entry_of", "open_before", "open_for"]
