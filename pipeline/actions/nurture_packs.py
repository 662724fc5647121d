"""Shipped tracks and their letters. A track that is there already keeps its steps and rules, whatever we ship later:
leads are in it, and somebody has read its letters before switching them on."""

from frameworks_app.actions.packs import Kind, load_items, read
from frameworks_app.models import Category, SignalType
from pipeline.models import MailTemplate, NurtureTrack, Reason, TrackRule, TrackStep

DEFINED = ("key", "name", "description")
MAILS = Kind(MailTemplate, (*DEFINED, "subject", "body"))
TRACKS = Kind(NurtureTrack, DEFINED)


def load_tracks(path):
    pack = read(path)
    load_items(MAILS, pack["mails"])
    there = set(NurtureTrack.objects.values_list("key", flat=True))
    load_items(TRACKS, pack["tracks"])
    tracks = NurtureTrack.objects.in_bulk(field_name="key")
    for item in pack["tracks"]:
        if item["key"] not in there:
            fill(tracks[item["key"]], item, tracks)


def fill(track, item, tracks):
    mails = MailTemplate.objects.in_bulk(field_name="key")
    steps = [step_of(said, mails, tracks) for said in item["steps"]]
    for position, step in enumerate(steps):
        step.track, step.position = track, position
    TrackStep.objects.bulk_create(steps)
    rules = [(TrackRule.Way.ENTER, said) for said in item.get("enter", [])]
    rules += [(TrackRule.Way.LEAVE, said) for said in item.get("leave", [])]
    TrackRule.objects.bulk_create(rule_of(track, way, said) for way, said in rules)
    Reason.objects.filter(key__in=item.get("reasons", []), nurture_track=None).update(nurture_track=track)


def step_of(said, mails, tracks):
    if "mail" in said:
        return TrackStep(kind=TrackStep.Kind.MAIL, template=mails[said["mail"]])
    if "task" in said:
        return TrackStep(kind=TrackStep.Kind.TASK, task=said["task"])
    if "change" in said:
        return TrackStep(kind=TrackStep.Kind.CHANGE, to_track=tracks[said["change"]])
    return TrackStep(kind=TrackStep.Kind.WAIT, days=said["wait"], in_working_hours=said.get("working", False))


def rule_of(track, way, said):
    return TrackRule(
        track=track,
        way=way,
        kind=said["by"],
        signal_type=SignalType.objects.get(key=said["type"]) if "type" in said else None,
        category=Category.objects.get(key=said["status"]) if "status" in said else None,
        count=said.get("count", 1),
        days=said.get("days"),
        takes_over=said.get("takes_over", False),
        brings_back=said.get("back", False),
    )
