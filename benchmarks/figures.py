"""What was measured: figures with their goals, and the sides' own figures behind them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.console import say
from benchmarks.goals import GOALS
from benchmarks.shots import Shot


@dataclass(frozen=True, slots=True)
class Figure:
    metric: str
    value: float
    unit: str
    rounds: int


@dataclass
class Report:
    figures: list[Figure] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def add(self, metric: str, value: float, unit: str = "ratio", *, rounds: int) -> None:
        self.figures.append(Figure(metric, round(value, 4), unit, rounds))

    def sides(self, what: str, shots: dict[str, list[Shot]]) -> None:
        """Note the medians of the sides."""
        for name, taken in shots.items():
            self.lines.append(
                f"{what:22} {name:12} {middle(taken, 'rate'):10,.0f} {middle(taken, 'p50'):8.2f}"
                f" {middle(taken, 'p99'):8.2f} {middle(taken, 'cpu'):9.3f} {middle(taken, 'size'):8,.0f}"
            )

    def note(self, line: str) -> None:
        """Keep a sentence for the end, and say it now."""
        say(f"  {line}")
        self.lines.append(line)

    def print(self) -> None:
        say()
        say(
            f"{'medians':22} {'side':12} {'per s':>10} {'p50 ms':>8} {'p99 ms':>8} {'CPU ms':>9} {'bytes':>8}"
        )
        for line in self.lines:
            say(line)
        say()
        say(f"{'metric':34} {'value':>10} {'unit':9} {'goal':>8} {'met':>4} {'rounds':>7}")
        for figure in self.figures:
            goal = GOALS.get(figure.metric)
            met = "" if goal is None else "yes" if goal.met(figure.value) else "NO"
            say(
                f"{figure.metric:34} {figure.value:10,.3f} {figure.unit:9} {goal or ''!s:>8} {met:>4}"
                f" {figure.rounds:7}"
            )

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps([asdict(figure) for figure in self.figures], indent=1) + "\n")


def middle(shots: Sequence[Shot], name: str) -> float:
    return float(median(getattr(shot, name) for shot in shots))
