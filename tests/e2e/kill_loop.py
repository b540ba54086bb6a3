"""kill -9 while agents send snapshots: nothing that was acknowledged is lost, nothing is damaged.

BINNACLE_KILLS sets the number of rounds (20 in the suite, 200 for a release)."""

import glob
import os
import sqlite3
import tempfile
import threading
import time

import rig

KILLS = int(os.environ.get("BINNACLE_KILLS", "20"))
AGENTS = 4


class Agent(threading.Thread):
    """Sends snapshots with new and changed events and writes down what was acknowledged."""

    def __init__(self, port, cluster, rng, acknowledged):
        super().__init__(daemon=True)
        self.port, self.cluster, self.rng, self.acknowledged = port, cluster, rng, acknowledged
        self.live = []

    def run(self):
        while True:
            now = time.time()
            self.live = (self.live + [rig.event(self.rng, now) for _ in range(20)])[-120:]
            for changed in self.rng.sample(self.live, 5):
                changed["count"] += 1
                changed["lastTimestamp"] = rig.rfc3339(now)
            sent = {(self.cluster, event["uid"]): event["count"] for event in self.live}
            try:
                status, _ = rig.post_snapshot(
                    self.port, self.cluster, rig.snapshot(self.cluster, self.live, now), 5)
            except OSError:
                return
            except Exception:  # a connection cut in the middle of an answer
                return
            if status in (200, 202):
                self.acknowledged.update(sent)


def verify(workspace, acknowledged, round_number):
    stored = rig.stored_events(workspace)
    lost = [key for key, count in acknowledged.items() if stored.get(key, 0) < count]
    rig.check(not lost, f"round {round_number}: {len(lost)} acknowledged events lost: {lost[:3]}")
    for file in glob.glob(os.path.join(workspace, "*.db")):
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        connection.close()
        rig.check(verdict == "ok", f"round {round_number}: {file}: {verdict}")


def main():
    rng = rig.seeded()
    acknowledged = {}
    slowest = 0.0
    with tempfile.TemporaryDirectory() as workspace:
        for round_number in range(KILLS):
            hub = rig.Hub(workspace)
            slowest = max(slowest, hub.seconds_to_start)
            agents = [Agent(hub.port, f"cluster-{i}", rng, acknowledged) for i in range(AGENTS)]
            for agent in agents:
                agent.start()
            time.sleep(rng.uniform(0.1, 1.0))
            hub.kill()
            for agent in agents:
                agent.join(10)
            verify(workspace, dict(acknowledged), round_number)
    rig.check(acknowledged, "no snapshot was ever acknowledged")
    rig.check(slowest < 5, f"a start took {slowest:.1f} s")
    print(f"{KILLS} kills, {len(acknowledged)} acknowledged events, 0 lost, "
          f"slowest start {slowest:.2f} s")


main()
