"""Words that are not ours and that operators read: those that our Chinese has better ones for, and roles."""

from typing import Final

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy, gettext_noop

# Django's own. Naming them here is what gives them a place in our catalog, which wins over Django's.
BETTER: Final = (
    gettext_noop(" By %(filter_title)s "),
    gettext_noop("Filter"),
    gettext_noop("Filters"),
    gettext_noop("date joined"),
    gettext_noop("group"),
    gettext_noop("groups"),
    gettext_noop("log entries"),
    gettext_noop("log entry"),
)

# The roles that an installation starts with.
ROLES: Final = {
    "operator": gettext_lazy("operator"),
    "reviewer": gettext_lazy("reviewer"),
    "viewer": gettext_lazy("viewer"),
}


def role_name(role: Group) -> str:
    """Name a role in the reader's language, where its name is not somebody's own."""
    return str(ROLES.get(role.name, role.name))
