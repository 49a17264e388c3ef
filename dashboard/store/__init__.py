"""The store: every observation, published figure and comment, and where each came from.

The only room with SQL. What is stored stays: a restated figure or a rewritten comment is
added beside the earlier one, and the latest counts.
"""

from dashboard.store.accounts import AlreadyTaken, LastAdministrator
from dashboard.store.audit_log import AuditPage, AuditSearch
from dashboard.store.database import StoreError
from dashboard.store.editions import EditionDamaged, NewEdition
from dashboard.store.loading import AlreadyLoaded, NewLoad, StoreChanged
from dashboard.store.signing_in import LinkEnded
from dashboard.store.store import Store

__all__ = [
    "AlreadyLoaded",
    "AlreadyTaken",
    "AuditPage",
    "AuditSearch",
    "EditionDamaged",
    "LastAdministrator",
    "LinkEnded",
    "NewEdition",
    "NewLoad",
    "Store",
    "StoreChanged",
    "StoreError",
]
