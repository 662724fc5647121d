from . import facts, retention, stages  # noqa: F401
