"""Who may do what, and what the state of a thing allows: accounts, commentary, due dates."""
