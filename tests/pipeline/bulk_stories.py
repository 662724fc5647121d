"""What people do to many leads at once."""

from uuid import uuid4

from django.urls import reverse


def send_bulk(client, person, kind, leads=(), **said):
    """The dialog is filled in and meant."""
    client.force_login(person)
    chosen = {"kind": kind, "lead": [lead.pk for lead in leads], "token": str(uuid4()), "do": "yes", **said}
    return client.post(reverse("pipeline:bulk"), chosen, follow=True)
