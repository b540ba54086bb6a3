"""From the gateway to a Kubernetes API server and back: hub, agent, a fake API server with TLS."""

import json
import os
import subprocess
import sys
import tempfile
import time

import rig

FAKE = os.path.join(os.path.dirname(__file__), "..", "support", "fake_kube_api.py")
CLUSTER = "uid-kube-system"


class Api:
    def __init__(self, folder):
        self.folder = folder
        self.log = os.path.join(folder, "requests")
        for name in ("ca", "other"):
            self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                         "-nodes", "-days", "1", "-subj", f"/CN={name}", "-keyout", f"{name}.key",
                         "-out", f"{name}.pem")
        self.openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                     "-subj", "/CN=api", "-keyout", "api.key", "-out", "api.csr")
        with open(os.path.join(folder, "ext"), "w", encoding="ascii") as file:
            file.write("subjectAltName=IP:127.0.0.1")
        self.openssl("x509", "-req", "-in", "api.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
                     "-CAcreateserial", "-days", "1", "-extfile", "ext", "-out", "api.pem")
        with open(os.path.join(folder, "token"), "w", encoding="ascii") as file:
            file.write("s3cret-token")
        self.process = subprocess.Popen(
            [sys.executable, FAKE, "--cert", "api.pem", "--key", "api.key", "--token-file",
             "token", "--log", self.log],
            cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def kubeconfig(self, authority="ca.pem", token="token"):
        """Written as JSON, which is YAML, too."""
        path = os.path.join(self.folder, f"config-{authority}-{token}")
        with open(path, "w", encoding="ascii") as file:
            json.dump({
                "current-context": "test",
                "contexts": [{"name": "test", "context": {"cluster": "c", "user": "u"}}],
                "clusters": [{"name": "c", "cluster": {
                    "server": f"https://127.0.0.1:{self.port}",
                    "certificate-authority": authority}}],
                "users": [{"name": "u", "user": {"tokenFile": token}}]}, file)
        return path

    def requests(self, method, part):
        with open(self.log, encoding="utf-8") as file:
            found = [json.loads(line) for line in file]
        return [one for one in found if one["method"] == method and part in one["path"]]

    def stop(self):
        self.process.stdin.close()
        self.process.wait(10)


class Caller:
    """Somebody with a key to the gateway."""

    def __init__(self, workspace):
        for arguments, given in ((("user", "add", "ada", "--role", "admin"), "tram oboe 77 x\n"),
                                 (("token", "create", "t", "--user", "ada"), None)):
            made = subprocess.run([rig.CTL, *arguments, "--workspace", workspace], input=given,
                                  capture_output=True, text=True, check=True)
        self.key = made.stdout.split()[-1]
        self.port = 0

    def call(self, method, path, body=None):
        status, answer = rig.request(
            self.port, method, "/api/v2" + path, json.dumps(body) if body else None,
            {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"})
        return status, json.loads(answer)

    def order(self, action, kind="", namespace="", name="", **params):
        status, answer = self.call("POST", "/commands", {
            "clusterId": CLUSTER, "action": action, "targetKind": kind,
            "targetNamespace": namespace, "targetName": name, "params": params})
        rig.check(status == 202, f"{action}: {status} {answer}")
        return answer["commandId"]

    def outcome(self, command, seconds=30):
        def ended():
            _, answer = self.call("GET", f"/commands/{command}")
            record = answer.get("data", answer)
            return record if record.get("status") not in ("pending", "delivering", "running") \
                else None
        return rig.wait_for(ended, f"command {command}", seconds)


def start_hub(workspace, port=0):
    hub = rig.Hub(workspace, "--agent-listen", f"127.0.0.1:{port}", "--gateway", "127.0.0.1:0")
    return hub, int(hub.ready["gateway"].rsplit(":", 1)[1])


def start_agent(hub_port, *arguments):
    return subprocess.Popen([rig.CTL, "agent", "--hub", f"http://127.0.0.1:{hub_port}", *arguments],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def check_snapshot(caller):
    """The hub knows what the API server has."""
    def pods():
        _, answer = caller.call("GET", f"/pods?cluster_id={CLUSTER}")
        return [row["name"] for row in answer.get("data") or []]
    rig.wait_for(lambda: "api-1" in pods(), "the pods at the hub")


def check_commands(caller, api):
    scaled = caller.outcome(caller.order("scale", "Deployment", "shop", "api", replicas=6))
    rig.check(scaled["status"] == "success", str(scaled))
    sent = api.requests("PATCH", "/api/scale")
    rig.check(len(sent) == 1 and json.loads(sent[0]["body"]) == {"spec": {"replicas": 6}},
              f"scaled by {sent}")
    rig.check(sent[0]["token"] == "Bearer s3cret-token", "without its token")
    logs = caller.outcome(caller.order("get_logs", "Pod", "shop", "api-1", tailLines=3))
    rig.check("line 999" in json.dumps(logs), f"logs: {logs}")
    missing = caller.outcome(caller.order("restart", "Deployment", "shop", "nobody"))
    rig.check(missing["status"] == "failed" and 'deployments.apps \\"nobody\\" not found'
              in json.dumps(missing), f"missing: {missing}")
    # The API server hangs up on the change: nobody knows whether it was made, so nobody says "failed".
    lost = caller.outcome(caller.order("scale", "Deployment", "shop", "drop", replicas=2))
    rig.check(lost["status"] == "timeout" and "outcome unknown: " in json.dumps(lost),
              f"lost: {lost}")
    rig.check(len(api.requests("PATCH", "/drop/scale")) == 1, "asked again")
    manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: new, namespace: shop}\n"
    applied = caller.outcome(caller.order("apply_manifests", manifests=manifest))
    rig.check(applied["status"] == "success", str(applied))
    rig.check(api.requests("PATCH", "/configmaps/new")[0]["body"] == manifest, "another manifest")


def check_hub_restart(caller, api, workspace, hub):
    """The hub dies while the agent is at it: carried out once, and its result is not lost."""
    command = caller.order("delete", "Pod", "shop", "slow")
    rig.wait_for(lambda: api.requests("DELETE", "/pods/slow"), "the deletion")
    hub.kill()
    time.sleep(3)  # the API server answers while nobody listens
    again, caller.port = start_hub(workspace, hub.port)
    ended = caller.outcome(command)
    rig.check('pods \\"slow\\" not found' in json.dumps(ended), f"after the restart: {ended}")
    rig.check(len(api.requests("DELETE", "/pods/slow")) == 1, "carried out twice")
    return again


def check_refusals(api, hub_port):
    """Nothing is sent to an API server that is not trusted, and what is wrong is said at once."""
    before = len(api.requests("GET", "/kube-system"))
    stranger = start_agent(hub_port, "--kubeconfig", api.kubeconfig("other.pem"))
    rig.check(stranger.wait(20) == 1, "an API server that is not trusted")
    rig.check("certificate is not trusted" in stranger.stderr.read(), "said otherwise")
    rig.check(len(api.requests("GET", "/kube-system")) == before, "asked all the same")
    with open(os.path.join(api.folder, "wrong"), "w", encoding="ascii") as file:
        file.write("wrong")
    denied = start_agent(hub_port, "--kubeconfig", api.kubeconfig("ca.pem", "wrong"))
    rig.check(denied.wait(20) == 1 and "credentials" in denied.stderr.read(), "a wrong token")
    for arguments in (["--commands", "on", "--cluster", "x"], ["--in-cluster", "--context", "y"],
                      ["--in-cluster", "--cluster", "x"], ["--kubeconfig", "/nonexistent"]):
        refused = start_agent(hub_port, *arguments)
        rig.check(refused.wait(20) in (1, 2), f"{arguments}: {refused.returncode}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        workspace = os.path.join(folder, "workspace")
        first = rig.Hub(workspace)  # makes the workspace
        first.stop()
        caller = Caller(workspace)
        api = Api(folder)
        hub, caller.port = start_hub(workspace)
        agent = start_agent(hub.port, "--kubeconfig", api.kubeconfig())
        try:
            rig.wait_for(lambda: CLUSTER in json.dumps(caller.call("GET", "/clusters")[1]),
                         "the cluster at the hub")
            check_snapshot(caller)
            check_commands(caller, api)
            hub = check_hub_restart(caller, api, workspace, hub)
            check_refusals(api, hub.port)
            agent.terminate()
            rig.check(agent.wait(10) == 0, "the agent did not end well")
            said = agent.stderr.read()
            rig.check("scale Deployment shop/api: done" in said, said)
            rig.check("left out: DaemonSet" in said, said)  # the fake has no list of them
            rig.check("s3cret" not in said, "the token in the log")
        finally:
            agent.kill()
            hub.stop()
            api.stop()


if __name__ == "__main__":
    main()
