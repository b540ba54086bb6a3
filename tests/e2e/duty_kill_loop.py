"""kill -9 at every step of a command, of a runbook and of a page: nothing accepted is lost, nothing
that must not run twice runs twice, every run ends in one state, no page is lost, and what arrives
twice has one key and is in the ledger.

BINNACLE_KILLS sets the number of rounds (30 in the suite, 200 for a release)."""

import collections
import glob
import http.server
import json
import os
import sqlite3
import subprocess
import tempfile
import threading
import time

import rig

KILLS = int(os.environ.get("BINNACLE_KILLS", "30"))
CLUSTER = "prod"
# Where the kill comes; the others are moments at random.
MOMENTS = ["anywhere", "accepted", "delivered", "result", "transition", "page", "approved", "run"]
RUNBOOK = "restart-and-delete"
STEPS = [("restart", "Deployment"), ("delete", "Pod"), ("get_logs", "Pod")]
SAFE = "get_logs"
ENDS = {"success", "failed", "timeout", "cancelled", "expired"}
LOST_AFTER = 75  # seconds: what was handed out and lost is unknown a minute later


class World:
    """What outlives the hub: the agent, the caller, the receiver, and what they wrote down."""

    def __init__(self, workspace, rng):
        self.workspace, self.rng = workspace, rng
        self.lock = threading.Lock()
        self.hub = None
        self.gateway = 0
        self.moment = ""  # at which the hub is killed next; empty: not
        self.ends = False
        self.sends_commands = True
        self.accepted = {}  # id -> action
        self.approved = 0  # of these, after a second person's yes
        self.runs = set()  # of the runbook, accepted
        self.executed = collections.Counter()
        self.actions = {}  # of executed ones
        self.acknowledged = set()  # results
        self.told = collections.defaultdict(list)  # pods the hub knows the state of -> states
        self.pages = collections.defaultdict(list)  # key -> bodies
        self.keys = {}  # of people

    def at(self, moment):
        """The hub dies here if it is to die here."""
        with self.lock:
            if self.moment == moment and self.hub:
                self.moment = ""
                self.hub.process.kill()

    def start(self):
        hub = rig.Hub(self.workspace, "--gateway", "127.0.0.1:0")
        with self.lock:
            self.hub = hub
            self.gateway = int(hub.ready["gateway"].rsplit(":", 1)[1])

    def call(self, method, path, body=None, who="ada"):
        status, answer = rig.request(
            self.gateway, method, "/api/v2" + path, json.dumps(body) if body else None,
            {"Authorization": f"Bearer {self.keys[who]}", "Content-Type": "application/json"}, 5)
        return status, json.loads(answer)


def receiver(world):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with world.lock:
                world.pages[self.headers["Idempotency-Key"]].append(body)
            world.at("page")
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_):
            pass

    class Quiet(http.server.ThreadingHTTPServer):
        def handle_error(self, *_):  # a hub that was killed breaks its connections
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def pod(name, fails):
    now = rig.rfc3339(time.time())
    return {"summary": {"name": name, "namespace": "shop", "nodeName": "n1", "createdAt": now},
            "spec": {}, "containers": [],
            "status": {"phase": "Failed" if fails else "Running",
                       "ready": "0/1" if fails else "1/1", "restarts": 0}}


def patient(world, work):
    """Until it worked or the test ends; the hub comes and goes meanwhile."""
    while not world.ends:
        try:
            return work()
        except Exception:  # pylint: disable=broad-except  # refused, reset, cut in the middle
            time.sleep(0.02)
    return None


def tell_states(world):
    """One pod after the other fails, is told of until the hub has it, and is well again."""
    number = 0
    while not world.ends:
        number += 1
        name = f"web-{number}"
        for fails in (True, False):
            body = rig.snapshot(CLUSTER, [])
            body["pods"] = [pod(name, fails)]

            def tell():
                body["fetchedAt"] = rig.rfc3339(time.time())
                status, _ = rig.post_snapshot(world.hub.port, CLUSTER, body, 5)
                if status not in (200, 202):
                    raise OSError(status)

            patient(world, tell)
            world.told[name].append(fails)
            world.at("transition")
            time.sleep(world.rng.uniform(0.05, 0.25))


