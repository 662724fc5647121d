from . import asked, follows, versions, whom  # noqa: F401
