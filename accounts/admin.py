from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessToken, User
from videos import owners


@admin.register(User)
class AppUserAdmin(UserAdmin[User]):
    list_display = (
        "nickname",
        "user_id",
        "username",
        "is_guest",
        "is_active",
        "is_staff",
        "date_joined",
    )
    list_filter = ("is_guest", "is_active", "is_staff", "date_joined")
    search_fields = ("=user_id", "nickname", "username")
    ordering = ("-pk",)
    readonly_fields = ("user_id", "date_joined", "last_login")
    show_full_result_count = False
    fieldsets = (
        (_("App"), {"fields": ("user_id", "nickname", "avatar", "is_guest", "is_active")}),
        (_("Login"), {"fields": ("username", "password", "date_joined", "last_login")}),
        (_("Back office"), {"fields": ("is_staff", "is_superuser", "groups", "user_permissions")}),
    )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        owners.changed(form.instance)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            user.delete()  # one by one, so that their tokens are revoked


@admin.register(AccessToken)
class AccessTokenAdmin(admin.ModelAdmin[AccessToken]):
    """Tokens can be revoked by deleting them; nobody can read or make one here."""

    list_display = ("pk", "user", "created_at", "expires_at")
    list_select_related = ("user",)
    search_fields = ("=user__user_id", "user__nickname")
    readonly_fields = ("user", "created_at", "expires_at")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
