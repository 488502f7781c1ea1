#!/usr/bin/env python3
"""Hostile input for the real binary: none of it may end in an internal error, a signal, a hang that
ignores an interrupt, or a result with impossible numbers.

  torture.py BINARY SCENARIOS [--seconds N | --hours N] [--seed N] [--only N] [--keep FOLDER] [--jobs N]

Each case follows from the seed and its number alone: --only repeats one and prints its command. What
was found is kept in FOLDER, a file each, with the command and what went wrong.
"""
import argparse
import collections
import concurrent.futures
import pathlib
import sys
import tempfile
import time

import audit
import cases
import process
import village


def one(number, options, worlds):
    """The outcome of a case: "ok", or what is wrong; and the case itself."""
    case = cases.case(number, options.seed, worlds)
    ended = process.run(options.binary, case)
    return case, ended, process.verdict(ended) or audit.impossible(case, ended)


def keep(folder, number, case, ended, wrong):
    own = folder / str(number)
    process.write(own, case.files)
    if case.stdin:
        (own / "stdin").write_bytes(case.stdin)
    report = f"{wrong}\n{process.shell(case)}\nexit {ended.code}\n\n{ended.err}\n"
    (folder / f"{number}.txt").write_text(report)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("scenarios", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--hours", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", type=pathlib.Path, default=pathlib.Path("torture"))
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    options.binary = options.binary.resolve()
    options.scenarios = options.scenarios.resolve()
    return options


def all_cases(options, worlds):
    """(number, case, ended, wrong) until the time is over, a few at a time."""
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        waiting = collections.deque()
        number = 0
        while waiting or time.monotonic() < options.end:
            while len(waiting) < 2 * options.jobs and time.monotonic() < options.end:
                waiting.append((number, pool.submit(one, number, options, worlds)))
                number += 1
            first, done = waiting.popleft()
            yield (first, *done.result())


def main():
    options = parse()
    options.keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="village-", dir=options.keep) as folder:
        small = village.build(options.scenarios, pathlib.Path(folder).resolve() / "scenarios")
        village_world = cases.World(options.binary, small)
        whole = cases.World(options.binary, options.scenarios, like=village_world)
        return torture(options, (whole, village_world))


def torture(options, worlds):
    if options.only is not None:
        case, ended, wrong = one(options.only, options, worlds)
        keep(options.keep, options.only, case, ended, wrong or "ok")
        print(process.shell(case), wrong or "ok", ended.err, sep="\n")
        return 1 if wrong else 0
    options.begin = time.monotonic()
    options.end = time.monotonic() + (options.hours * 3600 if options.hours else options.seconds)
    kinds = collections.Counter()
    found = collections.Counter()
    for number, case, ended, wrong in all_cases(options, worlds):
        kinds[case.kind, process.group(ended)] += 1
        if not wrong:
            continue
        found[wrong.split(":")[0]] += 1
        keep(options.keep, number, case, ended, wrong)
        print(f"case {number} ({case.kind}): {wrong}\n  {process.shell(case)}", flush=True)
    for kind in sorted({kind for kind, _ in kinds}):
        groups = {group: n for (k, group), n in kinds.items() if k == kind}
        print(f"{kind}: " + ", ".join(f"{n} {group}" for group, n in sorted(groups.items())))
    taken = time.monotonic() - options.begin
    print(f"{sum(kinds.values())} inputs, seed {options.seed}, {sum(kinds.values()) / taken:.0f} a second: " +
          ", ".join(f"{found[what]} {what}" for what in process.wrongs))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
