"""Beginnings of stories about practice: who is called, what is asked, and what is made of it."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from frameworks_app.models import ScoringModelVersion
from pipeline.actions.practice import Rated, end_practice, put_question, rate_practice_answer, start_practice
from pipeline.models import PracticeAnswer, PracticeCall
from pipeline.reports.practice import findings_of, judge_of, practice_of, scenarios, with_version

JSON = {"accept": "application/json"}
ASKED, PROBED = PracticeAnswer.Kind.ASKED, PracticeAnswer.Kind.PROBED
# The four that are shipped.
SEASON, NOTHING, MOVE, DIRECTOR = "the_season_begins", "nothing_is_bought", "after_the_move", "the_quick_director"


def begin(by, key=SEASON, language="en"):
    version = ScoringModelVersion.objects.order_by("-pk").first()
    call = start_practice(scenario=scenarios()[key], version_id=version.pk, by=by, language=language)
    return reread(call)


def reread(call):
    return with_version(PracticeCall.objects).get(pk=call.pk)


class Talk:
    """A practice call in the making: talk.ask("budget"), talk.probe("budget"), talk.rate(budget=(4, "confirmed"))."""

    def __init__(self, call):
        self.call, self.clock = call, call.started_at

    def tick(self):
        self.clock += timedelta(seconds=20)
        return self.clock

    def ask(self, *keys):
        for key in keys:
            put_question(call=self.call, criterion=key, kind=ASKED, at=self.tick())
        return self

    def probe(self, *keys):
        for key in keys:
            put_question(call=self.call, criterion=key, kind=PROBED, at=self.tick())
        return self

    def rate(self, **ratings):
        for key, said in ratings.items():
            rating, evidence = said if isinstance(said, tuple) else (said, "heard")
            client_id = PracticeAnswer().client_id
            rate_practice_answer(call=self.call, rated=Rated(client_id, key, rating, evidence, self.tick()))
        return self

    def hear(self, *keys):
        """Asked, asked on where there is more, and recorded as it was said."""
        replies = scenarios()[self.call.scenario].replies
        for key in keys:
            self.ask(key)
            if replies[key].more:
                self.probe(key)
            self.rate(**{key: (replies[key].whole.rating, replies[key].whole.evidence)})
        return self

    def findings(self):
        call = reread(self.call)
        return findings_of(practice_of(call), judge_of(call))

    def end(self):
        end_practice(call=self.call)
        return reread(self.call)


def keys(found):
    return [each.key for each in found]


def ask_by_page(client, call, criterion="budget", kind="asked", headers=JSON, **fields):
    typed = {"criterion": criterion, "kind": kind, **fields}
    return client.post(reverse("pipeline:practice_ask", args=[call.pk]), typed, headers=headers)


def rate_by_page(client, call, headers=JSON, **fields):
    typed = {"client_id": PracticeAnswer().client_id, "criterion": "budget", "rating": "2", "evidence": "heard"}
    return client.post(reverse("pipeline:practice_answer", args=[call.pk]), typed | fields, headers=headers)


def ago(**span):
    return timezone.now() - timedelta(**span)
