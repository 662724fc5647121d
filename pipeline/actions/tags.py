from pipeline.models import LeadTag, Tag


def tag_called(*, name, by):
    """The tag of this name, made where there is none."""
    name = " ".join(name.split())
    tag = Tag.objects.called(name)
    if tag is None:
        # Somebody may have been quicker: then theirs it is.
        Tag.objects.bulk_create([Tag(name=name, created_by=by)], ignore_conflicts=True)
        tag = Tag.objects.called(name)
    return tag


def tag_lead(*, lead, tag, by):
    """Whether it was not on the lead before."""
    _tagging, is_new = LeadTag.objects.get_or_create(lead=lead, tag=tag, defaults={"by": by})
    return is_new


def untag_lead(*, lead, tag, by):
    LeadTag.objects.filter(lead=lead, tag=tag).delete()
