"""Settings from the environment, read once and frozen."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ between two installations.

    `today` is what every date rule calls today; None means the real day. `hosts` are the
    names the server answers to; `proxies` the number of proxies it stands behind.
    """

    database_url: str
    catalogue: Path
    host: str
    port: int
    today: dt.date | None
    hosts: frozenset[str] = LOCAL_NAMES
    proxies: int = 0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read DATABASE_URL, CATALOGUE, HOST, PORT, HOSTS, PROXIES and DASHBOARD_TODAY.

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
        )

    def current_day(self) -> dt.date:
        """The day that date rules use."""
        return self.today or dt.date.today()


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise ValueError(f'PORT: "{text}" is not a port. Give a number from 1 to 65535.')


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
