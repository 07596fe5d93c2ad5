"""Signature version 1.0 of the RPC gateway (`contract/vod.md` §G.1)."""

import base64
import hmac
from collections.abc import Mapping
from urllib.parse import quote


def string_to_sign(method: str, parameters: Mapping[str, str]) -> str:
    """Return what a caller signs: the method and the sorted parameters, encoded twice."""
    signed = sorted((name, value) for name, value in parameters.items() if name != "Signature")
    canonical = "&".join(f"{_encoded(name)}={_encoded(value)}" for name, value in signed)
    return f"{method}&%2F&{_encoded(canonical)}"


def sign(secret: str, text: str) -> str:
    digest = hmac.digest(f"{secret}&".encode(), text.encode(), "sha1")
    return base64.b64encode(digest).decode()


def _encoded(text: str) -> str:
    return quote(text, safe="~")
