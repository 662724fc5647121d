from . import audit_calls, facts, hand_offs, holds, retention, stages, tags  # noqa: F401
