from collections import Counter
from typing import Any, Final

from django.contrib import admin, messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from callbacks import services
from callbacks.handlers import HANDLERS
from callbacks.models import Receipt
from qulive.backoffice import audit
from qulive.backoffice.base import ReadOnlyPage
from qulive.backoffice.buttons import PageWithButtons
from qulive.backoffice.cells import badge
from qulive.backoffice.filters import ChoiceFilter, DaysFilter, state_filter
from qulive.backoffice.texts import link, pretty_json, source
from videos.models import Video

# More would take longer than a person, or a proxy, waits.
AT_ONCE: Final = 500
TONES: dict[str, str] = {
    Receipt.Outcome.APPLIED: "success",
    Receipt.Outcome.UNKNOWN_EVENT: "warning",
    Receipt.Outcome.FAILED: "danger",
}


class EventFilter(ChoiceFilter):
    """The events that we know, without reading the whole log for the names that occur in it."""

    title = gettext_lazy("event")
    parameter_name = "event_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, name) for name in sorted(HANDLERS)]

    def queryset(self, request: HttpRequest, receipts: QuerySet[Receipt]) -> QuerySet[Receipt]:
        return receipts.filter(event_type=self.value()) if self.value() else receipts


@admin.register(Receipt)
class ReceiptPage(ReadOnlyPage[Receipt], PageWithButtons[Receipt]):
    """What VOD told us. Nobody edits history, but what failed can be handled again."""

    list_display = ("received_at", "event_type", "video", "state", "error", "event_time")
    list_filter = (state_filter("outcome"), EventFilter, ("received_at", DaysFilter))
    search_fields = ("vod_id__exact",)
    search_help_text = gettext_lazy("A whole video id.")
    ordering = ("-received_at", "-pk")
    actions = ("handle_selected_again",)
    buttons = ("handle_again",)
    fields = readonly_fields = (
        "event_type", "video", "state", "error", "event_time", "received_at", "handled_at", "readable_body"
    )  # fmt: skip

    def waiting(self, request: HttpRequest) -> int:
        return Receipt.objects.failed()[:1000].count()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Receipt]:
        found = Video.objects.filter(vod_id=OuterRef("vod_id")).values("pk")
        return super().get_queryset(request).annotate(video_pk=Subquery(found))

    def has_handle_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("callbacks.change_receipt")

    def may_press(self, request: HttpRequest, row: Receipt) -> bool:
        return self.has_handle_permission(request)

    @admin.display(description=gettext_lazy("Video"), ordering="vod_id")
    def video(self, receipt: Receipt) -> SafeString | str:
        """Show the id, linked to the video if it is one of ours."""
        pk: int | None = receipt.video_pk  # type: ignore[attr-defined]  # by get_queryset
        return link(reverse("admin:videos_video_change", args=[pk]), receipt.vod_id) if pk else receipt.vod_id

    @admin.display(description=gettext_lazy("Outcome"), ordering="outcome")
    def state(self, receipt: Receipt) -> SafeString:
        return badge(
            receipt.get_outcome_display() or _("Not handled yet"), TONES.get(receipt.outcome, "plain")
        )

    @admin.display(description=gettext_lazy("Body"))
    def readable_body(self, receipt: Receipt) -> SafeString:
        return source(pretty_json(receipt.body))

    @admin.action(description=gettext_lazy("Handle selected again"), permissions=["handle"])
    def handle_selected_again(self, request: HttpRequest, receipts: QuerySet[Receipt]) -> None:
        self.replay(request, list(receipts.filter(handled_at=None)[:AT_ONCE]))

    def handle_again(self, request: HttpRequest, receipt: Receipt) -> None:
        self.replay(request, [] if receipt.handled_at else [receipt])

    def replay(self, request: HttpRequest, receipts: list[Receipt]) -> None:
        """Handle what was not handled yet, and say how many ended in which way."""
        if not receipts:
            self.message_user(request, _("All of it was handled before; nothing to do."), messages.INFO)
        outcomes = Counter(services.try_again(receipt) for receipt in receipts)
        audit.log(request, receipts, gettext_noop("Handled again."))
        for outcome, count in outcomes.items():
            said = ngettext(
                "%(count)d callback handled again: %(outcome)s.",
                "%(count)d callbacks handled again: %(outcome)s.",
                count,
            )
            failed = outcome == Receipt.Outcome.FAILED
            level = messages.ERROR if failed else messages.SUCCESS
            self.message_user(request, said % {"count": count, "outcome": outcome.label}, level)