def take_commands(world, topic):
    while not world.ends:
        def poll():
            status, answer = rig.request(
                world.hub.port, "GET", f"/agent/commands?cluster_id={CLUSTER}&topic={topic}", None,
                {"X-Cluster-ID": CLUSTER}, 70)
            return json.loads(answer).get("command") if status == 200 else None

        command = patient(world, poll)
        if not command:
            continue
        identity = command["id"]
        with world.lock:
            world.executed[identity] += 1
            world.actions[identity] = command["action"]
        world.at("delivered")
        result = json.dumps({"commandId": identity, "success": True, "output": "done",
                             "executionTime": 1_000_000,
                             "executedAt": rig.rfc3339(time.time())})

        def report():
            if world.rng.random() < 0.3:
                world.at("result")
            status, _ = rig.request(world.hub.port, "POST", "/agent/result", result,
                                    {"X-Cluster-ID": CLUSTER,
                                     "Content-Type": "application/json"}, 5)
            if status >= 500:
                raise OSError(status)
            return status

        if patient(world, report) == 200:
            world.acknowledged.add(identity)
        world.at("result")


def send_commands(world):
    while not world.ends:
        time.sleep(world.rng.uniform(0.02, 0.1))
        if not world.sends_commands:
            continue
        action, kind = world.rng.choice(
            [("restart", "Deployment"), ("delete", "Pod"), (SAFE, "Pod")])
        source = world.rng.choice(["api", "api", "ai"])
        try:
            status, answer = world.call("POST", "/commands", {
                "clusterId": CLUSTER, "action": action, "targetKind": kind, "source": source,
                "targetNamespace": "shop", "targetName": "web", "params": {}})
            if status != 202:
                continue
            identity = answer["commandId"]
            if "proposalId" in answer:
                status, _ = world.call(
                    "POST", f"/proposals/{answer['proposalId']}/approve", {"note": "do"}, "bob")
                if status != 200:
                    continue
                world.approved += 1
        except Exception:  # pylint: disable=broad-except  # never known: not accepted
            continue
        world.accepted[identity] = action
        world.at("approved" if "proposalId" in answer else "accepted")


def start_runs(world):
    while not world.ends:
        time.sleep(world.rng.uniform(0.1, 0.4))
        if not world.sends_commands:
            continue
        try:
            status, answer = world.call("POST", f"/runbooks/{RUNBOOK}/start",
                                        {"clusterId": CLUSTER, "arguments": {}})
        except Exception:  # pylint: disable=broad-except  # never known: not accepted
            continue
        if status == 202:
            world.runs.add(answer["data"]["id"])
            world.at("run")


def add_runbook(workspace):
    steps = [{"name": f"{action} {number}", "when": "", "action": action, "kind": kind,
              "namespace": "shop", "target": "web", "params": {}, "timeout": "2m",
              "continueOnFailure": False} for number, (action, kind) in enumerate(STEPS)]
    for file in glob.glob(os.path.join(workspace, "*.db")):
        connection = sqlite3.connect(file)
        with connection:
            connection.execute(
                "INSERT INTO runbooks (name, description, parameters, steps, version, updated_at,"
                " updated_by) VALUES (?, '', '[]', ?, 1, 1, 'ada')", (RUNBOOK, json.dumps(steps)))
        connection.close()


