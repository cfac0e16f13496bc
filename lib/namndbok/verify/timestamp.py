"""Time stamps by an authority (RFC 3161): somebody else's word for when the seal was known."""

import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path

from cryptography import x509
from rfc3161_client import (
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from namndbok.errors import InvalidParameter

QUERY, SECONDS = "application/timestamp-query", 30


def request_timestamp(address: str, sealed: bytes) -> bytes:
    """Ask an authority to stamp what the seal covers, and return its answer as it came.

    The authority gets a hash and nothing else. Raises `InvalidParameter` where it cannot be reached or
    answers something else.
    """
    if not address.lower().startswith(("http://", "https://")):
        raise InvalidParameter(
            f"{address} är ingen webbadress. Skriv till exempel https://tsa.example.se/tsr"
        )
    query = TimestampRequestBuilder().data(sealed).build().as_bytes()
    request = urllib.request.Request(address, query, {"Content-Type": QUERY})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            content = answer.read()
        decode_timestamp_response(content)
    except (OSError, ValueError) as error:
        raise InvalidParameter(f"Tidsstämpeln gick inte att få från {address}: {error}") from error
    return content


def stamped_at(stamp: Path, sealed: bytes, authority: Path) -> datetime | None:
    """Return when an authority stamped what the seal covers; None where the stamp does not hold.

    `authority` is its certificate, or that of who vouches for it, in PEM. Nothing is fetched. Raises
    `InvalidParameter` for a certificate that cannot be read.
    """
    try:
        roots = x509.load_pem_x509_certificates(authority.read_bytes())
    except (OSError, ValueError) as error:
        raise InvalidParameter(f"{authority} är inget certifikat (PEM): {error}") from error
    try:
        answer = decode_timestamp_response(stamp.read_bytes())
        VerifierBuilder(roots=roots).build().verify_message(answer, sealed)
    except (OSError, ValueError, VerificationError):
        return None
    return answer.tst_info.gen_time
