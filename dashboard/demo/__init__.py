"""The invented council: a catalogue, a history and files to try everything on."""
