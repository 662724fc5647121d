"""A draft kept by value with the work that looks at it, as long as that takes and whoever edits on meanwhile."""

from frameworks_app.scoring import fade


def freeze(document):
    """Everything but the fade tables, which follow from the half-lives and are long."""
    return {part: value for part, value in document.items() if part != "fades"}


def thaw(frozen):
    """The document that was frozen."""
    half_lives = sorted({each["half_life"] for each in frozen["signal_types"] if each["half_life"]})
    return frozen | {"fades": {str(half_life): list(fade(half_life)) for half_life in half_lives}}
