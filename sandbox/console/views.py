"""The console: what the local cloud holds, does and tells, and the switches of its faults."""

import secrets

from django.conf import settings
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sandbox import account, faults
from sandbox.console import guard, listing
from sandbox.console.forms import SwitchesForm
from sandbox.media import ffmpeg
from sandbox.models import Switches


def page(request: HttpRequest) -> HttpResponse:
    if not guard.is_ours(request):
        return HttpResponseForbidden(f"The console is at {settings.SANDBOX_PUBLIC_URL}.\n")
    return _page(request, SwitchesForm(instance=Switches.current()))


@csrf_exempt  # The guard knows where the form comes from.
@require_POST
def switches(request: HttpRequest) -> HttpResponse:
    """Take the form of the page."""
    if not guard.comes_from_us(request):
        return HttpResponseForbidden("The form is not from this console.\n")
    form = SwitchesForm(request.POST, instance=Switches.current())
    if not form.is_valid():
        return _page(request, form, status=400)
    form.save()
    return HttpResponseRedirect("/")


def _page(request: HttpRequest, form: "ModelForm[Switches]", status: int = 200) -> HttpResponse:
    nonce = secrets.token_urlsafe(16)
    facts = {
        "API": settings.SANDBOX_PUBLIC_URL,
        "Key": account.ACCESS_KEY_ID,
        "Region": account.REGION,
        "Events to": settings.SANDBOX_CALLBACK_TARGET,
        "Media": "ffmpeg" if ffmpeg.executable() else "declared only, no ffmpeg",
    }
    context = {"form": form, "nonce": nonce, "facts": facts, "faults": faults.are_on(), **listing.context()}
    response = render(request, "sandbox/console.html", context, status=status)
    media = f"'self' {settings.SANDBOX_PUBLIC_URL}"
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; "
        f"img-src {media} data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    # Any stricter, and browsers hide the origin of the form from us.
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store"
    return response