def prepare(world, receiver_port):
    for name in ("ada", "bob"):
        for arguments, given in ((("user", "add", name, "--role", "admin"), "tram oboe 77 x\n"),
                                 (("token", "create", "t", "--user", name), None)):
            made = subprocess.run(
                [rig.CTL, *arguments, "--workspace", world.workspace], input=given,
                capture_output=True, text=True, check=True)
        world.keys[name] = made.stdout.split()[-1]
    add_runbook(world.workspace)
    world.start()
    status, answer = world.call("PUT", "/notify/channels/webhook", {
        "name": "hook", "enabled": True,
        "config": {"url": f"http://127.0.0.1:{receiver_port}/hook",
                   "allowed_hosts": ["127.0.0.1"]}})
    rig.check(status == 201, f"channel: {status} {answer}")
    status, answer = world.call("POST", "/alerts/rules", {
        "name": "PodFailed", "clusterId": CLUSTER, "severity": "critical", "cooldownSec": 0,
        "condition": {"source": "pods", "where": "namespace = shop and phase = Failed"}})
    rig.check(status in (200, 201), f"rule: {status} {answer}")


def rows(workspace, sql):
    for file in sorted(glob.glob(os.path.join(workspace, "*.db"))):
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        try:
            return connection.execute(sql).fetchall()
        except sqlite3.OperationalError:
            continue
        finally:
            connection.close()
    raise AssertionError("no such table: " + sql)


def check_commands(world):
    history = {row["command_id"]: row for row in rows(
        world.workspace, "SELECT command_id, action, status, late FROM command_history")}
    for identity in world.accepted:
        rig.check(identity in history, f"command {identity} was accepted and is gone")
    for identity, row in history.items():
        rig.check(row["status"] in ENDS, f"command {identity} never ended: {row['status']}")
        times = world.executed[identity]
        if row["action"] != SAFE:
            rig.check(times <= 1, f"{row['action']} {identity} was carried out {times} times")
        if row["status"] == "success":
            rig.check(times >= 1, f"command {identity} succeeded and nobody carried it out")
        if identity in world.acknowledged:
            rig.check(row["status"] == "success" or row["late"],
                      f"the result of {identity} is lost: {row['status']}")
        # Out of the agent's hands means unknown, never failed.
        rig.check(row["status"] != "failed" or times == 0, f"{identity} is told as failed")
    return collections.Counter(row["status"] for row in history.values())


def check_runs(world):
    runs = {row["id"]: row for row in rows(
        world.workspace, "SELECT id, state, result_code, ended_at, steps, who FROM runbook_runs")}
    for identity in world.runs:
        rig.check(identity in runs, f"run {identity} was accepted and is gone")
    commands = collections.Counter()
    for identity, run in runs.items():
        rig.check(run["state"] in ("succeeded", "failed") and run["ended_at"] > 0,
                  f"run {identity} never ended: {dict(run)}")
        rig.check(json.loads(run["who"])["username"] == "ada", f"whose run is {identity}?")
        steps = json.loads(run["steps"])
        states = [step["state"] for step in steps]
        done = next((i for i, state in enumerate(states) if state != "succeeded"), len(states))
        rig.check(all(state == "skipped" for state in states[done + 1:]),
                  f"run {identity} went on after a step that did not succeed: {states}")
        rig.check((done == len(states)) == (run["result_code"] == "ok"),
                  f"run {identity}: {run['result_code']} {states}")
        rig.check(done == len(states) or states[done] in ("failed", "unknown", "skipped"),
                  f"run {identity}: {states}")
        for step, (action, _) in zip(steps, STEPS):
            if not step["command"]:
                continue
            commands[step["command"]] += 1
            times = world.executed[step["command"]]
            rig.check(action == SAFE or times <= 1, f"run {identity}: {step} done {times} times")
            rig.check(step["state"] != "succeeded" or times >= 1, f"nobody did {step}")
            rig.check(step["state"] != "skipped" or times == 0, f"done and told as skipped: {step}")
    rig.check(all(count == 1 for count in commands.values()), "two steps share a command")
    return collections.Counter(run["result_code"] for run in runs.values())


