"""A Kubernetes API server with a handful of objects, for tests: TLS, tokens, client certificates,
the patches and errors of the real one. Prints its port; with --log every request as a line of JSON.

Objects with these names misbehave: "redirect", "cut" (closes within the answer), "drop" (closes
before it), "slow" (2 s), "huge" (40 MiB), "html" (502 of a proxy), "forbidden", "conflict", "busy"
(429 once), "teapot" (an answer that is no JSON).
"""

import argparse
import copy
import http.server
import json
import ssl
import sys
import threading
import time
import urllib.parse

SECRET_VALUE = "aHVudGVyMg=="  # "hunter2"


def meta(name, namespace=None, **more):
    found = {"name": name, "uid": f"uid-{name}", "resourceVersion": "100",
             "managedFields": [{"manager": "kubectl", "operation": "Update"}], **more}
    if namespace:
        found["namespace"] = namespace
    return found


def workload(kind, name, **spec):
    containers = [{"name": "app", "image": "shop/api:1.0"}, {"name": "side", "image": "side:1"}]
    return {"apiVersion": "apps/v1", "kind": kind, "metadata": meta(name, "shop"),
            "spec": {"replicas": 2, "template": {"spec": {
                "containers": containers,
                "initContainers": [{"name": "migrate", "image": "migrate:1"}]}}, **spec}}


def pod(name, *containers):
    return {"apiVersion": "v1", "kind": "Pod",
            "metadata": meta(name, "shop", labels={"app": "api"}),
            "spec": {"containers": [{"name": one} for one in containers]},
            "status": {"phase": "Running"}}


def estate():
    shop, core, apps = "/namespaces/shop/", "/api/v1", "/apis/apps/v1"
    objects = {
        core + "/namespaces/kube-system": {"kind": "Namespace", "metadata": meta("kube-system")},
        core + "/nodes/n1": {"kind": "Node", "metadata": meta("n1"), "spec": {}},
        core + shop + "pods/api-1": pod("api-1", "linkerd-proxy", "app"),
        core + shop + "pods/api-2": pod("api-2", "app"),
        core + shop + "configmaps/settings": {
            "kind": "ConfigMap", "metadata": meta("settings", "shop"),
            "data": {"mode": "fast", "motto": "schön"}, "binaryData": {"blob": "/w=="}},
        core + shop + "secrets/login": {
            "kind": "Secret", "type": "Opaque", "metadata": meta("login", "shop", annotations={
                "kubectl.kubernetes.io/last-applied-configuration": SECRET_VALUE}),
            "data": {"password": SECRET_VALUE, "key": "/w=="}},
        core + shop + "events/e1": {
            "kind": "Event", "metadata": meta("e1", "shop"), "type": "Warning",
            "reason": "BackOff", "message": "Back-off restarting",
            "involvedObject": {"kind": "Pod", "name": "api-1", "namespace": "shop"}},
        core + shop + "events/e2": {
            "kind": "Event", "metadata": meta("e2", "shop"), "type": "Normal",
            "reason": "Pulled", "message": "Pulled image",
            "involvedObject": {"kind": "Pod", "name": "api-2", "namespace": "shop"}},
    }
    for kind, plural, name, spec in (
            ("Deployment", "deployments", "api", {}),
            ("Deployment", "deployments", "paused", {"paused": True}),
            ("Deployment", "deployments", "busy", {}),
            ("StatefulSet", "statefulsets", "db", {}), ("DaemonSet", "daemonsets", "agent", {})):
        objects[apps + shop + plural + "/" + name] = workload(kind, name, **spec)
    return objects


RESOURCES = {
    "v1": [("pods", "Pod", True), ("pods/log", "Pod", True), ("configmaps", "ConfigMap", True),
           ("namespaces", "Namespace", False), ("nodes", "Node", False)],
    "apps/v1": [("deployments", "Deployment", True), ("deployments/scale", "Scale", True)],
    "example.org/v1": [("widgets", "Widget", True)],
}


