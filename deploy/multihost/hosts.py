"""Hosts on one machine: network namespaces with addresses of their own, behind one switch. Takes root."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NET = "10.77.0"
SWITCH = "qulive-sw"
ADDRESSES = {"nginx": 10, "a": 11, "b": 12, "worker": 13, "database": 15, "redis": 16, "cloud": 20}


def address(host: str) -> str:
    return f"{NET}.{ADDRESSES[host]}"


def sh(*command: str, check: bool = True) -> None:
    subprocess.run(command, check=check, capture_output=not check)


class Hosts:
    """Network, processes and logs of all hosts; whatever happens, `close` leaves nothing behind."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def open(self) -> None:
        self.close()
        sh("ip", "link", "add", SWITCH, "type", "bridge")
        sh("ip", "address", "add", f"{NET}.1/24", "dev", SWITCH)
        sh("ip", "link", "set", SWITCH, "up")
        for host in ADDRESSES:
            name = f"qulive-{host}"
            sh("ip", "netns", "add", name)
            sh("ip", "link", "add", f"q-{host}", "type", "veth", "peer", "name", "eth0", "netns", name)
            sh("ip", "link", "set", f"q-{host}", "master", SWITCH, "up")
            sh("ip", "-n", name, "address", "add", f"{address(host)}/24", "dev", "eth0")
            for device in ("lo", "eth0"):
                sh("ip", "-n", name, "link", "set", device, "up")

    def close(self) -> None:
        for host in list(self.processes):
            self.stop(host)
        for host in ADDRESSES:
            sh("ip", "netns", "delete", f"qulive-{host}", check=False)
            sh("ip", "link", "delete", f"q-{host}", check=False)
        sh("ip", "link", "delete", SWITCH, check=False)

    def plug(self, host: str, *, into: bool) -> None:
        """Pull a host's network cable, or plug it in again."""
        sh("ip", "link", "set", f"q-{host}", "up" if into else "down")

    def command(self, host: str, *command: str) -> list[str]:
        return ["ip", "netns", "exec", f"qulive-{host}", *command]

    def start(self, host: str, *command: str, env: dict[str, str], cwd: Path = ROOT) -> None:
        with (self.folder / f"{host}.log").open("ab") as log:
            self.processes[host] = subprocess.Popen(
                self.command(host, *command), env=env, cwd=cwd, stdout=log, stderr=log, start_new_session=True
            )

    def run(self, host: str, *command: str, env: dict[str, str], cwd: Path = ROOT) -> str:
        ran = self.command(host, *command)
        done = subprocess.run(ran, env=env, cwd=cwd, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{host}: {' '.join(command)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def stop(self, host: str) -> None:
        """Ask it to end, as a service manager does, and end it if it doesn't."""
        process = self.processes.pop(host)
        for number in (signal.SIGTERM, signal.SIGKILL):
            if process.poll() is None:
                os.killpg(process.pid, number)
                for _ in range(150):
                    if process.poll() is not None:
                        break
                    time.sleep(0.1)


def wait_for(what: str, true: Callable[[], bool], seconds: float = 60) -> float:
    """Wait until something is true; return how long that took, in seconds. Raises TimeoutError."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        if true():
            return time.monotonic() - started
        time.sleep(0.05)
    raise TimeoutError(what)


def database(hosts: Hosts) -> None:
    """Start a PostgreSQL cluster of its own, that listens to its network."""
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"))
    data = hosts.folder / "database"
    data.mkdir()
    shutil.chown(data, "postgres")
    as_postgres = ("setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups")
    sh(*as_postgres, str(binaries / "initdb"), "--pgdata", str(data), "--auth", "trust", "--encoding", "UTF8")
    with (data / "pg_hba.conf").open("a") as rules:
        rules.write(f"host all all {NET}.0/24 trust\n")
    options = f"-D {data} -h {address('database')} -k {data} -c shared_buffers=64MB".split()
    hosts.start("database", *as_postgres, str(binaries / "postgres"), *options, env=dict(os.environ))


def nginx(hosts: Hosts) -> None:
    """Start nginx with the files of deploy/ where they say that they belong, in a /etc/nginx of its own."""
    etc = hosts.folder / "etc-nginx"
    (etc / "conf.d").mkdir(parents=True)
    (etc / "tls").mkdir()
    shutil.copy("/etc/nginx/mime.types", etc)
    shutil.copy(ROOT / "deploy/nginx.conf", etc / "conf.d/qulive.conf")
    shutil.copy(ROOT / "deploy/nginx-proxy.conf", etc)
    servers = "".join(f"server {address(host)}:8000 max_fails=2 fail_timeout=2s;" for host in "ab")
    (etc / "nginx-upstream.conf").write_text(f"upstream qulive {{ {servers} keepalive 64; }}\n")
    (etc / "nginx.conf").write_text(
        "user root;\nworker_processes 1;\npid /var/log/nginx/nginx.pid;\nevents { worker_connections 512; }\n"
        "http { include /etc/nginx/mime.types; include /etc/nginx/conf.d/*.conf; }\n"
    )
    request = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=qulive"
    )
    names = f"-addext subjectAltName=IP:{address('nginx')} -keyout {etc}/tls/api.example.com.key"
    sh(*f"{request} {names} -out {etc}/tls/api.example.com.pem".split())
    (hosts.folder / "nginx-logs").mkdir()
    mounts = f"mount --bind {etc} /etc/nginx && mount --bind {hosts.folder}/nginx-logs /var/log/nginx"
    start = f"{mounts} && exec nginx -g 'daemon off;'"
    hosts.start("nginx", "unshare", "--mount", "sh", "-c", start, env=dict(os.environ))
