"""Slow, endless, lying and silent clients: all are closed in time, memory stays bounded, and an
honest agent is served all along.

BINNACLE_HOSTILE=full attacks as a release has to stand it, 5,000 half-open connections and 10,000
blobs, and holds the honest agent's p99 to 50 ms: for a quiet machine."""

import gzip
import json
import multiprocessing
import os
import resource
import socket
import statistics
import tempfile
import threading
import time

import rig

FULL = os.environ.get("BINNACLE_HOSTILE") == "full"
HALF_OPEN, BLOBS = (5_000, 10_000) if FULL else (200, 500)
HONEST_P99 = 0.05 if FULL else 1.0  # seconds; the suite shares its processors
MEMORY_KIB = 96 * 1024


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=90)


def closed_within(sock, seconds):
    """Whether the peer ends the connection in that time; whatever it says before is read."""
    sock.settimeout(seconds)
    try:
        while sock.recv(65536):
            pass
        return True
    except socket.timeout:
        return False
    except OSError:
        return True


def slow_head(port, result):
    sock = connect(port)
    sock.sendall(b"POST /agent/snapshot HTTP/1.1\r\nHost: localhost\r\n")
    started = time.monotonic()
    try:
        while time.monotonic() - started < 40:
            sock.sendall(b"X")
            time.sleep(1)
    except OSError:
        pass
    result["slow head"] = time.monotonic() - started < 40 and closed_within(sock, 5)


def half_open(port, result):
    """Heads that stop in the middle, all at a time."""
    started = time.monotonic()
    socks = []
    for _ in range(HALF_OPEN):
        socks.append(connect(port))
        socks[-1].sendall(b"POST /agent/snapshot HTTP/1.1\r\nHost: local")
    result["half open"] = all(
        closed_within(sock, max(0.1, started + 70 - time.monotonic())) for sock in socks)
    for sock in socks:
        sock.close()


def slow_body(port, result):
    sock = connect(port)
    sock.sendall(b"POST /agent/snapshot HTTP/1.1\r\nHost: localhost\r\nX-Cluster-ID: slow\r\n"
                 b"Content-Length: 100000\r\n\r\n{")
    result["slow body"] = closed_within(sock, 70)


def silent(port, result):
    result["silent"] = closed_within(connect(port), 80)


def endless_body(port, result):
    sock = connect(port)
    sock.sendall(b"POST /agent/snapshot HTTP/1.1\r\nHost: localhost\r\nX-Cluster-ID: endless\r\n"
                 b"Transfer-Encoding: chunked\r\n\r\n")
    piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    refused = False
    try:
        for _ in range(4096):  # 256 MiB, were it allowed
            sock.sendall(piece)
    except OSError:
        refused = True
    result["endless body"] = refused


def never_reading(port, result):
    sock = connect(port)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.settimeout(40)
    asked = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n" * 1000
    blocked = False
    try:
        for _ in range(2000):
            sock.sendall(asked)
    except OSError:
        blocked = True
    result["never reading"] = blocked


def bomb(port, result):
    body = gzip.compress(b" " * (300 << 20), 9)
    status, answer = rig.request(port, "POST", "/agent/snapshot", body,
                                 {"X-Cluster-ID": "bomb", "Content-Encoding": "gzip"})
    result["gzip bomb"] = status == 413 and "error" in json.loads(answer)


def garbage(port, result):
    rng = rig.seeded()
    survived = True
    for i in range(BLOBS):
        try:
            sock = connect(port)
            lead = [b"\x16\x03\x01\x02\x00\x01", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b""][i % 3]
            sock.sendall(lead + rng.randbytes(rng.randrange(1, 400)) + b"\r\n\r\n")
            sock.shutdown(socket.SHUT_WR)
            survived &= closed_within(sock, 15)
            sock.close()
        except OSError:
            pass
    result["garbage"] = survived


def honest(port, stop, told):
    """In a process of its own: how long the hub takes, not the clients beside it."""
    rng = rig.seeded()
    latencies = []
    while not stop.is_set():
        started = time.monotonic()
        status, _ = rig.post_snapshot(port, "honest",
                                      rig.snapshot("honest", [rig.event(rng, time.time())]))
        rig.check(status == 200, f"honest agent was answered {status}")
        latencies.append(time.monotonic() - started)
        time.sleep(0.1)
    told.put(latencies)


def main():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    clients = [slow_head, half_open, slow_body, silent, endless_body, never_reading, bomb, garbage]
    with tempfile.TemporaryDirectory() as workspace:
        hub = rig.Hub(workspace)
        time.sleep(1)
        before = hub.resident_kib()
        highest = before
        result, stop, told = {}, multiprocessing.Event(), multiprocessing.Queue()
        agent = multiprocessing.Process(target=honest, args=(hub.port, stop, told))
        agent.start()
        attacks = [threading.Thread(target=client, args=(hub.port, result)) for client in clients]
        for attack in attacks:
            attack.start()
        while any(attack.is_alive() for attack in attacks):
            highest = max(highest, hub.resident_kib())
            time.sleep(0.1)
        stop.set()
        latencies = told.get(timeout=30)
        agent.join()
        rig.check(hub.process.poll() is None, "the hub ended")
        descriptors = len(os.listdir(f"/proc/{hub.process.pid}/fd"))
        rig.check(hub.stop() == 0, "the hub did not end cleanly")
    for client in clients:
        name = client.__name__.replace("_", " ").replace("bomb", "gzip bomb")
        rig.check(result.get(name), f"{name}: not dealt with")
    rig.check(highest - before < MEMORY_KIB, f"memory grew by {(highest - before) >> 10} MiB")
    rig.check(descriptors < 64, f"{descriptors} descriptors left open")
    p99 = statistics.quantiles(latencies, n=100)[98]
    rig.check(p99 < HONEST_P99, f"honest agent waited {p99 * 1000:.0f} ms")
    print(f"{len(clients)} kinds of hostile clients, memory +{(highest - before) >> 10} MiB, "
          f"honest agent p99 {p99 * 1000:.0f} ms")


main()
