"""The roles that a new installation starts with: operator, reviewer, viewer.

Made once. From then on they belong to whoever runs the installation: a group that exists is left as it is.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Model

EVERYTHING = ("view", "add", "change", "delete")
CATALOGS = {
    "materials": (
        "stickercategory",
        "sticker",
        "captioncategory",
        "caption",
        "frontsticker",
        "font",
        "mv",
        "mvaspect",
    ),
    "music": ("track",),
}
catalogs = [(app, model) for app, models in CATALOGS.items() for model in models]

# What each role may do: (app, model) to the actions.
VIDEO_FACTS = {("videos", "rendition"): ("view",), ("videos", "snapshot"): ("view",)}
ROLES = {
    "operator": {
        ("videos", "video"): ("view", "change", "delete", "review"),
        ("videos", "recommendation"): EVERYTHING,
        **VIDEO_FACTS,
        **dict.fromkeys(catalogs, EVERYTHING),
        ("accounts", "user"): ("view", "change"),
        ("callbacks", "receipt"): ("view", "change"),
        ("admin", "logentry"): ("view",),
    },
    "reviewer": {
        ("videos", "video"): ("view", "review"),
        **VIDEO_FACTS,
        ("callbacks", "receipt"): ("view",),
    },
    "viewer": {
        ("videos", "video"): ("view",),
        ("videos", "recommendation"): ("view",),
        **VIDEO_FACTS,
        **dict.fromkeys(catalogs, ("view",)),
        ("accounts", "user"): ("view",),
        ("callbacks", "receipt"): ("view",),
    },
}


def make_roles(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Group = apps.get_model("auth", "Group")
    for name, may in ROLES.items():
        group, created = Group.objects.get_or_create(name=name)
        if created:
            group.permissions.set(
                [permission(apps, *model, action) for model, actions in may.items() for action in actions]
            )


def permission(apps: StateApps, app: str, model: str, action: str) -> Model:
    """Return a permission. Django makes them after all migrations have run, and then takes the ones it finds."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("qulive", "0002_heartbeat"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    # Taking the migration back leaves the groups: people may be in them.
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
