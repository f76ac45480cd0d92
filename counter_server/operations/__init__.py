"""The verbs of the counter. Each is a function of an open day, its caller and a command: read, decide, record."""
