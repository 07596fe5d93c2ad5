"""What a production must have, said in words with the fix (`manage.py check --deploy`)."""

from typing import Any, Final

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register

REQUIRED: Final = (
    "ALIBABA_CLOUD_ACCESS_KEY_ID",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "STS_ROLE_ARN",
    "VOD_TRANSCODE_TEMPLATE_GROUP",
)


@register(Tags.security, deploy=True)
def check_sandbox(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.USES_SANDBOX:
        return []
    return [
        checks.Error(
            "The cloud is the sandbox's: its key is known to everybody.",
            hint="Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.",
            id="qulive.E001",
        )
    ]


@register(Tags.security, deploy=True)
def check_cloud(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [
        checks.Error(f"{name} is empty.", hint=f"Set {name}; .env.example says to what.", id="qulive.E002")
        for name in REQUIRED
        if not getattr(settings, name)
    ]


@register(Tags.security, deploy=True)
def check_endpoints(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [
        checks.Error(f"{name} is plain http.", hint="Use https://, or leave it empty.", id="qulive.E003")
        for name in ("VOD_ENDPOINT", "STS_ENDPOINT")
        if getattr(settings, name).startswith("http://")
    ]


@register(Tags.security, deploy=True)
def check_callback_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.VOD_CALLBACK_KEYS:
        return []
    return [
        checks.Error(
            "VOD_CALLBACK_KEYS is empty, so anyone could post callbacks.",
            hint="Set it to the key entered in the VOD console under callback settings.",
            id="qulive.E004",
        )
    ]


@register(Tags.security, deploy=True)
def check_callback_url(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.VOD_CALLBACK_URL.startswith("https://"):
        return []
    return [
        checks.Warning(
            "VOD_CALLBACK_URL is not https, and VOD's signature does not cover the body.",
            hint="Enter an https:// address at VOD and here.",
            id="qulive.W001",
        )
    ]


@register(Tags.security, deploy=True)
def check_demo(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.DEMO_OPEN:
        return []
    return [
        checks.Warning(
            "DEMO_OPEN is on: /demo hands out upload credentials to anybody.",
            hint="Unset DEMO_OPEN; /demo then wants a token.",
            id="qulive.W002",
        )
    ]
