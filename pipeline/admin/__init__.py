from . import audit_calls, facts, retention, stages, tags  # noqa: F401
