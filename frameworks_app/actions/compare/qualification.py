from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.listing import listed
from frameworks_app.models import Chapter, Criterion, Evidence, Framework, FrameworkCriterion, read

from .engagement import days
from .line import Difference, Field, Kind, by_key, field_lines, moves, quoted, text_lines


def chosen(choices):
    """The label of a choice; nothing where none was made."""
    return lambda value: str(choices(value).label) if value else ""


def is_shown(active):
    return _("active") if active else _("inactive")


OF_CRITERION = (
    Field("chapter", gettext_lazy("chapter"), chosen(Chapter)),
    Field("shelf_life", gettext_lazy("valid for"), days),
    Field("derived_from", gettext_lazy("derived from"), chosen(Criterion.Derivation)),
)
OF_FRAMEWORK = (
    Field("active", gettext_lazy("state"), is_shown),
    Field("pass_rule", gettext_lazy("pass rule"), chosen(Framework.PassRule)),
    Field("threshold", gettext_lazy("threshold")),
)
OF_USE = (
    Field("weight", gettext_lazy("weight")),
    Field("gate", gettext_lazy("gate")),
    Field("gate_evidence", gettext_lazy("gate needs"), chosen(Evidence)),
    Field("light", gettext_lazy("filter"), chosen(FrameworkCriterion.Light)),
)


def qualification_lines(old, new, names):
    yield from framework_lines(old, new, names)
    yield from criterion_lines(old, new, names)


def framework_lines(old, new, names):
    before, places = by_key(old["frameworks"]), moves(old["frameworks"], new["frameworks"])
    for framework in new["frameworks"]:
        of, subject = ("frameworks", framework["key"]), names["frameworks"][framework["key"]]
        was = before.pop(framework["key"], None)
        if was is None:
            yield Difference(Kind.ADDED, of, subject, _("added"), new=framework_words(framework))
        else:
            yield from text_lines(_("name"), was["name"], framework["name"], of=of, subject=subject)
            yield from field_lines(OF_FRAMEWORK, was, framework, of=of, subject=subject)
        if framework["key"] in places:
            yield Difference(Kind.MOVED, of, subject, places[framework["key"]].words())
        yield from use_lines(was["criteria"] if was else [], framework["criteria"], names, of=of, subject=subject)
    for key in before:
        yield Difference(Kind.REMOVED, ("frameworks", key), names["frameworks"][key], _("retired"))


def framework_words(framework):
    rule = str(Framework.PassRule(framework["pass_rule"]).label)
    said = f"{rule} {framework['threshold']}" if framework["threshold"] else rule
    return f"{said}, {is_shown(framework['active'])}"


def use_lines(old, new, names, *, of, subject):
    before, places = by_key(old), moves(old, new)
    for use in new:
        name = names["criteria"].get(use["key"], use["key"])
        was = before.pop(use["key"], None)
        if was is None:
            what = _("criterion %(name)s added") % {"name": name}
            yield Difference(Kind.ADDED, of, subject, what, new=use_words(use))
        else:
            here = f"{subject} · {name}"
            yield from text_lines(_("own label"), was["label"], use["label"], of=of, subject=here)
            yield from field_lines(OF_USE, was, use, of=of, subject=here)
        if use["key"] in places:
            yield Difference(Kind.MOVED, of, f"{subject} · {name}", places[use["key"]].words())
    for key, use in before.items():
        what = _("criterion %(name)s removed") % {"name": names["criteria"].get(key, key)}
        yield Difference(Kind.REMOVED, of, subject, what, old=use_words(use))


def use_words(use):
    said = [_("weight %(weight)s") % {"weight": use["weight"]}]
    if use["gate"]:
        said.append(_("gate %(rating)s") % {"rating": use["gate"]})
    if use["gate_evidence"]:
        said.append(str(Evidence(use["gate_evidence"]).label))
    if label := read(use["label"]).text:
        said.append(quoted(label))
    return listed(said)


def criterion_lines(old, new, names):
    before, places = by_key(old["criteria"]), moves(old["criteria"], new["criteria"])
    for criterion in new["criteria"]:
        of, subject = ("criteria", criterion["key"]), names["criteria"][criterion["key"]]
        was = before.pop(criterion["key"], None)
        if was is None:
            valid = _("valid for %(days)s") % {"days": days(criterion["shelf_life"])}
            yield Difference(Kind.ADDED, of, subject, _("added"), new=valid)
            continue
        yield from text_lines(_("name"), was["name"], criterion["name"], of=of, subject=subject)
        yield from field_lines(OF_CRITERION, was, criterion, of=of, subject=subject)
        for level, texts in enumerate(zip(was["rubric"], criterion["rubric"], strict=True)):
            yield from text_lines(_("level %(level)s") % {"level": level}, *texts, of=of, subject=subject)
        if criterion["key"] in places:
            yield Difference(Kind.MOVED, of, subject, places[criterion["key"]].words())
    for key in before:
        yield Difference(Kind.REMOVED, ("criteria", key), names["criteria"][key], _("not there yet"))
