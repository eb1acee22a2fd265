import hashlib

from django.db import migrations
from django.utils import timezone


def hash_keys(apps, schema_editor):
    """Browsers go on with the keys they have; looked up are their digests from now on."""
    sessions = apps.get_model("accounts", "Session").objects
    sessions.filter(expire_date__lt=timezone.now()).delete()
    for key in list(sessions.values_list("session_key", flat=True)):
        digest = hashlib.sha256(key.encode()).hexdigest()[:40]
        sessions.filter(session_key=key).update(session_key=digest)


def end_sessions(apps, schema_editor):
    """A program that looks keys up as they are would take a digest for one."""
    apps.get_model("accounts", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_sessions_and_sign_in_rules")]

    operations = [migrations.RunPython(hash_keys, end_sessions)]
