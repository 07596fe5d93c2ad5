from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessToken, User
from qulive.backoffice.base import Page


@admin.register(User)
class AppUserAdmin(UserAdmin[User], Page[User]):
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
    fieldsets = (
        (_("App"), {"fields": ("user_id", "nickname", "avatar", "is_guest", "is_active")}),
        (_("Login"), {"fields": ("username", "password", "date_joined", "last_login")}),
        (_("Back office"), {"fields": ("is_staff", "is_superuser", "groups", "user_permissions")}),
    )


@admin.register(AccessToken)
class AccessTokenAdmin(Page[AccessToken]):
    """Tokens can be revoked by deleting them; nobody can read or make one here."""

    list_display = ("pk", "user", "created_at", "expires_at")
    list_select_related = ("user",)
    search_fields = ("=user__user_id", "user__nickname")
    readonly_fields = ("user", "created_at", "expires_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
