"""The wire's odd types, each with its reason (contract/clients.md §2.3)."""

import math
import re
from datetime import UTC, datetime, tzinfo
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from qulive.aliyun import cdn


@extend_schema_field(OpenApiTypes.STR)
class DigitString(serializers.Field[Any, Any, str, Any]):
    """A number as a string of digits: the iOS app asks an id for its length."""

    def to_representation(self, value: Any) -> str:
        return str(value)


class CloudAddress(serializers.CharField):
    """Where a file of VOD's is, signed if its domain wants that: such an address plays for a while only."""

    def to_representation(self, value: Any) -> str:
        return cdn.address(super().to_representation(value))


@extend_schema_field(OpenApiTypes.FLOAT)
class WholeSeconds(serializers.Field[Any, Any, float, Any]):
    """Seconds as `7.0`: Flutter needs the point, Android needs the whole number."""

    def to_representation(self, value: float) -> float:
        return float(round(value))


@extend_schema_field(OpenApiTypes.STR)
class WireTime(serializers.Field[Any, Any, str, Any]):
    """A time as text, empty while there is none: the iOS app crashes on a null."""

    format = "%Y-%m-%d %H:%M:%S"
    zone: tzinfo | None = None  # ours, Shanghai

    def get_attribute(self, instance: Any) -> Any:
        return super().get_attribute(instance) or ""

    def to_representation(self, value: datetime | str) -> str:
        if isinstance(value, str):
            return value
        return value.astimezone(self.zone or timezone.get_default_timezone()).strftime(self.format)


class LocalTime(WireTime):
    """A user's time, `2018-11-16 15:40:18` in Shanghai."""


class LocalTimeWithTenths(WireTime):
    """A row's time, `2019-01-09 22:11:29.0` in Shanghai: the tenth is always 0, as MySQL printed it."""

    format = "%Y-%m-%d %H:%M:%S.0"


class UtcTime(WireTime):
    """A cloud's time, `2019-01-09T14:11:29Z`: the iOS player parses just this, no fractions."""

    format = "%Y-%m-%dT%H:%M:%SZ"
    zone = UTC


@extend_schema_field(OpenApiTypes.INT)
class ClampedInteger(serializers.Field[int, Any, int, Any]):
    """A whole number that is moved into its bounds, not refused: Android asks for pages of 51, 52…"""

    default_error_messages = {"invalid": _("A whole number is required.")}

    def __init__(self, *, least: int, most: int, default: int, **kwargs: Any) -> None:
        super().__init__(required=False, default=default, **kwargs)
        self.least = least
        self.most = most

    def to_internal_value(self, data: Any) -> int:
        digits = str(data).strip()
        if not re.fullmatch(r"[+-]?[0-9]{1,40}", digits):
            self.fail("invalid")
        return max(self.least, min(int(digits), self.most))


@extend_schema_field(OpenApiTypes.INT)
class WireInteger(serializers.Field[Any, Any, int, Any]):
    """A whole number that fits an app's 32 bits; a larger one is shown as the largest."""

    MOST = 2**31 - 1

    def to_representation(self, value: int) -> int:
        return min(value, self.MOST)


class Number(serializers.FloatField):
    """A number that counts something; apps send 0, or 0.0, or nothing for "I don't know"."""

    def __init__(self, *, most: float, whole: bool = False, **kwargs: Any) -> None:
        super().__init__(required=False, default=0, min_value=0, max_value=most, **kwargs)
        self.whole = whole

    def to_internal_value(self, data: Any) -> float:
        number = super().to_internal_value(data)
        if not math.isfinite(number):
            self.fail("invalid")
        return int(number) if self.whole else number


class HttpUrl(serializers.CharField):
    """An absolute http or https URL. Nothing else may end up behind a link or a picture."""

    default_error_messages = {"no_url": _("An absolute http:// or https:// URL is required.")}

    def __init__(self, *, max_length: int = 2000, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        url = super().to_internal_value(data)
        if not re.fullmatch(r"https?://[^\s/?#]+[^\s]*", url, re.IGNORECASE):
            self.fail("no_url")
        return url


class Utf8(serializers.CharField):
    """A text whose limit VOD counts in bytes of UTF-8, not in characters (contract/vod.md §A)."""

    default_error_messages = {"max_bytes": _("This is longer than {max_bytes} bytes.")}

    def __init__(self, *, max_bytes: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_bytes = max_bytes

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if len(text.encode(errors="replace")) > self.max_bytes:
            self.fail("max_bytes", max_bytes=self.max_bytes)
        return text
