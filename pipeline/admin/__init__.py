from . import audit_calls, facts, hand_offs, holds, retention, reviews, stages, tags  # noqa: F401
