"""user, token, audit, query and settings of binnaclectl: on a workspace, and against a gateway."""

import json
import os
import sqlite3
import subprocess
import tempfile
import time

import rig

PASSWORD = "tram lantern oboe 7"


def run(*arguments, stdin="", token=None):
    environment = {**os.environ, "BINNACLE_TOKEN": token} if token else None
    return subprocess.run([rig.CTL, *arguments], input=stdin, capture_output=True, text=True,
                          check=False, env=environment)


def good(*arguments, **more):
    done = run(*arguments, **more)
    rig.check(done.returncode == 0, f"{arguments}: {done.returncode} {done.stderr}")
    return done.stdout


def refused(code, *arguments, **more):
    done = run(*arguments, **more)
    rig.check(done.returncode == code, f"{arguments}: {done.returncode}, not {code}: {done.stderr}")
    rig.check("binnaclectl: " in done.stderr, f"no sentence: {done.stderr}")
    return done.stderr


def check_usage():
    for command in ("user", "token", "audit", "query", "settings"):
        rig.check("Usage: binnaclectl " + command in good(command, "--help"), f"help of {command}")
        refused(2, command, "list" if command != "query" else "pods")  # neither place
        refused(2, command, "nonsense", "--workspace", "/tmp", "--url", "http://127.0.0.1:9")
    refused(2, "user", "frobnicate", "--workspace", "/tmp")
    refused(2, "audit", "list", "--workspace", "/tmp", "--limit", "0")
    for command in ("user", "token", "audit"):
        refused(1, command, "list", "--workspace", "/nonexistent")
        refused(1, command, "list", "--url", "http://127.0.0.1:9", token="bnk_" + "x" * 43)
    refused(3, "query", "pods", "--workspace", "/nonexistent")


def check_users(place, **more):
    """The same work with the same outcomes, wherever it is done."""
    at = place
    good("user", "add", "nina", "--role", "operator", "--cluster", "prod", *at,
         stdin=PASSWORD + "\n", **more)
    refused(1, "user", "add", "nina", "--role", "viewer", *at, stdin=PASSWORD + "\n", **more)
    refused(2, "user", "add", "mila", "--role", "king", *at, stdin=PASSWORD + "\n", **more)
    refused(2, "user", "add", "mila", "--role", "viewer", *at, stdin="short\n", **more)
    users = json.loads(good("user", "list", "--format", "json", *at, **more))
    nina = next(user for user in users if user["username"] == "nina")
    rig.check(nina["role"] == "operator" and nina["enabled"] and nina["clusters"] == ["prod"],
              str(nina))
    rig.check("password" not in json.dumps(users).lower(), "a list of users tells of passwords")
    good("user", "set-role", "nina", "viewer", *at, **more)
    good("user", "disable", "nina", *at, **more)
    rig.check("disabled" in good("user", "list", *at, **more), "the table of users")
    good("user", "enable", "nina", *at, **more)
    good("user", "set-password", "nina", *at, stdin="another lantern 8\n", **more)
    refused(1, "user", "set-role", "nobody", "viewer", *at, **more)
    secret = good("token", "create", "ci", "--user", "nina", "--permission", "GET /api/v2/query",
                  "--expires", "90d", *at, **more).strip()
    rig.check(secret.startswith("bnk_") and len(secret) >= 47, "no secret")
    refused(2, "token", "create", "ci", "--user", "nina", "--expires", "soon", *at, **more)
    tokens = json.loads(good("token", "list", "--format", "json", *at, **more))
    key = next(token for token in tokens if token["name"] == "ci")
    rig.check(key["permissions"] == ["GET /api/v2/query"] and key["expiresAt"], str(key))
    rig.check(secret not in good("token", "list", *at, **more), "a list of tokens tells a secret")
    good("token", "revoke", str(key["id"]), *at, **more)
    refused(1, "token", "revoke", str(key["id"]), *at, **more)
    refused(2, "token", "revoke", "ci", *at, **more)
    good("user", "remove", "nina", *at, **more)
    rig.check("nina" not in good("user", "list", *at, **more), "a removed user is listed")
    rows = [json.loads(line) for line in
            good("audit", "list", "--format", "json", "--search", "nina", "--limit", "500",
                 *at, **more).splitlines()]
    rig.check({"create", "update", "delete"} <= {row["action"] for row in rows}, str(rows)[:500])
    rig.check(PASSWORD not in json.dumps(rows), "the audit holds a password")
    rig.check(good("audit", "verify", *at, **more).startswith("intact: "), "not intact")
    lines = good("audit", "export", *at, **more).splitlines()
    rig.check(all(json.loads(line)["hash"] for line in lines) and len(lines) >= len(rows), "export")


