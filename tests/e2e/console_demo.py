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
VIEWS = ["overview", "mesh", "slo", "events", "alerts", "commands", "query", "settings"]


def read_png(png):
    """Width, height and the filtered rows of a picture as Qt writes it: 8 bits, not interlaced."""
    with open(png, "rb") as file:
        data = file.read()
    rig.check(data[:8] == b"\x89PNG\r\n\x1a\n", f"{png} is no PNG")
    width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", data[16:29])
    rig.check(bits == 8 and kind in (2, 6) and not interlaced, f"{png} is of another kind")
    packed, at = b"", 8
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at:at + 8])
        if name == b"IDAT":
            packed += data[at + 8:at + 8 + length]
        at += 12 + length
    pixel = 3 if kind == 2 else 4
    raw, stride = zlib.decompress(packed), 1 + width * pixel
    return width, height, pixel, [raw[i:i + stride] for i in range(0, len(raw), stride)]


def painted_part(png, size):
    """How much of a picture's middle, where the view is and not the window around it, differs
    within its row. The pixels of a row of one colour repeat, whatever the row's filter is."""
    width, height, pixel, rows = read_png(png)
    rig.check((width, height) == size, f"{png} has another size")
    begin, count = 1 + pixel * (width * 3 // 10), width * 4 // 10
    middle = [row[begin:begin + pixel * count] for row in rows[height // 10:height * 9 // 10]]
    return sum(part != part[:pixel] * count for part in middle) / len(middle)


def grab(directory, theme, size):
    finished = subprocess.run(
        [BINNACLE, "--demo", "--at", "incident", "--grab", directory, "--theme", theme,
         "--size", size], capture_output=True, text=True, timeout=90, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    rig.check(finished.returncode == 0, f"--grab: {finished.returncode}\n{finished.stderr}")
    for view in VIEWS:
        png = os.path.join(directory, f"{view}-{theme}-{size}.png")
        rig.check(os.path.exists(png), f"{png} is missing: {os.listdir(directory)}")
        painted = painted_part(png, tuple(map(int, size.split("x"))))
        rig.check(painted > 0.02, f"{png} looks blank: {painted:.1%} of its rows are painted")
    rig.check(len(os.listdir(directory)) == len(VIEWS), f"other views: {os.listdir(directory)}")


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


def wait_for_paint(console, log):
    def has_painted():
        rig.check(console.poll() is None, f"the console ended by itself\n{said(log)}")
        return "first window painted" in said(log)

    rig.wait_for(has_painted, "the first paint of the window", seconds=60)


def said(log):
    with open(log, encoding="utf-8") as file:
        return file.read()


def open_window(home, temporary):
    if not os.environ.get("DISPLAY"):
        print("no display: real window skipped")
        return
    session = os.path.join(home, "session")  # Qt makes one where there is none
    os.mkdir(session, 0o700)
    environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home,
                   "XDG_RUNTIME_DIR": session, "TMPDIR": temporary, "QT_QPA_PLATFORM": "xcb",
                   "QT_LOGGING_RULES": "binnacle.*=true"}
    log = os.path.join(home, "log")
    with open(log, "w", encoding="utf-8") as out:
        console = subprocess.Popen([BINNACLE, "--demo", "--at", "incident"], env=environment,
                                   stdout=out, stderr=out)
    try:
        wait_for_paint(console, log)
        rig.check(os.listdir(temporary), "the workspace of the demo is somewhere else")
        time.sleep(5)  # the other views are made ahead meanwhile
        rig.check(console.poll() is None, f"the console ended by itself\n{said(log)}")
        console.terminate()
        rig.check(console.wait(15) == 0, "the console did not end cleanly on SIGTERM")
    finally:
        console.kill()
    rig.check("QObject::" not in said(log) and "ASSERT" not in said(log), said(log))
    left = set(os.listdir(home)) - {"log", "session"} | set(os.listdir(temporary))
    rig.check(not left, f"the demo left files behind: {left}")


def main():
    with tempfile.TemporaryDirectory() as directory:
        grab(directory, "dark", "1280x800")
    with tempfile.TemporaryDirectory() as directory:
        grab(directory, "light", "1920x1080")
    with tempfile.TemporaryDirectory() as directory:
        grab_without_listener(directory)
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as temporary:
        open_window(home, temporary)
    print("console ok")


main()
