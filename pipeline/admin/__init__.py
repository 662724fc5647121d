from . import facts, stages  # noqa: F401
