from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from unfold.forms import AuthenticationForm

from accounts.guessing import is_locked_out


class LoginForm(AuthenticationForm):  # type: ignore[misc]  # unfold has no types
    """The back office's login, which says why even the right password does not open it for a while."""

    def get_invalid_login_error(self) -> Any:
        if is_locked_out(self.request):
            return ValidationError(_("Too many failed logins from here. Please try again in a while."))
        return super().get_invalid_login_error()
