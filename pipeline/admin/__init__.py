from . import audit_calls, facts, holds, retention, stages, tags  # noqa: F401
