"""What fifty people do all day, by role: pages they read, answers they save, attempts they log, cards they move."""

import random
import time
from urllib.parse import urlencode
from uuid import uuid4

from django.urls import reverse

from accounts.models import Role
from pipeline.models import Lead, Review, Stage

CRITERIA = ("budget", "authority", "need", "timeline", "pain", "champion")


class Day:
    """One person's; `pause` is how many seconds they think between two clicks, in the middle."""

    def __init__(self, visitor, until, pause, seed):
        self.visitor, self.until, self.pause = visitor, until, pause
        self.dice = random.Random(seed)
        self.answered = self.attempted = 0
        user = visitor.user
        # All that is asked of the database here is asked before the load begins.
        mine = Lead.objects.editable_by(user).standing().contactable().filter(state__stage__kind=Stage.Kind.OPEN)
        self.leads = list(mine.order_by("pk").values_list("pk", "state__stage")[:40])
        # Each is called once: of two answers to one question the server would ask which one holds.
        self.to_call = list(mine.filter(state__owner=user).order_by("-pk").values_list("pk", flat=True)[:20])
        self.reviews = list(Review.objects.visible_to(user).open().values_list("pk", flat=True))
        self.stages = list(Stage.objects.active().of_kind(Stage.Kind.OPEN).values_list("pk", flat=True))

    def live(self):
        steps = list(DAYS[self.visitor.user.role])
        # Not everybody begins with the same.
        begin = self.dice.randrange(len(steps))
        steps = steps[begin:] + steps[:begin]
        while time.monotonic() < self.until:
            for step in steps:
                step(self)
                if time.monotonic() >= self.until:
                    break

    def think(self):
        time.sleep(min(self.pause * self.dice.uniform(0.5, 1.5), max(0, self.until - time.monotonic())))

    def see(self, name, *args, what=None, **query):
        address = reverse(f"pipeline:{name}", args=args)
        found = self.visitor.get(what or name, f"{address}?{urlencode(query)}" if query else address)
        self.think()
        return found

    def do(self, name, *args, accept="text/html", **fields):
        found = self.visitor.post(name, reverse(f"pipeline:{name}", args=args), fields, accept)
        self.think()
        return found

    def lead(self):
        return self.dice.choice(self.leads)

    # What people do.

    def read_queue(self):
        self.see("queue")

    def read_lead(self):
        self.see("lead_detail", self.lead()[0])

    def read_list(self):
        self.see("lead_list")
        self.see("lead_list", what="lead_list of one's own", owner="me")
        self.see("lead_list", what="lead_list searched", q="falcon")

    def read_board(self):
        self.see("board")

    def watch_board(self):
        """As an open board asks every three seconds."""
        for _ask in range(3):
            self.see("board_changes", seen=0)

    def hold_review(self):
        self.see("review_list")
        for review in self.reviews:
            self.see("review_detail", review)
            self.see("review_names", review, part="idle")
            self.see("review_changes", review, seen=0)
        self.see("review_load")

    def read_follow_ups(self):
        self.see("follow_up_list")

    def search(self):
        self.see("search", q="falcon")

    def read_triage(self):
        self.see("triage")
        self.see("triage_results")

    def read_nurture(self):
        self.see("nurture_list")
        self.see("nurture_leads")
        self.see("hand_off_list")
        self.see("untouched_list")

    def export(self):
        self.do("list_export", "follow-ups", "csv")

    def hold_call(self):
        """Start it, answer what comes up, leave it open."""
        if not self.to_call:
            return
        _page, address = self.do("call_start", self.to_call.pop())
        if "/calls/" not in address:
            return
        call = int(address.split("/calls/")[1].split("/")[0])
        for criterion in self.dice.sample(CRITERIA, 4):
            said = {"criterion": criterion, "rating": self.dice.randrange(5), "evidence": "heard", "seen": 0}
            blank = dict.fromkeys(("question", "source", "quote", "last_day"), "")
            self.do(
                "call_answer", call, accept="application/json",
                client_id=uuid4(), person=self.visitor.user.pk, **blank, **said,
            )  # fmt: skip
            self.answered += self.visitor.visits[-1].status == 200
        self.see("call_revision", call, seen=0)

    def try_to_reach(self):
        self.do("lead_attempt", self.lead()[0], outcome="voicemail", client_id=uuid4())
        self.attempted += self.visitor.visits[-1].status == 200

    def move_card(self):
        lead, seen = self.lead()
        self.do("board_move", lead, stage=self.dice.choice(self.stages), seen=seen)


SELLER = [Day.read_queue, Day.hold_call, Day.read_lead, Day.try_to_reach, Day.read_follow_ups, Day.read_list]
DAYS = {
    Role.SDR: SELLER,
    Role.ACCOUNT_EXECUTIVE: [Day.read_board, Day.move_card, Day.read_lead, Day.hold_call, Day.read_follow_ups],
    Role.MANAGER: [Day.read_queue, Day.hold_review, Day.read_board, Day.watch_board, Day.move_card, Day.export],
    Role.MARKETING: [Day.read_triage, Day.read_nurture, Day.read_list, Day.search],
    Role.ADMIN: [Day.read_list, Day.search, Day.read_board],
}
