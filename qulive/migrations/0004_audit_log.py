"""Indexes for reading Django's log of changes when it is long: by time, by person, by kind."""

from django.db import migrations

INDEXES = {
    "audit_time": "(action_time)",
    "audit_user": "(user_id, id)",
    "audit_kind": "(content_type_id, id)",
}


class Migration(migrations.Migration):
    dependencies = [("qulive", "0003_roles"), ("admin", "0003_logentry_add_action_flag_choices")]

    operations = [
        migrations.RunSQL(f"CREATE INDEX {name} ON django_admin_log {columns}", f"DROP INDEX {name}")
        for name, columns in INDEXES.items()
    ]
