"""A full disk: agents are told to try again, reading goes on, and writing resumes by itself when
there is room; nothing that was acknowledged is lost. Needs the right to mount a small tmpfs."""

import os
import subprocess
import sys
import tempfile
import time

import rig

CYCLES = int(os.environ.get("BINNACLE_DISK_CYCLES", "3"))


def fill(path):
    with open(path, "wb", buffering=0) as ballast:  # nothing is left to fail when it is closed
        try:
            while True:
                ballast.write(b"\0" * 65536)
        except OSError:
            pass


def send(hub, rng, acknowledged, count):
    events = [rig.event(rng, time.time()) for _ in range(count)]
    status, body = rig.post_snapshot(hub.port, "prod", rig.snapshot("prod", events))
    if status in (200, 202):
        acknowledged.update({("prod", event["uid"]): event["count"] for event in events})
    return status, body


def cycle(hub, rng, workspace, acknowledged):
    for _ in range(5):
        status, body = send(hub, rng, acknowledged, 200)
        rig.check(status == 200, f"with room to write: {status} {body}")
    ballast = os.path.join(workspace, "ballast")
    fill(ballast)
    with open(ballast, "r+b") as room:
        room.truncate(os.path.getsize(ballast) - 400_000)  # runs out in the middle of things
    refused = None
    for _ in range(60):  # the write-ahead log has some room left
        status, body = send(hub, rng, acknowledged, 200)
        if status not in (200, 202):
            refused = status
            break
    rig.check(refused in (503, 507), f"a full disk was answered with {refused} {body}")
    rig.check(b"BN-" in body, f"no stable code in {body}")
    rig.check(len(rig.stored_events(workspace)) >= len(acknowledged), "reading failed")
    os.unlink(ballast)
    started = time.monotonic()
    while send(hub, rng, acknowledged, 1)[0] not in (200, 202):
        rig.check(time.monotonic() - started < 30, "writing did not resume within 30 s")
        time.sleep(0.5)
    return time.monotonic() - started


def main():
    rng = rig.seeded()
    with tempfile.TemporaryDirectory() as mountpoint:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", mountpoint],
            capture_output=True, check=False)
        if mounted.returncode != 0:
            print("skipped: no right to mount a tmpfs")
            sys.exit(77)
        try:
            workspace = os.path.join(mountpoint, "workspace")
            hub = rig.Hub(workspace)
            acknowledged = {}
            resumed = [cycle(hub, rng, workspace, acknowledged) for _ in range(CYCLES)]
            rig.check(hub.stop() == 0, "the hub did not end cleanly")
            stored = rig.stored_events(workspace)
            lost = [key for key, count in acknowledged.items() if stored.get(key, 0) < count]
            rig.check(not lost, f"{len(lost)} acknowledged events lost")
        finally:
            subprocess.run(["umount", "-l", mountpoint], check=False)
    print(f"{CYCLES} full disks, {len(acknowledged)} acknowledged events, 0 lost, "
          f"writing resumed after at most {max(resumed):.1f} s")


main()
