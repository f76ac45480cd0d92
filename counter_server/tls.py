"""The server's certificate, read once at the start; what is wrong with it is told before anything listens."""

import ssl
from pathlib import Path


class CertificateUnusable(Exception):
    """Says which file, and what is wrong with it."""


def tls_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """For a server: TLS 1.2 and 1.3, Python's own choice of ciphers. Raises CertificateUnusable."""
    for path in (certificate, key):
        _check_readable(path)
    if b"ENCRYPTED" in key.read_bytes():
        raise CertificateUnusable(
            f"{key}: the key has a passphrase, and nobody is there to type it / kunci ini bersandi"
        )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key)
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            told = f"{key}: not the key of {certificate} / bukan kunci sertifikat itu"
        else:
            told = f"{certificate}, {key}: no certificate and key in PEM / bukan sertifikat dan kunci PEM"
        raise CertificateUnusable(f"{told} ({error.reason or 'PEM'})") from error
    return context


def _check_readable(path: Path) -> None:
    try:
        with path.open("rb"):
            return
    except OSError as error:
        raise CertificateUnusable(f"{path}: cannot be read / tidak dapat dibaca: {error.strerror}") from error
