"""What VOD and STS refuse to exceed (`contract/vod.md` §A, §B). Texts count in UTF-8 bytes."""

from typing import Final

TITLE: Final = 128
DESCRIPTION: Final = 1024
URL: Final = 1024
TAG: Final = 32
TAGS: Final = 16
EXTEND: Final = 512
CATEGORY_NAME: Final = 64
TEMPLATE_ID: Final = 64
NONCE: Final = 128
OBJECT_KEY: Final = 1023
VIDEO_IDS: Final = 20
VERDICTS: Final = 20
REASON: Final = 128
COMMENT: Final = 512
CATEGORY_DEPTH: Final = 3
CATEGORY_CHILDREN: Final = 100
PRELOAD_PATHS: Final = 1000
POLICY: Final = 2048
ROLE_SECONDS: Final = (900, 3600)
PLAY_SECONDS: Final = (100, 3000)
LARGEST_NUMBER: Final = (1 << 62) - 1
"""Ids and sizes stay within what the database counts."""
