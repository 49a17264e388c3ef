"""Letters as e-mail: written as files, or handed to a mail server."""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
import smtplib
import ssl
from contextlib import suppress
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from dashboard.settings import Encryption, MailServer

SECONDS = 30
"""How long to wait for an answer of the server."""


class MailError(Exception):
    """A letter cannot be sent. The text says why, and what to do."""


def compose(name: str, email: str, subject: str, text: str) -> EmailMessage:
    """A plain letter to one address; the same for the same words.

    A header is never made of more than its own line, whatever stands in a name. Raises
    MailError for an address that mail cannot be sent to.
    """
    message = EmailMessage(policy=SMTP)
    message["To"] = _address(name, email)
    message["Subject"] = _one_line(subject)
    # Nobody's answering machine should answer.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    return message


def as_file(message: EmailMessage) -> bytes:
    """The letter to be opened by a mail program, which offers to send it."""
    unsent = copy.deepcopy(message)
    unsent["X-Unsent"] = "1"
    return unsent.as_bytes()


def as_sent(
    message: EmailMessage, sender_name: str, sender: str, at: dt.datetime
) -> EmailMessage:
    """The letter with its sender, day and number.

    The number is made of all the rest, so that a mail program that gets one letter twice
    shows it once.
    """
    sent = copy.deepcopy(message)
    sent["From"] = _address(sender_name, sender)
    sent["Date"] = format_datetime(at)
    number = hashlib.sha256(sent.as_bytes()).hexdigest()[:32]
    sent["Message-ID"] = f"<{number}@{sender.rpartition('@')[2]}>"
    return sent


class Post:
    """A line to a mail server, opened when it is made."""

    def __init__(self, server: MailServer) -> None:
        """Raises MailError if the server does not answer, or does not know us."""
        self._server = server
        self._line = _open(server)

    def send(self, message: EmailMessage, email: str) -> None:
        """Hand over one letter. Raises MailError if the server does not take it."""
        if self._line.sock is None:  # it hung up over the letter before
            self._line = _open(self._server)
        try:
            self._line.send_message(message, self._server.sender, [email])
        except (smtplib.SMTPException, OSError) as error:
            raise MailError(f"{email}: {_reason(error)}.") from error

    def close(self) -> None:
        # What was handed over is safe, also if the server hangs up first.
        with suppress(smtplib.SMTPException, OSError):
            self._line.quit()
        self._line.close()


def _open(server: MailServer) -> smtplib.SMTP:
    """A line, encrypted and signed in as the settings say."""
    context = ssl.create_default_context()
    try:
        if server.encryption is Encryption.TLS:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=SECONDS, context=context
            )
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
        try:
            if server.encryption is Encryption.STARTTLS:
                line.starttls(context=context)
            if server.user:
                line.login(server.user, server.password)
        except BaseException:
            line.close()
            raise
    except (smtplib.SMTPException, OSError) as error:
        raise MailError(
            f"{server.host}, port {server.port}: no mail can be sent: {_reason(error)}. Check "
            "SMTP_HOST, SMTP_PORT, SMTP_TLS, SMTP_USER and SMTP_PASSWORD."
        ) from error
    return line


def _reason(error: Exception) -> str:
    """What the server or the line said, in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        ((code, said),) = error.recipients.values()
        return f"the server refuses the address ({code} {_readable(said)})"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the server answered {error.smtp_code} {_readable(error.smtp_error)}"
    return _one_line(str(error)).rstrip(".") or type(error).__name__


def _readable(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return _one_line(text).rstrip(".")


def _address(name: str, email: str) -> Address:
    try:
        return Address(_one_line(name), addr_spec=email)
    except (MessageError, ValueError, IndexError) as error:
        raise MailError(
            f"{email}: no mail can be sent to such an address. Correct it in the account."
        ) from error


def _one_line(text: str) -> str:
    """The text without line ends or anything else that cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
