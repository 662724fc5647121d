"""A lead that nobody has: just enough of one for the decision table, and in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frameworks_app.models import read
from frameworks_app.scoring import FADE_ONE, Engagement, Event, Facts, Fit, IcpFit, Inclusion, Light
from frameworks_app.scoring.category import Case
from frameworks_app.verdict import WHOLE, Bounds, GateState, Judgement, Verdict


@dataclass(frozen=True)
class MadeUp:
    """What the table may look at; None and empty where a table does not ask. `verdicts` and `failed` go by framework;
    `signal` is a type's key, and the last signal was `age` days ago."""

    grade: str | None = None
    inclusion: str = "included"
    level: int | None = None
    intent: int | None = None
    verdicts: tuple = ()
    failed: tuple = ()
    icp: str | None = None
    segment: str | None = None
    product: str | None = None
    source: str | None = None
    amount: int | None = None
    currency: str | None = None
    signal: str = ""
    age: int = 0


def case_of(model, lead):
    """As the evaluator takes it, every score of it settled."""
    fit = {"D": 0, **{name: 100 * least for name, least in model.grades}}[lead.grade or "D"]
    return Case(
        model=model,
        facts=Facts(
            today=0,
            events=(Event(lead.signal, -lead.age),),
            segment=lead.segment,
            product=lead.product,
            source=lead.source,
            amount=lead.amount,
            currency=lead.currency,
        ),
        fit=Fit(fit, fit, Inclusion(lead.inclusion), Light.OPEN, None, icps_of(model, lead)),
        engagement=Engagement(0, 0, (lead.intent or 0) * FADE_ONE, lead.level or 1, ()),
        answers={},
        verdicts=verdicts_of(model, lead),
        leading=next(iter(model.active_frameworks), None),
    )


def icps_of(model, lead):
    inside = {lead.icp} if lead.icp and lead.inclusion == "included" else set()
    return tuple(
        IcpFit(icp, Inclusion.INCLUDED if icp.key in inside else Inclusion.EXCLUDED, (), 0, WHOLE)
        for icp in model.icps
    )


def verdicts_of(model, lead):
    verdicts, failed = dict(lead.verdicts), dict(lead.failed)
    return {key: judgement(Verdict(verdicts.get(key, "undecided")), failed.get(key)) for key in model.frameworks}


def judgement(verdict, failed):
    # A gate that counts has failed only where the result says so.
    gates = ((failed, GateState.FAILED),) if failed and verdict is Verdict.DISQUALIFIED else ()
    return Judgement(verdict, Bounds(0, WHOLE), gates, (), 0, None, ())


def words_of(document, lead, only=None):
    """What is known of the lead, the scores first; of one score alone when it is named."""
    found = {"grade": lead.grade and _("fit grade %(grade)s") % {"grade": lead.grade}}
    if only == "inclusion" or lead.inclusion == "excluded":
        found["inclusion"] = (
            _("a place outside every ICP") if lead.inclusion == "excluded" else _("a place inside an ICP")
        )
    found["level"] = lead.level and _("engagement level %(level)s") % {"level": lead.level}
    if lead.intent is not None:
        said = ngettext("%(points)s intent point", "%(points)s intent points", lead.intent)
        found["intent"] = said % {"points": lead.intent}
    for key, verdict in lead.verdicts:
        # An open result goes without saying, unless it is all there is to say.
        if verdict != "undecided" or only == ("verdict", key) or not any(found.values()):
            found["verdict", key] = verdict_words(document, key, verdict)
    if only:
        return [found[only]]
    return [each for each in [*found.values(), *context_words(document, lead)] if each]


def verdict_words(document, key, verdict):
    said = {"qualified": _("Qualified"), "disqualified": _("Not qualified"), "undecided": _("Open")}[verdict]
    return _("%(framework)s: %(result)s") % {"framework": name_of(document["frameworks"], key), "result": said}


def context_words(document, lead):
    for key, criterion in lead.failed:
        if dict(lead.verdicts).get(key) == "disqualified":
            yield _("the gate %(gate)s failed") % {"gate": name_of(document["criteria"], criterion)}
    if lead.icp:
        yield _("a place inside %(icp)s") % {"icp": name_of(document["icps"], lead.icp)}
    yield lead.segment and _("segment %(segment)s") % {"segment": lead.segment}
    yield lead.product and _("product %(product)s") % {"product": lead.product}
    yield lead.source and _("source %(source)s") % {"source": lead.source}
    yield lead.amount is not None and f"{lead.amount // 100} {lead.currency}"
    yield lead.signal and _("a signal “%(type)s”") % {"type": name_of(document["signal_types"], lead.signal)}
    said = ngettext("the last signal %(days)s day ago", "the last signal %(days)s days ago", lead.age)
    yield lead.age and said % {"days": lead.age}


def name_of(entries, key):
    return next((read(each["name"]).text for each in entries if each["key"] == key), key)
