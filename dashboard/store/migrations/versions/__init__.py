"""One file for each version of the tables. They are never changed once released."""
