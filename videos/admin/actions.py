"""The operations as actions of a list: confirmed where that is due, done, told, and written down."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.authentication import caller
from qulive.backoffice import audit
from videos import rules
from videos.admin.forms import COMMON_REASONS, ReasonForm
from videos.models import Video
from videos.operations import OPERATIONS, REJECT, Operation, Outcome, carry_out

# So many videos at once; and so many refusals are explained one by one.
MOST = 500
EXPLAINED = 10

Answer = HttpResponse | None
Action = Callable[[Any, HttpRequest, QuerySet[Video]], Answer]


def allowed(request: HttpRequest) -> list[Operation]:
    return [operation for operation in OPERATIONS if request.user.has_perm(operation.permission)]


def actions_for(request: HttpRequest) -> dict[str, tuple[Action, str, str]]:
    """Return what this operator may do, as ModelAdmin.get_actions() does."""
    return {one.name: (as_action(one), one.name, str(one.label)) for one in allowed(request)}


def as_action(operation: Operation) -> Action:
    def run(page: admin.ModelAdmin[Video], request: HttpRequest, rows: QuerySet[Video]) -> Answer:
        videos = list(rows.select_related("owner", "recommendation")[: MOST + 1])
        if len(videos) > MOST:
            page.message_user(request, _("Choose at most %d videos at once.") % MOST, messages.ERROR)
            return None
        confirmed = "confirmed" in request.POST
        form = ReasonForm(request.POST if confirmed else None)
        ready = form.is_valid() if operation.wants_reason else confirmed
        if operation.question and not ready:
            return confirmation(page, request, operation, videos, form)
        perform(request, operation, videos, reason=form.cleaned_data["reason"] if form.is_valid() else "")
        back = origin(request, videos)
        return HttpResponseRedirect(back) if back else None

    return run


def perform(request: HttpRequest, operation: Operation, videos: list[Video], *, reason: str = "") -> Outcome:
    """Do it, tell what became of it, and write down what was done."""

    def note(video: Video) -> None:
        audit.log(request, [video], operation.done, reason)

    outcome = carry_out(operation, videos, by=caller(request), reason=reason, note=note)
    if outcome.done:
        done = {"done": operation.done, "count": len(outcome.done)}
        level = messages.INFO if operation is REJECT else messages.SUCCESS
        messages.add_message(request, level, _("%(done)s: %(count)d video(s).") % done)
    for video, why_not in outcome.refused[:EXPLAINED]:
        messages.warning(request, _("“%(video)s”: %(why)s") % {"video": video, "why": why_not})
    if more := len(outcome.refused[EXPLAINED:]):
        messages.warning(request, _("The same or the like for %d more.") % more)
    return outcome


def confirmation(
    page: admin.ModelAdmin[Video],
    request: HttpRequest,
    operation: Operation,
    videos: list[Video],
    form: ReasonForm,
) -> HttpResponse:
    context = {
        **page.admin_site.each_context(request),
        "title": operation.label,
        "opts": page.model._meta,
        "operation": operation,
        "videos": videos,
        "losing_place": sum(map(rules.on_the_list, videos)) if operation is REJECT else 0,
        "form": form,
        "common_reasons": COMMON_REASONS,
        "checkbox": ACTION_CHECKBOX_NAME,
        "origin": request.POST.get("origin", ""),
        "back": origin(request, videos) or request.get_full_path(),
    }
    return TemplateResponse(request, "videos/admin/confirm.html", context)


def origin(request: HttpRequest, videos: list[Video]) -> str:
    """Return the page of the button, if it was not the list: the video's own, or the queue."""
    match request.POST.get("origin"):
        case "page":
            return reverse("admin:videos_video_change", args=[videos[0].pk])
        case "queue":
            return reverse("admin:videos_video_review")
    return ""
