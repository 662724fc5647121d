"""The way to the mail server: one connection for many letters, and what may be concluded from how it ends."""

import re
from smtplib import SMTPDataError, SMTPException, SMTPResponseException

from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

CLOSING = 421


class Unreachable(Exception):
    """Nobody there, or we are not let in: it says nothing about any letter."""


class NotNow(Exception):
    """This letter has not gone; another time it may."""


class Refused(Exception):
    """The server will never take this letter; `is_address`: because nobody lives there."""

    def __init__(self, answer, *, is_address):
        super().__init__(answer)
        self.is_address = is_address


class Unknown(Exception):
    """The connection ended after the letter had left us and before the server said that it has it."""


class Post:
    def __init__(self):
        # The product's own server, by the settings of Django, whatever else sends its mail.
        self.backend = EmailBackend()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def open(self):
        """Be connected and signed in."""
        try:
            if self.backend.open():
                self.backend.connection.ehlo_or_helo_if_needed()
        except OSError as error:
            self.close()
            raise Unreachable(said(error)) from error

    def close(self):
        try:
            self.backend.close()
        except OSError:
            # It was gone already, and no letter hangs on its farewell.
            self.backend.connection = self.backend._partial_connection = None

    def hand_over(self, letter, *, sender):
        """One letter to one address; the server's answer when it has taken it."""
        encoding = letter.encoding or "utf-8"
        content = letter.message().as_bytes(linesep="\r\n")
        self.announce(sanitize_address(sender, encoding), sanitize_address(letter.to[0], encoding))
        try:
            code, answer = self.backend.connection.data(content)
        except SMTPDataError as error:
            code, answer = error.smtp_code, error.smtp_error
        except (SMTPException, OSError) as error:
            self.close()
            raise Unknown(said(error)) from error
        return self.judge(code, answer, 250, is_address=is_about_address(answer))

    def announce(self, sender, address):
        """From whom, and to whom."""
        server = self.backend.connection
        try:
            self.judge_sender(*server.mail(sender))
            code, answer = server.rcpt(address)
            # 5.7: the server will not take letters from us; whether somebody lives there, it has not said.
            self.judge(code, answer, 250, 251, is_address=not answer.startswith(b"5.7."))
        except OSError as error:
            self.close()
            raise NotNow(said(error)) from error

    def judge_sender(self, code, answer):
        # Whom we are not believed to be is for an admin to mend; the letter waits.
        if code != 250:
            self.forget(code)
            raise NotNow(worded(code, answer))

    def judge(self, code, answer, *good, is_address):
        if code in good:
            return worded(code, answer)
        self.forget(code)
        if code >= 500:
            raise Refused(worded(code, answer), is_address=is_address)
        raise NotNow(worded(code, answer))

    def forget(self, code):
        """Nothing of this letter is to stay with the server."""
        if code == CLOSING:
            self.close()
            return
        try:
            self.backend.connection.rset()
        except (SMTPException, OSError):
            self.close()


def is_about_address(answer):
    return bool(re.match(rb"5\.1\.\d", answer))


def said(error):
    if isinstance(error, SMTPResponseException):
        return worded(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__


def worded(code, answer):
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return f"{code} {' '.join(text.split())}"
