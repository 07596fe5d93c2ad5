"""What is measured and what it should come to, in the order of the table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """`most` says that the value should be no more than `bound`; else it should be no less."""

    bound: float
    most: bool = False

    def __str__(self) -> str:
        return f"{'≤' if self.most else '≥'} {self.bound:g}"

    def met(self, value: float) -> bool:
        return value <= self.bound if self.most else value >= self.bound


def at_least(bound: float) -> Goal:
    return Goal(bound)


def at_most(bound: float) -> Goal:
    return Goal(bound, most=True)


GOALS = {
    "list/floor": at_least(0.5),
    "list/F": at_least(30),
    "list/Fx": at_least(1.2),
    "list/D0": at_least(60),
    "list/L": at_least(0.15),
    "list-gzip/list": at_least(0.9),
    "list-gzip/bytes": at_most(0.25),
    "mixed/list": at_least(0.7),
    "mixed/callbacks": at_least(190),
    "mixed/errors": at_most(0),
    "hanging/list": at_least(0.6),
    "flood/list": at_least(0.25),
    "catalog/L": at_least(0.15),
    "catalog/D0": at_least(15),
    "mine/D0": at_least(5),
    "publish/raw": at_least(0.15),
    "callbacks/raw": at_least(0.7),
    "callbacks/failed": at_most(0),
    "callbacks/wrong": at_most(0),
    "growth/served": at_most(1.1),
    "growth/cold": at_most(2),
    "growth/deep": at_most(4),
    "growth/admin": at_most(2),
    "revoke/late": at_most(0),
    "start/ready": at_most(3),
    "memory/pss": at_most(150),
}
