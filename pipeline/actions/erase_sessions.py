"""What waits to be told to somebody who is signed in, such as “Ann is in the buying committee”."""

from django.contrib.sessions.models import Session

from .erase_places import as_json_text


def erase_sessions(identity):
    changed = 0
    for session in Session.objects.iterator():
        said = session.get_decoded()
        kept = {key: without(identity.everywhere, value) for key, value in said.items()}
        if kept != said:
            data = Session.get_session_store_class()().encode(kept)
            changed += Session.objects.filter(pk=session.pk).update(session_data=data)
    return changed


def without(words, value):
    """Messages are JSON within the session."""
    return as_json_text(words, value, None) if isinstance(value, str) else words.erased_from(value)
