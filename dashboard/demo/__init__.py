"""The invented council: a catalogue, a history and files to try everything on."""

from dashboard.demo.files import DemoFile
from dashboard.demo.history import LAST
from dashboard.demo.setting_up import (
    FIRST,
    Demo,
    DemoError,
    demo_files,
    next_file,
    set_up_demo,
)

__all__ = [
    "FIRST",
    "LAST",
    "Demo",
    "DemoError",
    "DemoFile",
    "demo_files",
    "next_file",
    "set_up_demo",
]
