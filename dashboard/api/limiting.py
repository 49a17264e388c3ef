"""How often one address may ask: a bucket that fills again while it waits.

Each server process counts for itself, so that two processes allow up to twice as many.
"""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MINUTE = 60
MOST_KNOWN = 10_000
"""Addresses that are remembered; whoever is forgotten begins with a full bucket."""

_NETWORK = 64
"""Bits of an IPv6 address that are one subscriber's."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left to one address, and in how many seconds its bucket is full again.

    `wait` is in seconds, 0 if it may ask now.
    """

    limit: int
    left: int
    full_in: int
    wait: int

    @property
    def headers(self) -> dict[str, str]:
        """As the working group's draft on rate limits writes them."""
        told = {
            "RateLimit-Policy": f'"api";q={self.limit};w={MINUTE}',
            "RateLimit": f'"api";r={self.left};t={self.full_in}',
        }
        return told | ({"Retry-After": str(self.wait)} if self.wait else {})


class Limiter:
    """Buckets by address, each of as many requests as a minute allows. Shared by threads."""

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, origin: str) -> Allowance:
        """Take one from the address's bucket, if there is one in it."""
        who, now = _subscriber(origin), self._clock()
        with self._lock:
            held, at = self._buckets.pop(who, (float(self.rate), now))
            held = min(self.rate, held + (now - at) * self.rate / MINUTE)
            allowed = held >= 1
            held -= allowed
            self._buckets[who] = held, now
            if len(self._buckets) > MOST_KNOWN:
                self._buckets.popitem(last=False)
        seconds = MINUTE / self.rate
        return Allowance(
            limit=self.rate,
            left=math.floor(held),
            full_in=math.ceil((self.rate - held) * seconds),
            wait=0 if allowed else math.ceil((1 - held) * seconds),
        )


def _subscriber(origin: str) -> str:
    """The address, of IPv6 the network it is in: one machine has as many as it likes."""
    try:
        address = ipaddress.ip_address(origin)
    except ValueError:
        return origin
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, _NETWORK), strict=False))
    return origin
