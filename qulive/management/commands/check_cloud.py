import sys
from typing import Any

from django.core.management.base import BaseCommand

from qulive.aliyun import setup


class Command(BaseCommand):
    help = (
        "Check how the account at Alibaba Cloud is set up, part by part, with calls that change nothing. "
        "Exits with 1 if something is wrong; docs/vod-setup.md tells how it should be."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for name, part in setup.PARTS.items():
            problems = setup.problems(part)
            wrong += len(problems)
            self.stdout.write(f"{name}: {'wrong' if problems else 'ok'}")
            for problem in problems:
                self.stdout.write(f"  {problem.what}\n    {problem.fix}")
            if problems and part is setup.PARTS["keys"]:
                self.stdout.write("Nothing else can be asked with these keys.")
                break
        if wrong:
            self.stdout.write(self.style.ERROR(f"{wrong} to be put right."))
            sys.exit(1)
        self.stdout.write("All is set up.")
