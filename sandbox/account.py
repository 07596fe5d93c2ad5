"""The one account of the local cloud. Its keys are public on purpose: they open nothing else."""

from typing import Final

ACCESS_KEY_ID: Final = "sandbox-key-id"
ROOT_KEYS: Final = {ACCESS_KEY_ID: "sandbox-key-secret"}
ACCOUNT_ID: Final = 1_000_000_000_000_000
REGION: Final = "cn-shanghai"
BUCKET: Final = "outin-sandbox"
"""Sources, snapshots and pictures share one bucket, as they do in a VOD account."""
