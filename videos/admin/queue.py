"""The review queue: what waits for a person, the oldest first, decided by keyboard, mouse or thumb."""

import re
from itertools import zip_longest
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.authentication import caller
from qulive.aliyun.vod import REASON_MAX_BYTES
from videos.admin import actions, page, states
from videos.admin.forms import COMMON_REASONS, ReasonForm
from videos.models import Video
from videos.operations import APPROVE, REJECT

# Videos on a page, and decisions below it to come back to.
PER_PAGE = 20
LATELY = 6
# What a form may say is a row.
PK = re.compile(r"[0-9]{1,18}")
# The badge in the sidebar counts so far.
MOST = 99

KEYS = (
    ("j k", gettext_lazy("next, previous video")),
    ("space", gettext_lazy("play, pause")),
    ("a", gettext_lazy("approve")),
    ("r", gettext_lazy("reject: then 1 to 6 for a common reason, or type one and press Enter")),
    ("x", gettext_lazy("select, to decide many at once")),
    ("o", gettext_lazy("open the video's page")),
    ("u", gettext_lazy("change your last verdict, just after it")),
    ("Esc", gettext_lazy("leave the reason")),
)


def waiting() -> str:
    """Return how many videos wait, for the sidebar; an empty text shows no badge."""
    count = Video.objects.awaiting_review().order_by()[: MOST + 1].count()
    return "" if not count else str(count) if count <= MOST else f"{MOST}+"


class ReviewQueue(PermissionRequiredMixin, View):
    permission_required = "videos.review_video"
    raise_exception = True
    admin_site: ClassVar[AdminSite | None] = None

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = Video.objects.awaiting_review().select_related("owner")
        videos = list(rows.prefetch_related("snapshots", "renditions")[:PER_PAGE])
        lately = self.lately()
        context = {
            **self.admin_site.each_context(request),  # type: ignore[union-attr]  # as_view() sets it
            "title": _("Review queue"),
            "cards": [card(video, after) for video, after in zip_longest(videos, videos[1:])],
            "count": waiting(),
            "lately": lately,
            "decided": next(
                (one for one, _badge in lately if f"{one.pk}" == request.GET.get("decided")), None
            ),
            "common_reasons": COMMON_REASONS,
            "reason_max": REASON_MAX_BYTES,
            "keys": KEYS,
        }
        return TemplateResponse(request, "videos/admin/queue.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        pks = [int(pk) for pk in request.POST.getlist("video") if PK.fullmatch(pk)][: actions.MOST]
        rows = Video.objects.awaiting_review().filter(pk__in=pks)
        videos = list(rows.select_related("owner", "recommendation"))
        if not pks:
            messages.warning(request, _("Select a video first."))
        elif missed := len(pks) - len(videos):
            messages.warning(request, _("Decided or deleted meanwhile, and left as it is: %d.") % missed)
        decided = self.decide(request, videos)
        which = f"?decided={decided[0].pk}" if len(decided) == 1 else ""
        onward = request.POST.get("next", "")
        place = f"#video-{onward}" if PK.fullmatch(onward) else ""
        return HttpResponseRedirect(reverse("admin:videos_video_review") + which + place)

    def decide(self, request: HttpRequest, videos: list[Video]) -> list[Video]:
        """Return the videos that are decided now."""
        if request.POST.get("verdict") == APPROVE.name:
            return actions.perform(request, APPROVE, videos).done
        form = ReasonForm(request.POST)
        if form.is_valid():
            return actions.perform(request, REJECT, videos, reason=form.cleaned_data["reason"]).done
        for wrong in form.errors.get("reason", ()):
            messages.error(request, str(wrong))
        return []

    def lately(self) -> list[tuple[Video, Any]]:
        """What this operator decided last, to look at again: a mistake is put right on the video's page."""
        decided = Video.objects.published().filter(reviewed_by=caller(self.request))
        newest = decided.exclude(reviewed_at=None).order_by("-reviewed_at", "-pk")[:LATELY]
        return [(video, states.review(video)) for video in newest]


def card(video: Video, after: Video | None) -> dict[str, Any]:
    return {
        "video": video,
        "player": page.player(video, list(video.renditions.all())),
        "snapshots": list(video.snapshots.all()),
        "review": states.review(video),
        "machine": page.machine(video),
        "next": after.pk if after else "",
    }
