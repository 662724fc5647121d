"""What the page of one lead shows beside its own row: filters, answers, buying committee."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from frameworks_app.models import read
from pipeline.models import Answer, CategoryOverride, DiscoveryCall, Lead, LeadState, StaleLead
from pipeline.scoring.days import date_of
from pipeline.scoring.known import known_values
from pipeline.scoring.sources import PRESENT

from .activity import name_of
from .attempts import with_attempts
from .board.clock import with_clock
from .fact_words import Words
from .lead_list import with_tag_names

THREE_FILTERS = "three_filters"
OPEN, PASSED, FAILED = LeadState.Light.OPEN, LeadState.Light.PASS, LeadState.Light.FAIL


def lead_rows(user):
    """Leads this person may see, each with what they may do to it."""
    itself = {"pk": OuterRef("pk")}
    override = CategoryOverride.objects.filter(lead=OuterRef("pk"), lifted_at=None)
    open_call = DiscoveryCall.objects.open().filter(lead=OuterRef("pk"))
    leads = with_clock(Lead.objects.visible_to(user).with_state()).select_related("product", "segment", "merged_into")
    return with_tag_names(with_attempts(leads)).annotate(
        may_edit=Exists(Lead.objects.editable_by(user).filter(**itself)),
        may_call=Exists(Lead.objects.callable_by(user).filter(**itself)),
        is_stale=Exists(StaleLead.objects.filter(lead_id=OuterRef("pk"))),
        open_call=Subquery(open_call.values("pk")[:1]),
        override_why=Subquery(override.values("why")[:1]),
        override_by=Subquery(override.annotate(who=name_of("by")).values("who")[:1]),
        override_at=Subquery(override.values("created_at")[:1]),
    )


@dataclass(frozen=True)
class Item:
    """One thing that a filter looks at: what, what is known of it, and whether it is required."""

    label: str
    fact: str = ""
    is_required: bool = False


@dataclass
class Filter:
    name: str
    light: int
    note: str = ""
    passed: list = field(default_factory=list)
    failed: list = field(default_factory=list)
    unknown: list = field(default_factory=list)


class Known:
    """The values of the lead's attributes, in words: those of today, or of a day in a source of the past."""

    def __init__(self, model, lead_id, words=None, day=None, source=PRESENT):
        self.values = known_values(model, lead_id, day, source)
        self.words = words or Words()

    def text(self, entity, key):
        return self.words.text(entity, key, self.values.get((entity, key)))


def filters_of(score, known):
    return [company_filter(score, known), answered_filter(score, "need"), answered_filter(score, "person")]


def company_filter(found, known):
    """The criteria of the ICP that fits best; of the first one when the lead is outside of all."""
    score, document = found.score, found.current.document
    light = Filter(_("Company"), score.company_light.number)
    icp = next((each for each in score.fit.icps if each.icp.key == score.icp), None) or next(
        iter(score.fit.icps), None
    )
    if icp is None:
        return light
    light.note = found.names["icps"][icp.icp.key]
    stated = next(each for each in document["icps"] if each["key"] == icp.icp.key)
    criteria = {each["key"]: each for each in stated["criteria"]}
    for rung in icp.rungs:
        criterion = criteria[rung.criterion.key]
        # A rule that takes points away is good news where it does not hold.
        groups = {"holds": light.passed, "fails": light.failed, "open": light.unknown}
        if criterion["points"] < 0 and not criterion["required"]:
            groups = {"holds": light.failed, "fails": None, "open": None}
        group = groups.get(rung.state.value)
        if rung.state.value == "shadowed" and criterion["required"]:
            group = light.passed
        if group is not None:
            fact = known.text(criterion["entity"], criterion["attribute"])
            group.append(Item(read(criterion["name"]).text, fact, criterion["required"]))
    return light


def answered_filter(found, name):
    """The gates of the three filters that carry this light."""
    score, document = found.score, found.current.document
    words = {"need": (_("Need"), score.need_light), "person": (_("Person"), score.person_light)}
    label, state = words[name]
    light = Filter(label, state.number)
    framework = next((each for each in document["frameworks"] if each["key"] == THREE_FILTERS), None)
    if framework is None:
        return light
    gates = dict(score.verdicts[THREE_FILTERS].gates)
    criteria = {each["key"]: each for each in document["criteria"]}
    for each in framework["criteria"]:
        if each["light"] == name and each["key"] in gates:
            answer = score.answers.get(each["key"])
            criterion = criteria[each["key"]]
            fact = read(criterion["rubric"][answer.rating]).text if answer else ""
            groups = {"passed": light.passed, "failed": light.failed}
            item = Item(read(each["label"]).text or read(criterion["name"]).text, fact)
            groups.get(gates[each["key"]].value, light.unknown).append(item)
    return light


@dataclass(frozen=True)
class Heard:
    """What is known of one criterion: the answer that counts, and those before it."""

    name: str
    answer: Answer
    level: str
    expires: date | None
    is_stale: bool
    earlier: list


def answers_of(lead, found):
    """By criterion in the team's order: what counts, what has aged, what was said before; then what is unknown."""
    document, today = found.current.document, found.facts.today
    by_criterion = {}
    for answer in Answer.objects.filter(lead=lead).with_source().latest_first():
        by_criterion.setdefault(answer.criterion.key, []).append(answer)
    heard, unknown = [], []
    wanted = {key for card in found.frameworks for key in card.labels}
    for criterion in document["criteria"]:
        answers = by_criterion.get(criterion["key"], [])
        counted = found.facts.answers.get(criterion["key"])
        if answers and counted:
            heard.append(heard_of(criterion, answers, counted, today))
        elif criterion["key"] in wanted and not criterion["derived_from"]:
            unknown.append(read(criterion["name"]).text)
    return heard, unknown


def heard_of(criterion, answers, counted, today):
    standing = next(each for each in answers if each.pk == counted.id)
    return Heard(
        name=read(criterion["name"]).text,
        answer=standing,
        level=read(criterion["rubric"][standing.rating]).text,
        expires=date_of(counted.expires) - timedelta(days=1) if counted.expires else None,
        is_stale=counted.expires is not None and counted.expires <= today,
        earlier=[each for each in answers if each.pk != standing.pk],
    )
