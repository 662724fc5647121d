"""The pipeline review: which leads it looks at, what became of them, what to talk about. Read only."""
