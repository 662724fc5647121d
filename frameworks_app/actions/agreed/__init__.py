"""Definitions that marketing and sales agree on: every ICP, and every status by which leads change hands."""
