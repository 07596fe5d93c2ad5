from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Staff
from qulive.backoffice.base import LoginPage
from qulive.backoffice.cells import badge


@admin.register(Staff)
class StaffPage(LoginPage[Staff]):
    """Who works in the back office, and as what. They are disabled, not deleted: the audit log names them."""

    list_display = ("username", "nickname", "roles", "standing", "last_login")
    list_filter = ("groups", "is_superuser", "is_active")
    search_fields = ("username", "nickname")
    ordering = ("-date_joined", "-pk")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "nickname", "password")}),
        (gettext_lazy("What they may do"), {"fields": ("is_active", "groups", "is_superuser")}),
        (gettext_lazy("History"), {"fields": ("date_joined", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "nickname", "password1", "password2", "groups")}),)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(is_staff=True).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Staff | None = None) -> tuple[str, ...]:
        """Nobody locks themselves out."""
        own = ("is_active", "is_superuser") if obj and obj.pk == request.user.pk else ()
        return (*self.readonly_fields, *own)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        words = {"label": _("Roles"), "help_text": _("Somebody with several may do what any of them may.")}
        return super().formfield_for_manytomany(db_field, request, **kwargs, **words)

    def has_delete_permission(self, request: HttpRequest, obj: Staff | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Staff, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("Roles"))
    def roles(self, staff: Staff) -> str:
        if staff.is_superuser:
            return _("Superuser")
        return ", ".join(group.name for group in staff.groups.all())

    @admin.display(description=gettext_lazy("Standing"), ordering="is_active")
    def standing(self, staff: Staff) -> SafeString:
        return badge(_("Active"), "success") if staff.is_active else badge(_("Disabled"), "danger")
