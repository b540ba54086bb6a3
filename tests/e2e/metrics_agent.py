"""From a metrics endpoint to an answer: endpoint, agent, hub, workspace, and what may go wrong."""

import http.server
import json
import os
import subprocess
import tempfile
import threading
import time

import rig

POD = ('namespace="shop",deployment="cart",pod="cart-1",direction="inbound",tls="true",'
       'route_name="default",srv_port="8080"')


class Endpoint(http.server.ThreadingHTTPServer):
    """Counts up by itself: 30 good and 10 failed requests with each scrape."""

    def __init__(self):
        self.scrapes = 0
        self.mode = "good"
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/metrics"

    def text(self):
        self.scrapes += 1
        good, bad = 1000 + 30 * self.scrapes, 10 * self.scrapes
        lines = [f'response_total{{{POD},status_code="200",classification="success"}} {good}',
                 f'response_total{{{POD},status_code="503",classification="failure"}} {bad}']
        for bound, count in (("10", good // 2), ("100", good), ("+Inf", good + bad)):
            lines.append(f'response_latency_ms_bucket{{{POD},le="{bound}"}} {count}')
        lines.append(f"response_latency_ms_sum{{{POD}}} {good * 20}")
        lines.append(f"response_latency_ms_count{{{POD}}} {good + bad}")
        return "\n".join(lines) + "\n"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):  # pylint: disable=invalid-name
        mode = self.server.mode
        if mode == "redirect":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
            return
        body = ("<html><body>Log in</body></html>" if mode == "html" else self.server.text())
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if mode == "html" else "text/plain")
        self.send_header("Content-Length", str(len(body) + (100 if mode == "cut" else 0)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


def agent(endpoint, hub, *more):
    return subprocess.Popen(
        [rig.CTL, "agent", "--metrics", endpoint.url(), "--hub", f"http://127.0.0.1:{hub.port}",
         "--cluster", "prod", "--interval", "1s", *more],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def answer(workspace, name, *more):
    shown = subprocess.run([rig.CTL, "slo", "--workspace", workspace, "--cluster", "prod",
                            "--answer", name, "--range", "1h", *more],
                           capture_output=True, text=True, check=False)
    if shown.returncode != 0:
        return None
    return json.loads(shown.stdout)


def counted(workspace):
    found = answer(workspace, "topology")
    nodes = found["nodes"] if found else []
    return nodes[0] if nodes else None


def check_increments(workspace, endpoint):
    node = rig.wait_for(lambda: (counted(workspace) or {}).get("totalRequests", 0) >= 120
                        and counted(workspace), "three increments")
    rig.check(node["id"] == "shop/cart", node["id"])
    rig.check(node["totalRequests"] % 40 == 0, f"no whole increments: {node['totalRequests']}")
    rig.check(abs(node["errorRate"] - 25) < 0.1, f"error rate {node['errorRate']}")
    rig.check(node["status"] == "critical" and node["mtlsPercent"] == 100, str(node))
    rig.check(node["totalRequests"] <= 40 * (endpoint.scrapes - 1), "more than there was")


def check_bad_scrapes(workspace, endpoint):
    """Refused whole; the next good scrape covers what came meanwhile."""
    for mode in ("html", "redirect", "cut"):
        endpoint.mode = mode
        time.sleep(2.5)
        endpoint.mode = "good"
        wanted = 40 * (endpoint.scrapes - 1)
        rig.wait_for(lambda: counted(workspace)["totalRequests"] >= wanted, f"after {mode}")
        rig.check(counted(workspace)["totalRequests"] <= 40 * (endpoint.scrapes - 1),
                  f"{mode}: counted twice")


def check_hub_outage(workspace, endpoint, hub):
    """The hub dies and comes back: nothing is lost, nothing counted twice."""
    port = hub.port
    hub.kill()
    time.sleep(3)
    again = rig.Hub(workspace, "--agent-listen", f"127.0.0.1:{port}")
    wanted = 40 * (endpoint.scrapes - 1)
    rig.wait_for(lambda: counted(workspace)["totalRequests"] >= wanted, "after the outage")
    rig.check(counted(workspace)["totalRequests"] <= 40 * (endpoint.scrapes - 1),
              "counted twice after the outage")
    return again


def main():
    with tempfile.TemporaryDirectory() as folder:
        workspace = os.path.join(folder, "workspace")
        endpoint = Endpoint()
        hub = rig.Hub(workspace)
        collector = agent(endpoint, hub, "--state", os.path.join(folder, "baseline"))
        try:
            check_increments(workspace, endpoint)
            check_bad_scrapes(workspace, endpoint)
            hub = check_hub_outage(workspace, endpoint, hub)
            collector.terminate()
            rig.check(collector.wait(10) == 0, "the agent did not end well")
            rig.check(os.path.getsize(os.path.join(folder, "baseline")) > 0, "no baseline")
            rig.check(answer(workspace, "service", "--host", "shop/cart")["totalRequests"] > 0,
                      "no detail of the service")
        finally:
            collector.kill()
            hub.stop()
            endpoint.shutdown()
    rig.check(subprocess.run([rig.CTL, "agent", "--cluster", "x"], capture_output=True,
                             check=False).returncode == 2, "an agent without an endpoint")


if __name__ == "__main__":
    main()
