#!/usr/bin/env python3
"""The translations are complete: what the sources say, every language can say.

Usage: translations.py LUPDATE SOURCE_DIR [--write]

Copies translations/*.ts to a temporary folder, updates them from the sources and fails when
something is missing, unfinished or no longer used, or when the placeholders of a translation are
not those of its source. With --write the files of the source tree are updated instead; the new
entries are then to be translated.
"""
import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

PLURALS_ONLY = {"binnacle_en.ts"}
PLACEHOLDER = re.compile(r"%L?(?:\d{1,2}|n)")
# What lupdate says when the context it writes is not the one that tr() asks at run time.
WRONG_CONTEXT = ("lacks Q_OBJECT macro", "unknown namespace/class", "tr() cannot be called without")


def update(lupdate, source_dir, ts_file):
    command = [lupdate, "app", "ui", "-I", ".", "-locations", "none", "-no-obsolete"]
    if ts_file.name in PLURALS_ONLY:
        command.append("-pluralonly")
    done = subprocess.run(
        command + ["-ts", str(ts_file)], cwd=source_dir, capture_output=True, text=True)
    said = (done.stdout + done.stderr).splitlines()
    problems = [line for line in said if any(part in line for part in WRONG_CONTEXT)]
    if done.returncode != 0:
        problems.append(f"lupdate ended with {done.returncode}: {done.stderr.strip()}")
    return problems


def messages(ts_file):
    """(context, source, comment) -> message"""
    result = {}
    for context in ElementTree.parse(ts_file).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source"),
                   message.findtext("comment") or "")
            result[key] = message
    return result


def forms(message):
    translation = message.find("translation")
    if message.get("numerus") == "yes":
        return [form.text or "" for form in translation.iter("numerusform")]
    return [translation.text or ""]


def differs(source, translated, is_plural):
    """A plural form may leave the number out: "one file"."""
    wanted, found = Counter(PLACEHOLDER.findall(source)), Counter(PLACEHOLDER.findall(translated))
    if is_plural:
        for number in ("%n", "%Ln"):
            wanted.pop(number, None)
            found.pop(number, None)
    return wanted != found


def check(ts_file, before, after):
    problems = []
    for key in before.keys() - after.keys():
        problems.append(f"{ts_file.name}: no longer used: {key[0]}: {key[1]!r}")
    for key, message in after.items():
        where = f"{ts_file.name}: {key[0]}: {key[1]!r}"
        translation = message.find("translation")
        if key not in before:
            problems.append(f"{where}: missing")
            continue
        if translation.get("type") or not all(forms(message)):
            problems.append(f"{where}: {translation.get('type') or 'empty'}")
            continue
        is_plural = message.get("numerus") == "yes"
        for form in forms(message):
            if differs(key[1], form, is_plural):
                problems.append(f"{where}: other placeholders: {form!r}")
        # In Chinese a number that is left out is a number that is lost.
        if is_plural and "_zh" in ts_file.name and not re.search(r"%L?n", forms(message)[0]):
            problems.append(f"{where}: the number is missing")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lupdate")
    parser.add_argument("source_dir", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    originals = sorted((options.source_dir / "translations").glob("*.ts"))
    problems = [] if originals else ["there are no translations"]
    with tempfile.TemporaryDirectory() as folder:
        for original in originals:
            before = messages(original)
            ts_file = original if options.write else Path(folder) / original.name
            if not options.write:
                shutil.copy(original, ts_file)
            problems += update(options.lupdate, options.source_dir, ts_file)
            after = messages(ts_file)
            if not after:
                problems.append(f"{original.name}: nothing to translate was found")
            problems += check(original, before, after)
    print("\n".join(problems) or f"{len(originals)} languages are complete")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
