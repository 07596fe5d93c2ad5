"""Log the operator in and print the session's key: python -m benchmarks.session

Passwords are slow by design and logins are limited, so this takes the way that Django's test client takes.
"""

import sys

import django


def main() -> None:
    from django.conf import settings  # noqa: PLC0415 - Django is up only now
    from django.test import Client  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415

    client = Client()
    client.force_login(User.objects.get(username="operator"))
    sys.stdout.write(client.cookies[settings.SESSION_COOKIE_NAME].value)


if __name__ == "__main__":
    django.setup()
    main()
