"""A real SMTP server on loopback, which keeps what it is given and answers as a story wants it to."""

import asyncio
import email
import email.policy
import socket
from dataclasses import dataclass, field

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


@dataclass
class Box:
    """What has arrived, in its order, and what is answered to whom."""

    letters: list = field(default_factory=list)
    # By address: the answer to RCPT, and the answer to the letter itself.
    refused: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)
    senders: list = field(default_factory=list)
    connections: int = 0
    # Seconds that the server takes to think about a letter.
    slow: float = 0
    # Addresses whose letters are kept without an answer: the line goes dead.
    silent: set = field(default_factory=set)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        if address in self.answers:
            return self.answers[address]
        await asyncio.sleep(self.slow)
        self.senders.append(envelope.mail_from)
        self.letters.append(
            email.message_from_bytes(envelope.content.replace(b"\r\n", b"\n"), policy=email.policy.default)
        )
        if address in self.silent:
            server.transport.abort()
        return "250 2.0.0 taken"

    def to(self, address):
        return [letter for letter in self.letters if letter["To"] == address]

    @property
    def addresses(self):
        return [letter["To"] for letter in self.letters]


class Counting(Controller):
    def factory(self):
        self.handler.connections += 1
        return SMTP(self.handler, **self.SMTP_kwargs)


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class PostOffice:
    """The server and its door; it can be closed and opened again."""

    def __init__(self, **kwargs):
        self.box = Box()
        self.port = free_port()
        self.kwargs = kwargs
        self.controller = None

    def open(self):
        self.controller = Counting(self.box, hostname="127.0.0.1", port=self.port, **self.kwargs)
        self.controller.start()
        # The controller itself knocks once to see whether it is there.
        self.box.connections = 0

    def close(self):
        if self.controller:
            self.controller.stop()
            self.controller = None


@pytest.fixture
def post_office(settings):
    """The mail server of a story: `post_office.box.letters` are what arrived."""
    office = PostOffice()
    office.open()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "leads@tidepost.example"
    yield office
    office.close()
