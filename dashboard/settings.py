"""Settings from the environment, read once and frozen."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from dashboard.people import Role

ROOT = Path(__file__).resolve().parent.parent
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
SHORTEST_KEY = 32
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
class Provider:
    """The council's own sign-in, by OpenID Connect, and what its groups mean here.

    `issuer` has no slash at its end. Without `groups`, pairs of a group and a role, only
    those who were invited may sign in. `secret_key` signs what a browser keeps meanwhile.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    secret_key: str = field(repr=False)
    groups: tuple[tuple[str, Role], ...] = ()
    groups_claim: str = "groups"
    name: str = "your council account"

    def roles_of(self, groups: Collection[str]) -> frozenset[Role]:
        """The roles that these groups give."""
        return frozenset(role for group, role in self.groups if group in groups)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ between two installations.

    `today` is what every date rule calls today; None means the real day. `hosts` are the
    names the server answers to; `proxies` the number of proxies it stands behind.
    `base_url` is where readers find the pages, without a slash at its end; empty means
    this machine's own address. `mail` is None where no mail is sent, `provider` where the
    council has no sign-in of its own; `local_sign_in` says whether passwords are taken.
    `api_rate` is how many requests a minute one address may make of the API; 0 is no limit.
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
    provider: Provider | None = None
    local_sign_in: bool = True
    api_rate: int = 300

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read DATABASE_URL, CATALOGUE, HOST, PORT, HOSTS, PROXIES, DASHBOARD_TODAY,
        BASE_URL, API_RATE, those of the mail server, which begin with SMTP_, and those of the
        council's own sign-in: OIDC_*, SECRET_KEY and LOCAL_SIGN_IN.

        Raises ValueError that names the variable, what was found and what to give.
        """
        env = os.environ if environment is None else environment
        provider = _provider(env)
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
            provider=provider,
            local_sign_in=_local_sign_in(env.get("LOCAL_SIGN_IN") or "on", provider),
            api_rate=_rate(env.get("API_RATE") or "300"),
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


def _rate(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 6:
        return int(text)
    raise ValueError(
        f'API_RATE: "{text}" is not a number of requests. Give how many one address may make '
        "in a minute, such as 300, or 0 for as many as it likes."
    )


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


def is_safe_address(text: object) -> bool:
    """Whether what is sent to this address is encrypted, or stays on this machine."""
    if not isinstance(text, str):
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    return safe and bool(host) and parts.username is None and text.isprintable()


def _provider(env: Mapping[str, str]) -> Provider | None:
    issuer = (env.get("OIDC_ISSUER") or "").rstrip("/")
    if not issuer:
        return None
    if not is_safe_address(issuer) or {"?", "#"} & set(issuer):
        raise ValueError(
            f'OIDC_ISSUER: "{issuer}" is not the address of a provider. Give one that begins '
            "with https://, without /.well-known and what follows it."
        )
    for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "SECRET_KEY"):
        if not env.get(name):
            raise ValueError(f"{name}: it is not set, but OIDC_ISSUER is. Set both.")
    if len(env["SECRET_KEY"]) < SHORTEST_KEY:
        raise ValueError(
            f"SECRET_KEY: it has {len(env['SECRET_KEY'])} characters. Give at least "
            f"{SHORTEST_KEY}, chosen at random."
        )
    return Provider(
        issuer,
        env["OIDC_CLIENT_ID"],
        env["OIDC_CLIENT_SECRET"],
        env["SECRET_KEY"],
        _groups(env.get("OIDC_GROUPS") or ""),
        env.get("OIDC_GROUPS_CLAIM") or "groups",
        env.get("OIDC_NAME") or "your council account",
    )


def _groups(text: str) -> tuple[tuple[str, Role], ...]:
    pairs = []
    for part in filter(None, map(str.strip, text.split(","))):
        group, _, role = (side.strip() for side in part.rpartition("="))
        if not group or role.lower() not in set(Role):
            raise ValueError(
                f'OIDC_GROUPS: "{part}" does not give a group a role. Write pairs such as '
                f"Panel-Officers=officer, parted by commas; the roles are {', '.join(Role)}."
            )
        pairs.append((group, Role(role.lower())))
    return tuple(pairs)


def _local_sign_in(text: str, provider: Provider | None) -> bool:
    if text.lower() not in ("on", "off"):
        raise ValueError(f'LOCAL_SIGN_IN: "{text}" is not known. Give on or off.')
    if text.lower() == "off" and provider is None:
        raise ValueError(
            "LOCAL_SIGN_IN: it is off, but OIDC_ISSUER is not set, so nobody could sign in. "
            "Set OIDC_ISSUER, or leave LOCAL_SIGN_IN on."
        )
    return text.lower() == "on"
