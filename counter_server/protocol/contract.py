"""Which contract both sides speak, and where it begins: for whoever needs no client to know it."""

API = "/api/v1"
CONTRACT = "1"
"""Within a version a server may tell and take more, and no less."""
