"""How quick the pages are, each measured beside its peers in the same run."""
