"""What the end-to-end tests share: a hub to talk to and agents to talk with."""

import contextlib
import gzip
import http.client
import json
import os
import random
import subprocess
import sys
import time
import uuid

CTL = os.environ["BINNACLECTL"]


class Hub:
    """One `binnaclectl serve` on a free loopback port."""

    def __init__(self, workspace, *arguments):
        started = time.monotonic()
        self.process = subprocess.Popen(
            [CTL, "serve", "--workspace", workspace, "--agent-listen", "127.0.0.1:0",
             *([] if "--gateway" in arguments else ["--gateway", "off"]), *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("hub did not start: " + self.process.stderr.read())
        self.seconds_to_start = time.monotonic() - started
        self.ready = json.loads(line)
        self.port = int(self.ready["agent"].rsplit(":", 1)[1])

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, timeout=15):
        self.process.terminate()
        return self.process.wait(timeout)

    def resident_kib(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1])
        return 0


LOOPBACK = {"0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F"}


def listeners(pid):
    """(address, port) of every TCP socket that a process listens on, the address as the kernel
    prints it."""
    sockets, found = set(), []
    for descriptor in os.listdir(f"/proc/{pid}/fd"):
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            sockets.add(os.readlink(f"/proc/{pid}/fd/{descriptor}"))
    for table in ("tcp", "tcp6"):
        with open(f"/proc/{pid}/net/{table}", encoding="ascii") as lines:
            rows = [line.split() for line in lines.readlines()[1:]]
        found += [row[1].split(":") for row in rows
                  if row[3] == "0A" and f"socket:[{row[9]}]" in sockets]
    return [(address, int(port, 16)) for address, port in found]


def check_listens_only(hub, ports):
    """On loopback, and there is no other door."""
    found = listeners(hub.process.pid)
    check(sorted(port for _, port in found) == sorted(ports)
          and all(address in LOOPBACK for address, _ in found),
          f"listening on {found}, not on {ports}")


def request(port, method, path, body=None, headers=None, timeout=20):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def rfc3339(seconds):
    whole = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
    return f"{whole}.{int(seconds % 1 * 1000):03d}Z"


def event(rng, now, uid=None):
    pod = f"cart-{rng.randrange(50)}"
    at = rfc3339(now)
    return {
        "uid": uid or str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "name": f"{pod}.{rng.getrandbits(40):x}", "namespace": "shop", "kind": "Event",
        "createdAt": at, "type": rng.choice(["Normal", "Warning"]),
        "reason": rng.choice(["BackOff", "Unhealthy", "Pulled", "Started"]),
        "message": f"something happened to {pod} for the {rng.randrange(100)}th time",
        "source": "kubelet",
        "involvedObject": {"kind": "Pod", "namespace": "shop", "name": pod},
        "count": rng.randrange(1, 9), "firstTimestamp": at, "lastTimestamp": at}


def snapshot(cluster, events, now=None):
    return {"clusterId": cluster, "fetchedAt": rfc3339(now or time.time()), "pods": [],
            "nodes": [], "events": events}


def post_snapshot(port, cluster, body, timeout=20):
    return request(port, "POST", "/agent/snapshot", gzip.compress(json.dumps(body).encode(), 1),
                   {"X-Cluster-ID": cluster, "Content-Type": "application/json",
                    "Content-Encoding": "gzip"}, timeout)


def stored_events(workspace, limit=1_000_000):
    """uid -> count, as the command line prints them."""
    printed = subprocess.run(
        [CTL, "events", "--workspace", workspace, "--format", "ndjson", "--limit", str(limit)],
        capture_output=True, text=True, check=True).stdout
    rows = [json.loads(line) for line in printed.splitlines()]
    return {(row["clusterId"], row["uid"]): row["count"] for row in rows}


def wait_for(condition, what, seconds=30, pause=0.1):
    """What `condition` answers, as soon as that is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(pause)
    raise AssertionError("timed out: " + what)


def check(condition, message):
    if not condition:
        print("FAILED:", message)
        sys.exit(1)


def seeded():
    seed = int(os.environ.get("BINNACLE_SEED", "1"))
    print("seed", seed)
    return random.Random(seed)
