"""A person at a browser, as far as a server can tell: signed in, one request after the other, each answer judged."""

import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

CSRF = "a" * 32
PATIENCE = 60


@dataclass(frozen=True)
class Visit:
    what: str
    status: int
    seconds: float
    address: str


class Visitor:
    """Keeps every visit; a line that broke counts as status 0."""

    def __init__(self, host, user):
        self.host, self.user, self.visits = host, user, []
        client = Client(HTTP_HOST="localhost")
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: CSRF}
        self.cookies = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def get(self, what, address):
        return self.fetch(what, address)

    def post(self, what, address, fields, accept="text/html"):
        headers = {"X-CSRFToken": CSRF, "Accept": accept}
        return self.fetch(what, address, urlencode(fields, doseq=True).encode(), headers)

    def fetch(self, what, address, data=None, headers=None):
        request = urllib.request.Request(f"{self.host}{address}", data, {"Cookie": self.cookies, **(headers or {})})
        started = time.monotonic()
        status, page, url = answer(request)
        self.visits.append(Visit(what, status, time.monotonic() - started, address))
        return page, url.removeprefix(self.host)


def answer(request):
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            return response.status, response.read().decode(errors="replace"), response.url
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace"), request.full_url
    except OSError:
        return 0, "", request.full_url
