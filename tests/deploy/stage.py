"""The real nginx with deploy/nginx.conf, in front of two real AppServers of a production."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

import urllib3

from tests.waiting import PATIENCE, free_port, is_open, wait_until

ROOT = Path(__file__).parent.parent.parent
NAME = "api.example.com"
PRODUCTION = dict(
    line.split("=", 1) for line in (ROOT / "tests/production.env").read_text().splitlines() if "=" in line
)


@dataclass
class Stage:
    folder: Path
    http: int = 0
    https: int = 0
    appservers: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    nginx: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        for name in ("media", "static", "tls"):
            (self.folder / name).mkdir(exist_ok=True)
        self.http, self.https = free_port(), free_port()
        self.migrate()
        for port in (free_port(), free_port()):
            self.start(port)
        self.write_configuration()
        command = ["nginx", "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        subprocess.run([*command, "-t"], check=True, capture_output=True)
        self.nginx = subprocess.Popen([*command, "-g", "daemon off;"])
        wait_until(lambda: is_open(self.https), self.written)

    @property
    def environment(self) -> dict[str, str]:
        usual = {"PATH": os.environ["PATH"], "VAR": str(self.folder), "DATABASE_URL": "", "CACHE_URL": ""}
        return {**PRODUCTION, **usual, "WORKERS": "1", "THREADS": "4", "LOG_REQUESTS": "1"}

    def migrate(self) -> None:
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    def start(self, port: int) -> None:
        options = f"--interface wsgi --no-ws --host 127.0.0.1 --port {port} --workers 1 --blocking-threads 4"
        with (self.folder / "appserver.log").open("ab") as log:
            self.appservers[port] = subprocess.Popen(
                [sys.executable, "-m", "granian", *options.split(), "qulive.wsgi:application"],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        wait_until(lambda: is_open(port), self.written)

    def kill(self, port: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.appservers[port].pid, 9)
        self.appservers[port].wait()

    def close(self) -> None:
        if self.nginx:
            self.nginx.terminate()
            self.nginx.wait(PATIENCE)
        for port in self.appservers:
            self.kill(port)

    def write_configuration(self) -> None:
        """Put our own places and ports in the place of the sample's; the rest is the sample as it is."""
        upstream = (ROOT / "deploy/nginx-upstream.conf").read_text()
        servers = (f"    server 127.0.0.1:{port} max_fails=2 fail_timeout=2s;\n" for port in self.appservers)
        upstream = re.sub(r"^ *server .*$", "".join(servers), upstream, flags=re.MULTILINE)
        (self.folder / "nginx-upstream.conf").write_text(upstream)
        text = (ROOT / "deploy/nginx.conf").read_text()
        text = re.sub(r"^ *listen \[::\].*$", "", text, flags=re.MULTILINE)
        for ours, theirs in (
            ("/etc/nginx/nginx-upstream.conf", str(self.folder / "nginx-upstream.conf")),
            ("listen 80;", f"listen 127.0.0.1:{self.http};"),
            ("listen 443 ssl", f"listen 127.0.0.1:{self.https} ssl"),
            ("/etc/nginx/nginx-proxy.conf", str(ROOT / "deploy/nginx-proxy.conf")),
            ("/etc/nginx/tls/", f"{self.folder}/tls/"),
            ("/var/log/nginx/", f"{self.folder}/"),
            ("/var/lib/qulive", str(self.folder)),
        ):
            assert ours in text, ours
            text = text.replace(ours, theirs)
        (self.folder / "qulive.conf").write_text(text)
        user = "user root;" if os.geteuid() == 0 else ""
        temp = "\n".join(
            f"{kind}_temp_path {self.folder}/temp-{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (self.folder / "nginx.conf").write_text(
            f"{user}\nworker_processes 1;\npid {self.folder}/nginx.pid;\n"
            f"error_log {self.folder}/main.log crit;\n"
            f"events {{ worker_connections 512; }}\n"
            f"http {{\n{temp}\ninclude /etc/nginx/mime.types;\ninclude {self.folder}/qulive.conf;\n}}\n"
        )
        subprocess.run(
            f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
            f" -subj /CN={NAME} -addext subjectAltName=DNS:{NAME} -keyout {NAME}.key -out {NAME}.pem".split(),
            cwd=self.folder / "tls", check=True, capture_output=True,
        )  # fmt: skip

    def phone(self, *, tls: bool = True) -> urllib3.HTTPConnectionPool:
        """Return connections to nginx that ask for its name, over TLS with a certificate that is checked."""
        if not tls:
            return urllib3.HTTPConnectionPool("127.0.0.1", self.http, retries=False)
        return urllib3.HTTPSConnectionPool(
            "127.0.0.1", self.https, ca_certs=str(self.folder / "tls" / f"{NAME}.pem"),
            server_hostname=NAME, assert_hostname=NAME, retries=False,
        )  # fmt: skip

    def ask(
        self, path: str, method: str = "GET", *, tls: bool = True, headers: dict[str, str] | None = None,
        **options: Any,
    ) -> urllib3.BaseHTTPResponse:  # fmt: skip
        with self.phone(tls=tls) as phone:
            named = {"Host": NAME, **(headers or {})}
            return phone.request(method, path, headers=named, redirect=False, **options)

    def recover(self) -> None:
        """Start the AppServers that are dead, and wait until nginx takes each of them for alive again."""
        for port, process in list(self.appservers.items()):
            if process.poll() is not None:
                self.start(port)
        before = len(self.read("qulive.log"))

        def all_answer() -> bool:
            self.ask("/health/live")
            said = self.read("qulive.log")[before:]
            return all(f" 127.0.0.1:{port} {HTTPStatus.OK} " in said for port in self.appservers)

        wait_until(all_answer, self.written)

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(errors="replace")

    def wait_for_line(self, text: str, name: str) -> None:
        """Wait until a log says so: nginx writes its line when the answer is out."""
        wait_until(lambda: text in self.read(name), self.written)

    def written(self) -> str:
        return "".join(file.read_text(errors="replace") for file in sorted(self.folder.glob("*.log")))


def has_nginx() -> bool:
    return shutil.which("nginx") is not None and shutil.which("openssl") is not None
