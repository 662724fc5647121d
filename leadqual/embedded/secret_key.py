"""A secret key of this checkout's own, for who has not set one."""

import os
import secrets


def export_secret_key(var):
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = kept_key(var / "secret_key")


def kept_key(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}-{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(50))
    try:
        # Whole and first, or not at all: two processes must end up with one key.
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_text()
