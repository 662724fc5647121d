"""Seats in buying committees that two people who are one would hold twice: taken away, and kept to be put back."""

from pipeline.models import Answer, Stakeholder

SAID = ("lead_id", "contact_id", "role", "stance", "cares_about")


def drop_seats(links, merged, kept):
    """What those seats said, and which answers were heard from them; these are the kept person's now."""
    dropped = []
    for link in (each for each in links if each.drops):
        for seat in link.clashing(merged.pk, kept.pk):
            twin = Stakeholder.objects.get(lead=seat.lead_id, contact=kept, role=seat.role)
            heard = list(seat.answers.values_list("pk", flat=True))
            Answer.objects.filter(pk__in=heard).update(source=twin)
            dropped.append({"id": seat.pk, "heard": heard, **{name: getattr(seat, name) for name in SAID}})
            seat.delete()
    return {"dropped": dropped}


def give_seats_back(seats):
    for said in seats.get("dropped", []):
        seat = Stakeholder.objects.create(id=said["id"], **{name: said[name] for name in SAID})
        Answer.objects.filter(pk__in=said["heard"]).update(source=seat)
    # Who was seated by the merge alone leaves again, unless something was heard from them there.
    Stakeholder.objects.filter(pk__in=seats.get("added", []), answers=None).delete()
