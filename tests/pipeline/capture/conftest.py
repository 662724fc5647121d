import pytest


@pytest.fixture(autouse=True)
def _ground(db, shipped):
    """Every import stands on the shipped definitions."""
