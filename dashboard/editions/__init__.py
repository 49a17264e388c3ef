"""Editions: what is held, frozen into one document when it is published, and read again.

A document holds everything that pages, pack, files and interface are made from, so that
what was published can be made anew from it and from nothing else.
"""

from dashboard.editions.document import (
    Approval,
    DocumentError,
    Frozen,
    Kept,
    read_document,
    write_document,
)
from dashboard.editions.earlier import Before, published_before
from dashboard.editions.material import Material, extract_of, read_material

__all__ = [
    "Approval",
    "Before",
    "DocumentError",
    "Frozen",
    "Kept",
    "Material",
    "extract_of",
    "published_before",
    "read_document",
    "read_material",
    "write_document",
]
