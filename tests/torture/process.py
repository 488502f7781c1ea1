"""Runs the binary with limits of time and memory, and says how it ended."""
import dataclasses
import os
import resource
import shlex
import signal
import subprocess
import tempfile
import time
import pathlib

wrongs = ["internal errors", "signals", "hangs", "impossible numbers", "exits without a reason"]

# Seconds of its own CPU time: the machine has other things to do.
patience_s = 4  # then the run is interrupted, as a user would
grace_s = 2
asleep_s = 120  # by the clock: for a case that waits, and computes nothing
memory_bytes = 6 << 30
usual_codes = {0, 2, 3, 4, 5, 130}
environment = ("cannot ", "no such file", "is a folder", "out of memory", "needs about")


@dataclasses.dataclass
class Ended:
    code: int
    out: str
    err: str
    interrupted: bool
    deaf: bool


def shell(case):
    return shlex.join([f"EDGECASE_DATA={case.data}", "edgecase", *(str(word) for word in case.words)])


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))


def cpu_s(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def output_within(seconds, process):
    """(stdout, stderr) if it ends before it has computed for so long, else nothing."""
    before = cpu_s(process)
    until = time.monotonic() + asleep_s
    while time.monotonic() < until:
        try:
            return process.communicate(timeout=0.3)
        except subprocess.TimeoutExpired:
            if cpu_s(process) - before > seconds:
                return None
    return None


def run(binary, case):
    with tempfile.TemporaryDirectory(prefix="edgecase-torture-") as folder:
        for name, content in case.files.items():
            (pathlib.Path(folder) / name).write_bytes(content)
        process = subprocess.Popen([binary, *case.words], cwd=folder, preexec_fn=limit,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE,
                                   env=dict(os.environ, EDGECASE_DATA=str(case.data)))
        interrupted = deaf = False
        ended = output_within(patience_s, process)
        if ended is None:
            interrupted = True
            process.send_signal(signal.SIGINT)
            ended = output_within(grace_s, process)
        if ended is None:
            deaf = True
            process.kill()
            ended = process.communicate()
        out, err = (text.decode(errors="replace") for text in ended)
        return Ended(process.returncode, out, err, interrupted, deaf)


def verdict(ended):
    """What is wrong with how it ended, or nothing."""
    if ended.deaf:
        return "hangs: an interrupt did not end it"
    if "this is a bug in edgecase" in ended.err:
        return "internal errors: " + ended.err.split("this is a bug in edgecase")[1].strip()[:200]
    if ended.code < 0 and not (ended.interrupted and ended.code == -signal.SIGINT):
        return f"signals: {signal.Signals(-ended.code).name}"
    if ended.code == 1 and not any(word in ended.err for word in environment):
        return "exits without a reason: " + ended.err.strip()[:200]
    if ended.code not in usual_codes | {1, -signal.SIGINT}:
        return f"exits without a reason: code {ended.code}"
    if ended.code == 2 and not ended.err.strip() and not ended.out.strip():
        return "exits without a reason: code 2 without a word"
    return None


def group(ended):
    if ended.interrupted:
        return "interrupted"
    names = {0: "answered", 1: "refused by the environment", 2: "refused"}
    return names.get(ended.code, "answered")
