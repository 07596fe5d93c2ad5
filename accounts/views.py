"""/user/*: who is asking (contract/clients.md §2.2)."""

from django.utils.translation import gettext as _

from accounts import services
from accounts.authentication import caller
from accounts.serializers import LoginParameters, RenameParameters, SignedInSerializer
from qulive.api.envelope import Answer
from qulive.api.errors import NotAllowed
from qulive.api.views import OpenMixin, SecretView, WriteView


class GuestView(OpenMixin, SecretView):
    """Make a guest: id, nickname, profile picture, access token, ingest and streaming URLs."""

    output = SignedInSerializer
    throttle_scope = "guests"

    def perform(self) -> services.SignedIn:
        return services.sign_in_as_guest()


class LoginView(OpenMixin, SecretView):
    """Log in with a name and a password; answers the token and the user."""

    input = LoginParameters
    output = SignedInSerializer
    aliases = {"userName": "username"}
    throttle_scope = "logins"

    def perform(self, username: str, password: str) -> services.SignedIn:
        return services.log_in(self.request._request, username, password)


class RegisterView(OpenMixin, SecretView):
    """Register a user; answers the token and the user."""

    input = LoginParameters
    output = SignedInSerializer
    aliases = {"userName": "username"}
    throttle_scope = "registrations"

    def perform(self, username: str, password: str) -> services.SignedIn:
        return services.register(username, password)


class RenameView(WriteView):
    """Change one's own nickname."""

    input = RenameParameters

    def perform(self, user_id: str, nickname: str) -> Answer:
        user = caller(self.request)
        if user_id != user.user_id:
            raise NotAllowed(_("You can only change your own name."))
        user.rename(nickname)
        return Answer({}, message=_("Modification complete"))
