"""The command line as people use it: one hub, readers beside it, imports, exit codes."""

import json
import os
import subprocess
import tempfile
import time

import rig


def run(*arguments):
    return subprocess.run([rig.CTL, *arguments], capture_output=True, text=True, check=False)


def check_help():
    for command in ([], ["serve"], ["agent"], ["collect"], ["events"], ["slo"], ["import"],
                    ["bench-data"]):
        shown = run(*command, "--help")
        rig.check(shown.returncode == 0 and "Usage: binnaclectl" in shown.stdout,
                  f"no help for {command}")
    rig.check(run("nonsense").returncode == 2, "an unknown command is no usage error")
    rig.check(run("events").returncode == 2, "a missing --workspace is no usage error")
    rig.check(run("events", "--workspace", "/tmp", "stray").returncode == 2, "a stray argument")
    rig.check(run("events", "--workspace", "/nonexistent").returncode == 3, "a missing workspace")
    rig.check(run("serve", "--workspace", "/nonexistent", "--settings", "/nonexistent").returncode
              == 2, "a missing settings file")


def check_settings():
    """A hub does not start with another door than the one that was ordered."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "binnacle.ini")
        for line in ("require_token = maybe", "requre_token = true"):
            with open(file, "w", encoding="utf-8") as out:
                out.write(f"[agents]\n{line}\n")
            refused = run("serve", "--workspace", folder, "--settings", file,
                          "--agent-listen", "127.0.0.1:0")
            rig.check(refused.returncode == 2 and "agents.requ" in refused.stderr,
                      f"{line}: {refused.returncode} {refused.stderr}")


def check_two_hubs(workspace):
    second = run("serve", "--workspace", workspace, "--agent-listen", "127.0.0.1:0")
    rig.check(second.returncode == 3 and "BN-READ-ONLY" in second.stderr,
              f"a second hub: {second.returncode} {second.stderr}")


def check_events(workspace):
    table = run("events", "--workspace", workspace, "--filter", "type=Warning reason=BackOff")
    rig.check(table.returncode == 0 and "BackOff" in table.stdout, "no BackOff in the table")
    rig.check("History reaches back to 20" in table.stderr, f"no reach: {table.stderr}")
    wrong = run("events", "--workspace", workspace, "--filter", "resaon=BackOff")
    rig.check(wrong.returncode == 2 and "reason" in wrong.stderr, f"no suggestion: {wrong.stderr}")
    rows = json.loads(run("events", "--workspace", workspace, "--format", "json").stdout)
    rig.check(len(rows) == 3 and all(row["uid"] for row in rows), f"{len(rows)} rows")
    other = run("events", "--workspace", workspace, "--cluster", "nowhere")
    rig.check(other.returncode == 0 and "History" not in other.stderr,
              f"a reach of nothing: {other.stderr}")
    node = run("events", "--workspace", workspace, "--node", "n1", "--format", "ndjson")
    rig.check(len(node.stdout.splitlines()) == 2, "events of the node")


def check_hostile_names(workspace):
    """What a cluster says reaches a terminal as text, in its own column, and never as a command."""
    rows = run("events", "--workspace", workspace, "--cluster", "hostile").stdout.splitlines()[1:]
    rig.check(len(rows) == 1 and "\x1b" not in rows[0] and "\x9b" not in rows[0], repr(rows))
    rig.check("%1 100%8" in rows[0] and "Pod/b\ufffd[2J" in rows[0], repr(rows))
    with open("/dev/full", "wb") as full:
        lost = subprocess.run([rig.CTL, "events", "--workspace", workspace], stdout=full,
                              stderr=subprocess.PIPE, check=False)
    rig.check(lost.returncode == 1 and b"standard output" in lost.stderr, "a full disk is success")


def check_import(workspace):
    events = {"kind": "List", "apiVersion": "v1", "items": [
        {"kind": "Event", "apiVersion": "v1", "metadata": {
            "name": "a.1", "namespace": "shop", "uid": "u-1",
            "creationTimestamp": "2026-03-01T09:00:00Z"},
         "involvedObject": {"kind": "Pod", "namespace": "shop", "name": "a"},
         "reason": "Killing", "message": "Stopping container a", "type": "Normal", "count": 2,
         "firstTimestamp": "2026-03-01T09:00:00Z", "lastTimestamp": "2026-03-01T09:05:00Z",
         "source": {"component": "kubelet", "host": "n9"}}]}
    file = os.path.join(workspace, "events.json")
    with open(file, "w", encoding="utf-8") as out:
        json.dump(events, out)
    first = run("import", "--workspace", workspace, "--cluster", "old", file)
    rig.check(first.returncode == 0 and "1 new events" in first.stdout, first.stderr)
    again = run("import", "--workspace", workspace, "--cluster", "old", file)
    rig.check("0 new events, 0 changed" in again.stdout, f"importing twice: {again.stdout}")
    rows = json.loads(run("events", "--workspace", workspace, "--cluster", "old",
                          "--format", "json").stdout)
    rig.check(rows[0]["count"] == 2 and rows[0]["lastTimestamp"] == "2026-03-01T09:05:00Z", str(rows))
    rig.check(run("import", "--workspace", workspace, "/nonexistent").returncode == 1,
              "a missing file")
    hostile = events["items"][0]
    hostile["metadata"].update(uid="u-2", name="b.1")
    hostile["involvedObject"]["name"] = "b\x1b[2J"
    hostile.update(reason="%1 100%8", message="\x1b]0;owned\x07 \u009b31m\nsecond line")
    with open(file, "w", encoding="utf-8") as out:
        json.dump(events, out)
    rig.check(run("import", "--workspace", workspace, "--cluster", "hostile", file).returncode == 0,
              "hostile names")


def main():
    check_help()
    check_settings()
    with tempfile.TemporaryDirectory() as workspace:
        hub = rig.Hub(workspace)
        rig.check_listens_only(hub, [hub.port])
        rng = rig.seeded()
        now = time.time()
        events = [rig.event(rng, now) for _ in range(3)]
        events[0].update(type="Warning", reason="BackOff")
        for event in events[:2]:
            event["involvedObject"]["name"] = "cart-on-n1"
        events[2]["involvedObject"]["name"] = "cart-elsewhere"
        body = rig.snapshot("prod", events)
        body["pods"] = [{"summary": {"name": "cart-on-n1", "namespace": "shop", "nodeName": "n1",
                                     "createdAt": rig.rfc3339(now)},
                         "status": {"phase": "Running", "ready": "1/1"}, "containers": []}]
        status, answer = rig.post_snapshot(hub.port, "prod", body)
        rig.check(status == 200, f"snapshot: {status} {answer}")
        check_two_hubs(workspace)
        check_events(workspace)
        rig.check(hub.stop() == 0, "the hub did not end cleanly")
        check_events(workspace)
        check_import(workspace)
        check_hostile_names(workspace)
    print("command line ok")


main()
