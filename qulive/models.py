from typing import ClassVar

from django.db import models


class Version(models.Model):
    """How often what the name stands for has changed; `qulive.freshness` tells who bumps and who reads."""

    name = models.CharField(max_length=16, primary_key=True)
    number = models.BigIntegerField(default=0)
    # Of the rows in the list that the name stands for, where counting them would take longer and longer.
    count = models.BigIntegerField(default=0)

    objects: ClassVar[models.Manager["Version"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
