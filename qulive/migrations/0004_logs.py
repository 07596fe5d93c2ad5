"""Indexes for reading Django's log of changes and the task worker's log when they are long."""

from django.db import migrations

INDEXES = {
    "audit_time": "django_admin_log (action_time, id)",
    "audit_user": "django_admin_log (user_id, action_time, id)",
    "audit_kind": "django_admin_log (content_type_id, action_time, id)",
    "task_time": "django_tasks_database_dbtaskresult (enqueued_at, id)",
    "task_status": "django_tasks_database_dbtaskresult (status, enqueued_at, id)",
}


class Migration(migrations.Migration):
    dependencies = [
        ("qulive", "0003_roles"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [
        migrations.RunSQL(f"CREATE INDEX {name} ON {columns}", f"DROP INDEX {name}")
        for name, columns in INDEXES.items()
    ]
