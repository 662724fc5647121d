"""The board: stages as columns, the leads that stand in them, and how long they have stood there."""
