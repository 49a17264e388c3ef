"""Publishing: what is checked before a month is published, and freezing it into an edition."""

from dashboard.publishing.checks import Check, Weight
from dashboard.publishing.comparing import Difference, compare_editions
from dashboard.publishing.publish import (
    Preparation,
    PublishingError,
    accept_all,
    keep,
    prepare,
    publish,
    read_draft,
    read_edition,
)

__all__ = [
    "Check",
    "Difference",
    "Preparation",
    "PublishingError",
    "Weight",
    "accept_all",
    "compare_editions",
    "keep",
    "prepare",
    "publish",
    "read_draft",
    "read_edition",
]
