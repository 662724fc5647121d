from . import audit_calls, facts, hand_offs, holds, mail, retention, reviews, stages, tags  # noqa: F401