def check_answer(answer, names):
    """Contract 04, 4.6: exactly these members, rows as long as the columns, an instant in UTC."""
    rig.check({"columns", "rows", "total", "elapsedMs", "asOf"} <= set(answer), str(answer))
    rig.check(set(answer) <= {"columns", "rows", "total", "elapsedMs", "asOf", "capped",
                              "totalIsLowerBound"}, str(answer))
    rig.check(answer["columns"] == ["name", "namespace"], str(answer["columns"]))
    rig.check([row[0] for row in answer["rows"]] == names, str(answer["rows"]))
    rig.check(all(len(row) == 2 for row in answer["rows"]), str(answer["rows"]))
    rig.check(answer["total"] == 2 and isinstance(answer["elapsedMs"], int), str(answer))
    rig.check(answer["asOf"].endswith("Z"), answer["asOf"])


def check_queries(place, **more):
    text = "pods(cluster=prod).where(namespace = shop).select(name, namespace).sort(name)"
    check_answer(json.loads(good("query", text, "--format", "json", *place, **more)),
                 ["cart-0", "web-0"])
    check_answer(json.loads(good("query", text + ".limit(1)", "--format", "json", *place, **more)),
                 ["cart-0"])
    wrong = refused(2, "query", "pods.where(nmespace = shop)", *place, **more)
    rig.check("namespace" in wrong, f"no suggestion: {wrong}")
    refused(1, "query", "pods(cluster=nowhere)", *place, **more)
    refused(1, "query", "events.during(alert:4711)", *place, **more)
    events = json.loads(good("query", "events.groupby(reason).count()", "--format", "json",
                             *place, **more))
    rig.check(events["columns"] == ["reason", "count"] and events["rows"] == [["BackOff", 1]],
              str(events))
    for source in ("alerts", "commands", "audit"):
        answer = json.loads(good("query", f"{source}.last(1h)", "--format", "json", *place, **more))
        rig.check(answer["total"] == len(answer["rows"]), str(answer)[:300])


def check_formats(workspace):
    text = "pods(cluster=prod).select(name).sort(name)"
    at = ("--workspace", workspace)
    rig.check(good("query", text, "--format", "csv", *at).splitlines()
              == ["name", "cart-0", "web-0"], "csv")
    rig.check([json.loads(line)["name"] for line in
               good("query", text, "--format", "ndjson", *at).splitlines()] == ["cart-0", "web-0"],
              "ndjson")
    rig.check("| cart-0 |" in good("query", text, *at), "table")
    refused(2, "query", text, "--format", "yaml", *at)


def check_settings(workspace):
    at = ("--workspace", workspace)
    good("settings", "set", "query.rows", "1234", *at)
    listed = {row["key"]: row for row in json.loads(good("settings", "list", "--format", "json",
                                                         *at))}
    rig.check(listed["query.rows"]["value"] == "1234", str(listed["query.rows"]))
    refused(2, "settings", "set", "query.rows", "many", *at)
    refused(1, "settings", "set", "query.rwos", "5", *at)
    exported = good("settings", "export", *at)
    file = os.path.join(workspace, "settings.txt")
    with open(file, "w", encoding="utf-8") as out:
        out.write(exported.replace("1234", "4321"))
    good("settings", "import", file, *at)
    rig.check("query.rows = 4321" in good("settings", "list", *at), "imported")
    with open(file, "w", encoding="utf-8") as out:
        out.write("[query]\nrows = nonsense\n")
    rig.check(":2: query.rows" in run("settings", "import", file, *at).stderr, "the line is named")
    rig.check("query.rows = 4321" in good("settings", "list", *at), "the old one stays")
    good("settings", "reset", "query.rows", *at)


