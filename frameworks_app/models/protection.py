"""Triggers that keep what every definition promises."""

import pgtrigger

KEEP_KEY = pgtrigger.Protect(
    name="key_never_changes", operation=pgtrigger.Update, condition=pgtrigger.AnyChange("key")
)
KEEP_ROW = pgtrigger.Protect(name="retired_never_deleted", operation=pgtrigger.Delete)
PROMISES = [KEEP_KEY, KEEP_ROW]
