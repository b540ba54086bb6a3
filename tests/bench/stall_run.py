#!/usr/bin/env python3
"""Whether the window ever stops answering: runs the demo's incident in a real window, walks through
its views by keyboard all the time, and counts what the stall watchdog logs ("the window did not
respond", over 50 ms; "does not respond at all", a freeze). Ends with an error when there was one.
Run it on a quiet machine under a display (xvfb-run -a).

    BINNACLE=... tests/bench/stall_run.py [SECONDS]"""

import os
import re
import subprocess
import sys
import tempfile
import time

# What somebody on call does: look around, filter, rewind, come back.
KEYS = [["g", "o"], ["g", "m"], ["Right"], ["Right"], ["g", "s"], ["Down"], ["g", "e"], ["Down"],
        ["Next"], ["Next"], ["End"], ["Home"], ["g", "a"], ["g", "q"], ["g", "c"], ["g", "e"],
        ["slash"], *[[letter] for letter in "type=Warning"], ["Return"], ["Escape"], ["Escape"],
        ["g", "o"], ["t", "r"], ["t", "Left"], ["t", "Left"], ["g", "m"], ["t", "n"],
        ["ctrl+k"], ["p"], ["a"], ["y"], ["Escape"], ["question"], ["Next"], ["Escape"]]
NAMES = {"=": "equal"}


def press(window, keys):
    subprocess.run(["xdotool", "key", "--window", window,
                    *[NAMES.get(key, key) for key in keys]], check=False, stderr=subprocess.DEVNULL)


def window_of(process):
    for _ in range(100):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Binnacle"],
                               capture_output=True, text=True, check=False).stdout.split()
        if found:
            return found[0]
        if process.poll() is not None:
            sys.exit("the console ended by itself")
        time.sleep(0.2)
    sys.exit("no window came up")


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 600
    with tempfile.TemporaryDirectory() as home:
        log = os.path.join(home, "log")
        environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home,
                       "QT_QPA_PLATFORM": "xcb", "QT_LOGGING_RULES": "binnacle.*=true"}
        with open(log, "wb") as output:
            console = subprocess.Popen([os.environ["BINNACLE"], "--demo", "--at", "incident"],
                                       env=environment, stdout=output, stderr=output)
            window = window_of(console)
            end = time.monotonic() + seconds
            step = 0
            while time.monotonic() < end and console.poll() is None:
                press(window, KEYS[step % len(KEYS)])
                step += 1
                time.sleep(0.35)
            alive = console.poll() is None
            console.terminate()
            console.wait(20)
        with open(log, encoding="utf-8", errors="replace") as output:
            said = output.read()
    stalls = [int(ms) for ms in re.findall(r"the window did not respond ms=(\d+)", said)]
    freezes = len(re.findall(r"the window does not respond at all", said))
    print(f"{step} keys in {seconds:.0f} s; stalls over 50 ms: {len(stalls)}, "
          f"longest {max(stalls, default=0)} ms; freezes: {freezes}")
    for line in said.splitlines():
        if "respond" in line:
            print("  " + line)
    sys.exit(0 if alive and not stalls and not freezes else 1)


main()
