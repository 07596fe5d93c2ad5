from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from accounts.models import USER_ID_DIGITS, AccessToken, User
from qulive.backoffice import audit
from qulive.backoffice.buttons import PageWithButtons
from qulive.backoffice.cells import badge
from qulive.backoffice.confirming import Question, ask, is_confirmed
from qulive.backoffice.filters import DaysFilter
from qulive.backoffice.texts import face
from videos import owners
from videos.models import Video

DISABLE = Question(
    gettext_lazy("Disable"),
    gettext_lazy("No token works any more, and no list shows the videos, until they are let in again."),
)
REVOKE_ALL = Question(
    gettext_lazy("Revoke all"),
    gettext_lazy("All their devices are logged out at once. A guest can't log in again."),
)


@admin.register(User)
class UserPage(PageWithButtons[User]):
    """People with an app: their videos, their tokens, their standing. Apps make them; nobody deletes them."""

    list_display = ("person", "user_id", "kind", "standing", "video_count", "date_joined")
    list_filter = ("is_active", "is_guest", ("date_joined", DaysFilter))
    search_fields = ("nickname__holds", "username__exact")
    search_help_text = gettext_lazy("A user id, a whole user name, or a part of a nickname.")
    ordering = ("-date_joined", "-pk")
    actions = ("disable_selected", "enable_selected")
    buttons = ("disable", "enable", "revoke_token", "revoke_all")
    questions: ClassVar[dict[str, Question]] = {"disable": DISABLE, "revoke_all": REVOKE_ALL}
    fields = ("nickname", "avatar")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return with_video_counts(super().get_queryset(request).filter(is_staff=False))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        """A user id finds its user, by the index, and nobody else."""
        term = search_term.strip()
        if term.isdecimal() and len(term) == USER_ID_DIGITS and queryset.filter(user_id=term).exists():
            return queryset.filter(user_id=term), False
        return super().get_search_results(request, queryset, search_term)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        if "nickname" in form.changed_data:
            obj.rename(obj.nickname)
        if "avatar" in form.changed_data:
            obj.save(update_fields=["avatar"])
            owners.changed(obj)

    @admin.display(description=gettext_lazy("User"), ordering="nickname")
    def person(self, user: User) -> SafeString:
        return face(str(user), user.username, user.avatar_url)

    @admin.display(description=gettext_lazy("Kind"))
    def kind(self, user: User) -> SafeString:
        return badge(_("Guest")) if user.is_guest else badge(_("Registered"), "info")

    @admin.display(description=gettext_lazy("Standing"))
    def standing(self, user: User) -> SafeString:
        return badge(_("Active"), "success") if user.is_active else badge(_("Disabled"), "danger")

    @admin.display(description=gettext_lazy("Videos"))
    def video_count(self, user: User) -> int:
        counted: int = user.counted  # type: ignore[attr-defined]  # by with_video_counts
        return counted

    @admin.action(description=gettext_lazy("Disable selected users"), permissions=["change"])
    def disable_selected(self, request: HttpRequest, users: QuerySet[User]) -> HttpResponse | None:
        if not is_confirmed(request):
            return ask(self, request, DISABLE, users)
        self.set_standing(request, users, active=False)
        return None

    @admin.action(description=gettext_lazy("Let selected users in again"), permissions=["change"])
    def enable_selected(self, request: HttpRequest, users: QuerySet[User]) -> None:
        self.set_standing(request, users, active=True)

    def disable(self, request: HttpRequest, user: User) -> None:
        self.set_standing(request, User.objects.filter(pk=user.pk), active=False)

    def enable(self, request: HttpRequest, user: User) -> None:
        self.set_standing(request, User.objects.filter(pk=user.pk), active=True)

    def set_standing(self, request: HttpRequest, users: QuerySet[User], *, active: bool) -> None:
        changed = owners.set_standing(User.objects.filter(pk__in=users.values("pk")), active=active)
        if active:
            audit.log(request, changed, gettext_noop("Let in again."))
            said = ngettext("%d user may come in again.", "%d users may come in again.", len(changed))
        else:
            audit.log(request, changed, gettext_noop("Disabled."))
            said = ngettext(
                "%d user is disabled: no token of theirs works, and no list shows their videos.",
                "%d users are disabled: no token of theirs works, and no list shows their videos.",
                len(changed),
            )
        self.message_user(request, said % len(changed), messages.SUCCESS if changed else messages.INFO)

    def revoke_token(self, request: HttpRequest, user: User) -> None:
        """Revoke the one token whose number the button sent."""
        number = request.POST.get("value", "")
        self.revoke(request, user, pk=int(number) if number.isdecimal() else 0)

    def revoke_all(self, request: HttpRequest, user: User) -> None:
        self.revoke(request, user)

    def revoke(self, request: HttpRequest, user: User, **which: int) -> None:
        count = AccessToken.objects.filter(user=user, **which).delete()[0]
        said = ngettext("%d token was revoked.", "%d tokens were revoked.", count) % count
        if count:
            audit.log(request, [user], gettext_noop("Tokens revoked"), str(count))
        self.message_user(request, said, messages.SUCCESS if count else messages.INFO)


def with_video_counts(users: QuerySet[User]) -> QuerySet[User]:
    """Count each user's videos as `counted`: of the rows that are shown, and of no others."""
    videos = Video.objects.existing().filter(owner=OuterRef("pk"))
    counted = videos.order_by().values("owner").annotate(count=Count("pk")).values("count")
    return users.annotate(counted=Coalesce(Subquery(counted), 0))
