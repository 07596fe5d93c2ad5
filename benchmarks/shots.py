from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shot:
    """What a side did in a few seconds; latencies and CPU time in milliseconds, CPU time per request."""

    rate: float
    p50: float
    p99: float
    cpu: float
    size: float = 0  # bytes of an answer with its headers
    errors: int = 0
    own: float = 0  # of one core, what the sender took itself while it sent
