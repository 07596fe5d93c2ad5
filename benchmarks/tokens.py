"""The tokens of the benchmark's users: user `n` holds token `n`. They open nothing outside its databases."""

from pathlib import Path

from benchmarks.places import FOLDER


def token(number: int) -> str:
    """As long as a real one, of the same letters."""
    return f"benchmark-token-of-user-{number:019d}"


def written_down(count: int) -> Path:
    """Write the tokens of users 1 to `count` into a file, one a line, for wrk."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"tokens-{count}.txt"
    path.write_text("".join(f"{token(number)}\n" for number in range(1, count + 1)))
    return path