def merge(into, patch, strategic):
    """RFC 7386; strategic: lists of things with names are merged by name."""
    for key, value in patch.items():
        if value is None:
            into.pop(key, None)
        elif isinstance(value, dict):
            merge(into.setdefault(key, {}), value, strategic)
        elif strategic and isinstance(value, list) and isinstance(into.get(key), list):
            named = {one.get("name"): one for one in into[key]}
            for one in value:
                if one["name"] in named:
                    merge(named[one["name"]], one, strategic)
                else:
                    into[key].append(one)
        else:
            into[key] = value


class Failure(Exception):
    def __init__(self, code, reason, message, headers=None):
        super().__init__(message)
        self.code, self.reason, self.headers = code, reason, headers or {}


class Api(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, options):
        self.options = options
        self.objects = estate()
        self.version = 100
        self.was_busy = False
        self.lock = threading.Lock()
        self.log = open(options.log, "a", encoding="utf-8") if options.log else None
        super().__init__(("127.0.0.1", 0), Handler)
        if options.cert:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(options.cert, options.key)
            if options.client_ca:
                context.load_verify_locations(options.client_ca)
                context.verify_mode = ssl.CERT_REQUIRED
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request, client_address):
        pass  # clients that refuse our certificate are part of the tests

    def note(self, entry):
        if self.log:
            self.log.write(json.dumps(entry) + "\n")
            self.log.flush()

    def token(self):
        if not self.options.token_file:
            return None
        with open(self.options.token_file, encoding="utf-8") as file:
            return file.read().strip()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):  # pylint: disable=invalid-name
        self.handle_one()

    do_PATCH = do_DELETE = do_GET

    def handle_one(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        path, _, query = self.path.partition("?")
        with self.server.lock:
            self.server.note({"method": self.command, "path": path, "query": query, "body": body,
                              "type": self.headers.get("Content-Type"),
                              "accept": self.headers.get("Accept"), "host": self.headers["Host"],
                              "token": self.headers.get("Authorization")})
        try:
            self.check_token()
            self.misbehave(path)
            with self.server.lock:
                answer = self.answer(path, dict(urllib.parse.parse_qsl(query)), body)
            self.send(200, answer)
        except Failure as failure:
            status = {"kind": "Status", "apiVersion": "v1", "status": "Failure",
                      "message": str(failure), "reason": failure.reason, "code": failure.code}
            self.send(failure.code, status, failure.headers)

    def send(self, code, answer, headers=None):
        data = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
        self.send_response(code)
        self.send_header("Content-Type",
                         "text/plain" if isinstance(answer, str) else "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def check_token(self):
        wanted = self.server.token()
        if wanted and self.headers.get("Authorization") != f"Bearer {wanted}":
            raise Failure(401, "Unauthorized", "Unauthorized")

    def misbehave(self, path):
        name = path.rsplit("/", 1)[-1] if not path.endswith("/scale") else path.split("/")[-2]
        if name == "redirect":
            raise Failure(302, "", "elsewhere", {"Location": "http://127.0.0.1:1/"})
        if name == "forbidden":
            raise Failure(403, "Forbidden", 'pods "forbidden" is forbidden: User "agent" cannot')
        if name == "conflict":
            raise Failure(409, "Conflict", "the object has been modified")
        if name == "busy" and not self.server.was_busy:
            self.server.was_busy = True
            raise Failure(429, "TooManyRequests", "too many requests", {"Retry-After": "1"})
        if name == "slow":
            time.sleep(2)
        if name == "html":
            self.send(502, "<html>Bad gateway</html>")
            raise ConnectionAbortedError
        if name == "huge":
            self.send(200, "x" * (40 << 20))
            raise ConnectionAbortedError
        if name == "teapot":
            self.send(200, "I am a teapot")
            raise ConnectionAbortedError
        if name == "drop":
            self.close_connection = True
            raise ConnectionAbortedError
        if name == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"{")
            raise ConnectionAbortedError

    def answer(self, path, query, body):
        version = path.removeprefix("/apis/").removeprefix("/api/")
        if version in RESOURCES:
            return {"kind": "APIResourceList", "groupVersion": version, "resources": [
                {"name": name, "kind": kind, "namespaced": inside}
                for name, kind, inside in RESOURCES[version]]}
        if self.command == "PATCH":
            return self.patch(path, body)
        if self.command == "DELETE":
            self.find(path)
            del self.server.objects[path]
            return {"kind": "Status", "status": "Success"}
        if path.endswith("/log"):
            return self.logs(self.find(path.removesuffix("/log")), query)
        if path in self.server.objects:
            found = self.find(path)
            return self.table([found]) if "as=Table" in self.headers.get("Accept", "") else found
        return self.list(path, query)

    def find(self, path):
        if path not in self.server.objects:
            plural, name = path.split("/")[-2:]
            group = ".apps" if path.startswith("/apis/apps") else ""
            raise Failure(404, "NotFound", f'{plural}{group} "{name}" not found')
        return self.server.objects[path]

    def list(self, path, query):
        base, plural = path.rsplit("/", 1)
        if plural not in ("pods", "nodes", "secrets", "events", "configmaps", "deployments"):
            self.find(path)
        found = [copy.deepcopy(one) for where, one in sorted(self.server.objects.items())
                 if where.rsplit("/", 2)[1] == plural and where.startswith(base)]
        for label in filter(None, query.get("labelSelector", "").split(",")):
            name, value = label.split("=")
            found = [one for one in found if one["metadata"].get("labels", {}).get(name) == value]
        for field in filter(None, query.get("fieldSelector", "").split(",")):
            name, value = field.removeprefix("involvedObject.").split("=")
            found = [one for one in found if one["involvedObject"][name] == value]
        found = found[:int(query.get("limit", 1000))]
        if "as=Table" in self.headers.get("Accept", ""):
            return self.table(found)
        return {"kind": "List", "apiVersion": "v1", "metadata": {"resourceVersion": "1"},
                "items": found}

    @staticmethod
    def table(objects):
        columns = [{"name": "Name", "type": "string", "priority": 0},
                   {"name": "Status", "type": "string", "priority": 0},
                   {"name": "Node", "type": "string", "priority": 1}]
        rows = [{"cells": [one["metadata"]["name"], one.get("status", {}).get("phase"), "n1"],
                 "object": {"metadata": one["metadata"]}} for one in objects]
        return {"kind": "Table", "columnDefinitions": columns, "rows": rows}

    @staticmethod
    def logs(found, query):
        names = [one["name"] for one in found["spec"]["containers"]]
        if query.get("container") not in names:
            raise Failure(400, "BadRequest",
                          f"container {query.get('container')} is not valid for pod "
                          + found["metadata"]["name"])
        count = int(query["tailLines"])
        return "".join(f"line {number}\n" for number in range(1000 - count, 1000))

    def patch(self, path, body):
        kind = self.headers.get("Content-Type")
        objects = self.server.objects
        if kind == "application/apply-patch+yaml":
            changed = path not in objects or objects[path].get("applied") != body
            found = objects.setdefault(path, {"metadata": meta(path.rsplit("/", 1)[-1])})
            found["applied"] = body
        else:
            found = self.find(path.removesuffix("/scale"))
            before = json.dumps(found)
            merge(found, json.loads(body), "strategic" in kind)
            changed = json.dumps(found) != before
        if changed:
            self.server.version += 1
            found["metadata"]["resourceVersion"] = str(self.server.version)
        return found


def main():
    parser = argparse.ArgumentParser()
    for name in ("--cert", "--key", "--client-ca", "--token-file", "--log"):
        parser.add_argument(name)
    server = Api(parser.parse_args())
    print(server.server_address[1], flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()  # ends with whoever started us


if __name__ == "__main__":
    main()
