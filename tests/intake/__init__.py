"""Files of a council, read right or refused."""