def check_settings_behind(url, admin, viewer):
    at = ("--url", url)
    answer = json.loads(good("settings", "set", "query.rows", "100", *at, token=admin))
    rig.check(answer == {"message": "ok"}, str(answer))
    cut = json.loads(good("query", "pods(cluster=wide)", *at, token=viewer))
    rig.check(len(cut["rows"]) == 100 and cut["total"] == 130 and cut["capped"], "the limit of rows")
    rows = json.loads(good("settings", "list", *at, token=admin))["data"]
    rig.check({"key": "query.rows", "value": "100"}.items()
              <= next(row for row in rows if row["key"] == "query.rows").items(), "set")
    refused(2, "settings", "set", "query.rows", "many", *at, token=admin)
    refused(2, "settings", "reset", "query.rows", *at, token=admin)
    refused(1, "settings", "set", "query.rows", "7", *at, token=viewer)
    refused(1, "user", "list", *at, token=viewer)
    refused(1, "query", "audit", *at, token=viewer)
    refused(1, "query", "commands", *at, token=viewer)
    refused(1, "query", "pods", *at, token="bnk_" + "x" * 43)


def check_tampering(workspace):
    """Whoever writes into the file is found, at the very row."""
    database = os.path.join(workspace, "binnacle.db")
    rows = good("audit", "export", "--workspace", workspace).splitlines()
    row = json.loads(rows[len(rows) // 2])["id"]

    def tamper(sql):
        with sqlite3.connect(database) as connection:
            connection.execute(sql)
        connection.close()

    with sqlite3.connect(database) as connection:
        name = connection.execute("SELECT username FROM audit_logs WHERE id = ?",
                                  (row,)).fetchone()[0]
    connection.close()
    tamper(f"UPDATE audit_logs SET username = 'mallory' WHERE id = {row}")
    found = refused(1, "audit", "verify", "--workspace", workspace)
    rig.check(f"row {row} " in found, f"{row}: {found}")
    tamper(f"UPDATE audit_logs SET username = '{name}' WHERE id = {row}")
    good("audit", "verify", "--workspace", workspace)
    tamper(f"DELETE FROM audit_logs WHERE id = {row}")
    found = refused(1, "audit", "verify", "--workspace", workspace)
    rig.check(f"row {row} is missing" in found, f"{row}: {found}")


def pod(name):
    return {"summary": {"name": name, "namespace": "shop", "createdAt": rig.rfc3339(time.time())},
            "status": {"phase": "Running", "ready": "1/1"}, "containers": []}


def main():
    check_usage()
    with tempfile.TemporaryDirectory() as workspace:
        at = ("--workspace", workspace)
        good("user", "add", "root", "--role", "admin", *at, stdin=PASSWORD + "\n")
        good("user", "add", "vera", "--role", "viewer", *at, stdin=PASSWORD + "\n")
        admin = good("token", "create", "e2e", "--user", "root", *at).strip()
        viewer = good("token", "create", "e2e", "--user", "vera", *at).strip()
        check_users(at)
        check_settings(workspace)

        hub = rig.Hub(workspace, "--gateway", "127.0.0.1:0")
        url = "http://" + hub.ready["gateway"].removeprefix("http://")
        rig.check_listens_only(hub, [hub.port, int(url.rsplit(":", 1)[1])])
        event = rig.event(rig.seeded(), time.time())
        event.update(type="Warning", reason="BackOff")
        body = rig.snapshot("prod", [event])
        body["pods"] = [pod("web-0"), pod("cart-0")]
        status, answer = rig.post_snapshot(hub.port, "prod", body)
        rig.check(status == 200, f"snapshot: {status} {answer}")
        wide = rig.snapshot("wide", [])
        wide["pods"] = [pod(f"web-{number}") for number in range(130)]
        rig.check(rig.post_snapshot(hub.port, "wide", wide)[0] == 200, "the wide snapshot")
        refused(3, "user", "disable", "vera", *at)  # the hub works on it
        check_users(("--url", url), token=admin)
        check_queries(("--url", url), token=admin)
        check_settings_behind(url, admin, viewer)
        rig.check(hub.stop() == 0, "the hub did not end cleanly")

        check_queries(at)
        check_formats(workspace)
        check_tampering(workspace)
    print("access line ok")


main()