def check_pages(world):
    alerts = rows(world.workspace, "SELECT id, dedup_key, resolved_at, fired_at, hush, hushed_by FROM alert_history"
                                   " WHERE rule_name = 'PodFailed' AND fired_at > 0")
    outbox = rows(world.workspace, "SELECT id, alert_id, delivery_key, status, state, digest_id,"
                                   " attempts FROM notify_outbox")
    tries = collections.Counter(row["delivery_id"] for row in rows(
        world.workspace, "SELECT delivery_id FROM notify_attempts"))
    by_id = {row["id"]: row for row in outbox}
    of_alert = collections.defaultdict(set)
    for row in outbox:
        rig.check(row["state"] in ("sent", "digested"), f"delivery {row['id']}: {row['state']}")
        carrier = by_id[row["digest_id"]] if row["state"] == "digested" else row
        arrived = len(world.pages.get(carrier["delivery_key"], []))
        rig.check(arrived >= 1, f"delivery {row['id']} counts as sent and never arrived")
        rig.check(arrived <= tries[carrier["id"]],
                  f"delivery {row['id']} arrived {arrived} times, the ledger knows "
                  f"{tries[carrier['id']]}")
        of_alert[row["alert_id"]].add(row["status"])
    known = {row["delivery_key"] for row in outbox}
    for key, bodies in world.pages.items():
        rig.check(key in known, f"a page with the key {key}, which the ledger does not know")
        rig.check(all(body == bodies[0] for body in bodies), f"the key {key} has two meanings")
    for alert in alerts:
        rig.check("firing" in of_alert[alert["id"]], f"the page is lost of alert {dict(alert)}")
        rig.check(not alert["resolved_at"] or "resolved" in of_alert[alert["id"]],
                  f"nobody was told of the end of alert {dict(alert)}")
    rig.check(len({(a["dedup_key"], a["fired_at"]) for a in alerts}) == len(alerts),
              "an alert is in the history twice")
    return alerts, sum(len(bodies) - 1 for bodies in world.pages.values())


def check_files(workspace):
    for file in glob.glob(os.path.join(workspace, "*.db")):
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        connection.close()
        rig.check(verdict == "ok", f"{file}: {verdict}")


def run_round(world, number):
    moment = MOMENTS[number % len(MOMENTS)]
    patience = 3.0 if moment != "anywhere" else world.rng.uniform(0.05, 0.8)
    with world.lock:
        world.moment = moment
    deadline = time.monotonic() + patience
    while world.hub.process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    world.hub.kill()
    with world.lock:
        world.moment = ""
    world.start()


def main():
    rng = rig.seeded()
    with tempfile.TemporaryDirectory() as workspace:
        world = World(workspace, rng)
        server = receiver(world)
        prepare(world, server.server_port)
        workers = [threading.Thread(target=work, args=(world, *more), daemon=True)
                   for work, *more in ((tell_states,), (take_commands, "ops"),
                                       (take_commands, "ai"), (send_commands,), (start_runs,))]
        for worker in workers:
            worker.start()
        for number in range(KILLS):
            run_round(world, number)
        world.sends_commands = False

        def is_quiet():
            return not rows(workspace, "SELECT 1 FROM command_history WHERE status IN"
                                       " ('pending', 'delivering', 'running')") and not rows(
                workspace, "SELECT 1 FROM runbook_runs WHERE state = 'running'")

        rig.wait_for(is_quiet, "some command or run never ends", LOST_AFTER)
        world.ends = True
        rig.wait_for(lambda: not rows(workspace, "SELECT 1 FROM notify_outbox"
                                                 " WHERE state = 'pending'"),
                     "pages wait for ever")
        rig.check(world.hub.stop() == 0, "the hub did not end cleanly")
        states = check_commands(world)
        codes = check_runs(world)
        alerts, repeats = check_pages(world)
        check_files(workspace)
        rig.check(len(world.accepted) > KILLS and len(alerts) > KILLS / 4, "too little happened")
        rig.check(world.approved > 0, "nothing was ever approved")
        rig.check(len(world.runs) > KILLS / 4, "too few runs")
        print(f"{KILLS} kills, {len(world.accepted)} accepted commands, {world.approved} of them "
              f"approved by a second person, ends {dict(states)}, "
              f"{len(world.runs)} accepted runs, ends {dict(codes)}, "
              f"{len(alerts)} alerts, {len(world.pages)} pages, {repeats} repeated, 0 lost")


main()
