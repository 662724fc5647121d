"""Owners by what a file calls them: user name, e-mail address or full name."""

import re

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from accounts.models import User

from .refusals import RowRefused

SEVERAL = object()


class People:
    """Everybody who works here, and those whom the file may add as people who cannot sign in."""

    def __init__(self, *, unknown, role, team_id=None):
        """With a team only its people may become owners: a manager gives leads to nobody else's."""
        # A manager adds nobody to those who work here.
        self.unknown = "reject" if team_id and unknown == "create" else unknown
        self.role, self.team_id = role, team_id
        self.known, self.met, self.elsewhere = {}, {}, set()
        for user in User.objects.only("username", "email", "first_name", "last_name", "team_id"):
            self.learn(user)

    def learn(self, user):
        if self.team_id and user.team_id != self.team_id:
            self.elsewhere.add(user.pk)
        # A user name or address is one person's; a full name may be several people's.
        for word in filter(None, {user.username.lower(), user.email.lower()}):
            self.known[word] = user.pk
        name = user.get_full_name().lower()
        if name and self.known.get(name, user.pk) != user.pk:
            self.known.setdefault(name, SEVERAL)
            self.known[name] = SEVERAL if name not in {user.username.lower()} else user.pk
        elif name:
            self.known[name] = user.pk

    def accepts(self, said):
        """Whether the row gets this owner; refused where it must have one that we know."""
        found = self.known.get(said.lower())
        if found is SEVERAL:
            sentence = _("several people are called “%(name)s”: give the user name or address") % {"name": said}
            raise RowRefused(sentence, what=_("several people are called as the owner is"))
        if found is None and self.unknown == "reject":
            sentence = _("nobody here is called “%(name)s”") % {"name": said}
            raise RowRefused(sentence, what=_("the owner is nobody who works here"))
        if found in self.elsewhere:
            raise RowRefused(
                _("“%(name)s” is in another team") % {"name": said}, what=_("the owner is in another team")
            )
        if found is None and self.unknown == "leave_out":
            return False
        if found is None:
            self.met.setdefault(said.lower(), said)
        return True

    def add(self, words):
        """Make these owners that were met, in one statement; they cannot sign in until an admin lets them."""
        taken = set(User.objects.values_list("username", flat=True))
        users = [self.user(self.met[word], taken) for word in words]
        for word, user in zip(words, User.objects.bulk_create(users), strict=True):
            self.known[word] = user.pk
        return [user.pk for user in users]

    def user(self, said, taken):
        first, _space, last = said.partition(" ")
        is_address = re.fullmatch(r"[^@\s]+@[^@\s]+", said)
        return User(
            username=free_name(said, taken),
            email=said if is_address else "",
            first_name="" if is_address else first[:150],
            last_name=last[:150],
            role=self.role,
            is_active=False,
            password=make_password(None),
        )

    def number(self, word):
        """The person's key, None where the file still has to add them."""
        return self.known.get(word)


def free_name(said, taken):
    """A user name that nobody has, close to what the file says."""
    base = (re.sub(r"[^\w.@+-]+", "-", said.lower()).strip("-") or "owner")[:140]
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name
