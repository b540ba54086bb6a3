#!/usr/bin/env python3
"""How long the console takes from process start to its first painted window, and what it then needs
of memory, with a million stored events. Run under a display (xvfb-run -a).

    BINNACLE=... BINNACLECTL=... tests/bench/start_up.py [EVENTS]"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 9


def once(workspace, home):
    environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home,
                   "QT_LOGGING_RULES": "binnacle.*=true"}
    console = subprocess.Popen(
        [os.environ["BINNACLE"], "--workspace", workspace, "--agent-listen", "127.0.0.1:0"],
        env=environment, stderr=subprocess.PIPE, text=True)
    painted = None
    for line in console.stderr:
        found = re.search(r"first window painted ms=(\d+)", line)
        if found:
            painted = int(found.group(1))
            break
    time.sleep(3)
    with open(f"/proc/{console.pid}/status", encoding="ascii") as status:
        resident = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    console.terminate()
    console.wait(20)
    return painted, resident / 1024


def main():
    events = sys.argv[1] if len(sys.argv) > 1 else "1000000"
    with tempfile.TemporaryDirectory() as home:
        workspace = os.environ.get("BINNACLE_BENCH_WORKSPACE", os.path.join(home, "workspace"))
        if not os.path.exists(workspace):
            subprocess.run([os.environ["BINNACLECTL"], "bench-data", "--workspace", workspace,
                            "--events", events], check=True)
        once(workspace, home)  # warms the file cache
        painted, resident = zip(*[once(workspace, home) for _ in range(RUNS)])
    print(f"first window painted: median {statistics.median(painted)} ms, worst {max(painted)} ms; "
          f"resident {statistics.median(resident):.0f} MiB")


main()
