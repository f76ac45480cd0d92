"""Whose certificates are believed over https: those this machine trusts, or one file's, such as the office's own."""

import os
import ssl
from pathlib import Path


class Untrustworthy(Exception):
    """The file holds no certificate that could be believed. Says why, in both languages."""


def trust(ca: Path | None) -> None:
    """From now on this program believes the certificates of this PEM file (none: the machine's own), and no others.
    Raises Untrustworthy."""
    if ca is None:
        return
    try:
        ssl.create_default_context(cafile=str(ca))
    except OSError as error:  # SSLError is one
        reason = "PEM" if isinstance(error, ssl.SSLError) else error.strerror
        raise Untrustworthy(f"--ca {ca}: not a certificate file / bukan berkas sertifikat: {reason}") from error
    os.environ["SSL_CERT_FILE"] = str(ca)  # OpenSSL's own way; every connection made from here on asks it
