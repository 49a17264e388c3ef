"""What is said where DfE's files or the extract cannot be used."""


class OfficialError(Exception):
    """A file or measure of DfE that cannot be read. The text says where and why."""
