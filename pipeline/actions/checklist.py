"""Lines of a stage's checklist, done for one lead."""

from pipeline.models import ChecklistTick


def tick_line(*, lead, stage, line, by):
    """Done; a second click changes nothing."""
    return ChecklistTick.objects.get_or_create(lead=lead, stage=stage, line=line, defaults={"by": by})[0]


def untick_line(*, lead, stage, line, by):
    """Not done after all; history keeps who had said so."""
    ChecklistTick.objects.filter(lead=lead, stage=stage, line=line).delete()
