"""As little of Django as there can be."""

SECRET_KEY = "nothing-is-signed-here"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "benchmarks.peers.floor.urls"
MIDDLEWARE: list[str] = []
