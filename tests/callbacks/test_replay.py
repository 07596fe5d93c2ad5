"""manage.py replay_callbacks"""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from callbacks.models import Receipt


def kept(**fields: str) -> Receipt:
    """A receipt as a crash leaves it: kept, not handled."""
    body = json.dumps({"EventType": "FileUploadComplete", "VideoId": "a", **fields})
    return Receipt.objects.create(digest=body[:64], event_type="FileUploadComplete", body=body)


def run(*arguments: str, older_than: int = 0) -> str:
    out = io.StringIO()
    call_command("replay_callbacks", *arguments, older_than=older_than, stdout=out, stderr=out)
    return out.getvalue()


def test_what_was_kept_and_not_handled_is_handled_once(db: None) -> None:
    receipt = kept()

    assert "1 callback(s): 1 handled, 0 failed again." in run()
    receipt.refresh_from_db()
    assert receipt.outcome == Receipt.Outcome.NO_CHANGE
    assert "0 callback(s)" in run()


def test_a_young_one_is_left_to_vods_own_tries(db: None) -> None:
    kept()

    assert "0 callback(s)" in run(older_than=60)


def test_a_dry_run_acts_on_none(db: None) -> None:
    receipt = kept()

    assert "1 callback(s) would be handled again." in run("--dry-run")
    receipt.refresh_from_db()
    assert receipt.handled_at is None


def test_one_that_fails_again_stops_no_other_and_ends_in_exit_code_1(db: None) -> None:
    broken = Receipt.objects.create(digest="b", event_type="FileUploadComplete", body="no JSON")
    fine = kept()
    with pytest.raises(CommandError, match="failed again"):
        run()

    broken.refresh_from_db()
    fine.refresh_from_db()
    assert broken.handled_at is None
    assert fine.handled_at
