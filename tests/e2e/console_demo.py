"""The console itself: renders its self-portrait on the demo in every theme and opens a real window
on the virtual display that the suite runs on."""

import os
import socket
import struct
import subprocess
import tempfile
import time
import zlib

import rig

BINNACLE = os.environ["BINNACLE"]
VIEWS = ["overview", "events"]


def size_of(png):
    with open(png, "rb") as file:
        head = file.read(24)
    rig.check(head[:8] == b"\x89PNG\r\n\x1a\n", f"{png} is no PNG")
    return struct.unpack(">II", head[16:24])


def colours_of(png):
    """How many different pixel bytes: a blank picture compresses to next to nothing."""
    with open(png, "rb") as file:
        data = file.read()
    pixels, at = b"", 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IDAT":
            pixels += data[at + 8:at + 8 + length]
        at += 12 + length
    return len(zlib.decompress(pixels)), len(pixels)


def grab(directory, theme, size):
    finished = subprocess.run(
        [BINNACLE, "--demo", "--at", "incident", "--grab", directory, "--theme", theme,
         "--size", size], capture_output=True, text=True, timeout=90, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    rig.check(finished.returncode == 0, f"--grab: {finished.returncode}\n{finished.stderr}")
    width, height = map(int, size.split("x"))
    for view in VIEWS:
        png = os.path.join(directory, f"{view}-{theme}-{size}.png")
        rig.check(os.path.exists(png), f"{png} is missing: {os.listdir(directory)}")
        rig.check(size_of(png) == (width, height), f"{png} has another size")
        raw, packed = colours_of(png)
        rig.check(packed * 100 > raw, f"{png} looks blank")


def grab_without_listener(directory):
    """No demo, no pictures: that ends with a failure instead of waiting for them."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        finished = subprocess.run(
            [BINNACLE, "--demo", "--grab", directory,
             "--agent-listen", f"127.0.0.1:{taken.getsockname()[1]}"],
            capture_output=True, text=True, timeout=30, check=False,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    rig.check(finished.returncode == 1 and "nobody to talk to" in finished.stderr,
              f"--grab without a listener: {finished.returncode}\n{finished.stderr}")
    rig.check(not os.listdir(directory), "pictures of nothing")


def open_window(home):
    if not os.environ.get("DISPLAY"):
        print("no display: real window skipped")
        return
    environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home,
                   "QT_QPA_PLATFORM": "xcb", "QT_LOGGING_RULES": "binnacle.*=true"}
    with open(os.path.join(home, "log"), "w+", encoding="utf-8") as log:
        console = subprocess.Popen([BINNACLE, "--demo", "--at", "incident"], env=environment,
                                   stdout=log, stderr=log)
        time.sleep(12)
        rig.check(console.poll() is None, "the console ended by itself")
        console.terminate()
        rig.check(console.wait(15) == 0, "the console did not end cleanly on SIGTERM")
        log.seek(0)
        said = log.read()
    rig.check("QObject::" not in said and "ASSERT" not in said, said)
    left = [name for name in os.listdir(home) if name != "log"]
    rig.check(not left, f"the demo left files behind: {left}")


def main():
    with tempfile.TemporaryDirectory() as directory:
        grab(directory, "dark", "1280x800")
        grab(directory, "light", "1920x1080")
    with tempfile.TemporaryDirectory() as directory:
        grab_without_listener(directory)
    with tempfile.TemporaryDirectory() as home:
        open_window(home)
    print("console ok")


main()
