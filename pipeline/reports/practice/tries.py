"""What people have practised: one's own tries by scenario, and for a manager what the team is to work on."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.listing import listed
from accounts.models import User
from frameworks_app.models import read
from pipeline.models import PracticeCall

from .scenarios import Scenario, scenarios

LATELY = timedelta(days=90)
MOST_SHOWN = 20
WORK_ON = {
    "missed": _("ask what can still decide"),
    "otherwise": _("rate by the words of the levels"),
    "assumed": _("ask on"),
    "in_vain": _("stop when it is decided"),
}


@dataclass(frozen=True)
class Choice:
    """A scenario with one's own tries, the latest first."""

    scenario: Scenario
    tries: list

    @property
    def open(self):
        return next((each for each in self.tries if each.is_open), None)

    @property
    def count(self):
        return sum(not each.is_open for each in self.tries)


@dataclass(frozen=True)
class Try:
    """A call that is over, as a line of the history."""

    call: PracticeCall

    @property
    def name(self):
        scenario = scenarios().get(self.call.scenario)
        return read(scenario.name).text if scenario else self.call.scenario

    @property
    def counts(self):
        return counts_of([self.call])

    @property
    def asked(self):
        return self.call.findings.get("asked", 0)

    @property
    def best(self):
        return self.call.findings.get("best", 0)

    @property
    def is_right(self):
        return self.call.findings.get("right", False)


@dataclass(frozen=True)
class Member:
    """One person of the team, over the last ninety days."""

    person: User
    calls: list
    names: dict

    @property
    def latest(self):
        return max(each.ended_at for each in self.calls)

    @property
    def right(self):
        return sum(each.findings.get("right", False) for each in self.calls)

    @property
    def counts(self):
        return counts_of(self.calls)

    @property
    def work_on(self):
        """The kind found most often, with the criteria it was about; nothing where nothing was found."""
        kind, number = max(self.counts.items(), key=lambda item: item[1])
        if not number:
            return ""
        keys = Counter(key for call in self.calls for key in call.findings.get(kind, []))
        about = listed(self.names.get(key, key) for key, _number in keys.most_common(3))
        return f"{WORK_ON[kind]}: {about}"


def counts_of(calls):
    """How many findings of each kind, all calls together."""
    return {kind: sum(len(call.findings.get(kind, [])) for call in calls) for kind in WORK_ON}


def choices_of(calls):
    return [
        Choice(scenario, [each for each in calls if each.scenario == key]) for key, scenario in scenarios().items()
    ]


def own_calls(user):
    """One statement."""
    return list(PracticeCall.objects.of(user))


def tries_of(calls, most=MOST_SHOWN):
    return [Try(each) for each in calls if not each.is_open][:most]


def team_of(manager, document):
    """Of whom this person manages, those who practised lately, the busiest first; one statement."""
    lately = PracticeCall.objects.of_team(manager).ended().since(timezone.now() - LATELY)
    names = {each["key"]: read(each["name"]).text for each in document["criteria"]}
    found = {}
    for call in lately.exclude(by=manager).select_related("by"):
        found.setdefault(call.by, []).append(call)
    members = [Member(person, calls, names) for person, calls in found.items()]
    return sorted(members, key=lambda each: (-len(each.calls), str(each.person)))
