from . import facts, retention, stages, tags  # noqa: F401
