from django.db import migrations

from qulive.search import IndexPairs


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [IndexPairs("user", "nickname", "user_nickname_pairs")]
