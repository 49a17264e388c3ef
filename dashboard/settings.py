"""Settings from the environment, read once and frozen."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_LOOPBACK = LOCAL_NAMES | {"::1"}
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")


class Encryption(StrEnum):
    """How the line to a mail server is encrypted: after a greeting, from the start, not."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_MAIL_PORTS = {Encryption.STARTTLS: "587", Encryption.TLS: "465", Encryption.NONE: "25"}


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes our mail, and the address it comes from. No user: no sign-in."""

    host: str
    port: int
    sender: str
    encryption: Encryption
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ between two installations.

    `today` is what every date rule calls today; None means the real day. `hosts` are the
    names the server answers to; `proxies` the number of proxies it stands behind.
    `base_url` is where readers find the pages, without a slash at its end; empty means
    this machine's own address. `mail` is None where no mail is sent.
    """

    database_url: str
    catalogue: Path
    host: str
    port: int
    today: dt.date | None
    hosts: frozenset[str] = LOCAL_NAMES
    proxies: int = 0
    base_url: str = ""
    mail: MailServer | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read DATABASE_URL, CATALOGUE, HOST, PORT, HOSTS, PROXIES, DASHBOARD_TODAY,
        BASE_URL and those of the mail server, which begin with SMTP_.

        Raises ValueError that names the variable, what was found and what to give.
        """
        env = os.environ if environment is None else environment
        default = f"sqlite:///{ROOT / 'instance' / 'dashboard.sqlite'}"
        return cls(
            database_url=env.get("DATABASE_URL") or default,
            catalogue=Path(env.get("CATALOGUE") or ROOT / "indicators.yaml"),
            host=env.get("HOST") or "127.0.0.1",
            port=_port(env.get("PORT") or "8050"),
            today=_day(env.get("DASHBOARD_TODAY")),
            hosts=LOCAL_NAMES | _names(env.get("HOSTS") or ""),
            proxies=_proxies(env.get("PROXIES") or "0"),
            base_url=_base_url(env.get("BASE_URL") or ""),
            mail=_mail(env),
        )

    def current_day(self) -> dt.date:
        """The day that date rules use."""
        return self.today or dt.date.today()


def _port(text: str, name: str = "PORT") -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise ValueError(f'{name}: "{text}" is not a port. Give a number from 1 to 65535.')


def _names(text: str) -> frozenset[str]:
    names = frozenset(name.strip().lower() for name in text.split(",") if name.strip())
    for name in names:
        if not re.fullmatch(r"[a-z0-9.-]+|\[[0-9a-f:]+\]", name):
            raise ValueError(
                f'HOSTS: "{name}" is not a name of a server. Give names without a scheme or a '
                "port, parted by commas, such as panel.example.gov.uk."
            )
    return names


def _proxies(text: str) -> int:
    if text in ("0", "1", "2"):
        return int(text)
    raise ValueError(f'PROXIES: "{text}" is not a number of proxies. Give 0, 1 or 2.')


def _day(text: str | None) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = f'DASHBOARD_TODAY: "{text}" is not a date. Give one such as 2021-03-25.'
        raise ValueError(message) from None


def _base_url(text: str) -> str:
    if text and not re.fullmatch(
        r"https?://[A-Za-z0-9.-]+(:\d{1,5})?(/[\w./~-]*)?", text, re.A
    ):
        raise ValueError(
            f'BASE_URL: "{text}" is not the address of a site. Give one such as '
            "https://panel.example.gov.uk."
        )
    return text.rstrip("/")


def _mail(env: Mapping[str, str]) -> MailServer | None:
    host = env.get("SMTP_HOST") or ""
    if not host:
        return None
    encryption = _encryption(env.get("SMTP_TLS") or Encryption.STARTTLS)
    user, password = env.get("SMTP_USER") or "", env.get("SMTP_PASSWORD") or ""
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", host):
        raise ValueError(
            f'SMTP_HOST: "{host}" is not a name of a server. Give one without a scheme or a '
            "port, such as mail.example.gov.uk."
        )
    if bool(user) != bool(password):
        given, missing = ("USER", "PASSWORD") if user else ("PASSWORD", "USER")
        raise ValueError(f"SMTP_{missing}: it is not set, but SMTP_{given} is. Set both.")
    if password and encryption is Encryption.NONE and host.lower() not in _LOOPBACK:
        raise ValueError(
            f'SMTP_TLS: "none" would send the password to {host} for anybody on the line to '
            "read. Give starttls or tls."
        )
    port = _port(env.get("SMTP_PORT") or _MAIL_PORTS[encryption], "SMTP_PORT")
    return MailServer(
        host, port, _sender(env.get("SMTP_FROM") or ""), encryption, user, password
    )


def _encryption(text: str) -> Encryption:
    try:
        return Encryption(text.lower())
    except ValueError:
        message = f'SMTP_TLS: "{text}" is not known. Give starttls, tls or none.'
        raise ValueError(message) from None


def _sender(text: str) -> str:
    if _ADDRESS.fullmatch(text):
        return text
    raise ValueError(
        f'SMTP_FROM: "{text}" is not an e-mail address. Give the one that mail is sent from, '
        "such as scrutiny@example.gov.uk."
    )
