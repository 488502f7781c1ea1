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
raw = ("std::", "bad_", "basic_string", "vector::", "stoi", "stod", "filesystem error", "json.exception", "yaml-cpp",
       "terminate called")  # what no user should have to read


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


def output_within(seconds, process, stdin=None):
    """(stdout, stderr) if it ends before it has computed for so long, else nothing."""
    before = cpu_s(process)
    until = time.monotonic() + asleep_s
    while time.monotonic() < until:
        try:
            return process.communicate(stdin, timeout=0.3)
        except subprocess.TimeoutExpired:
            stdin = None  # on its way already
            if cpu_s(process) - before > seconds:
                return None
    return None


def write(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def run(binary, case):
    with tempfile.TemporaryDirectory(prefix="edgecase-torture-") as folder:
        write(pathlib.Path(folder), case.files)
        process = subprocess.Popen([binary, *case.words], cwd=folder, preexec_fn=limit,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE,
                                   env=dict(os.environ, EDGECASE_DATA=str(case.data),
                                            EDGECASE_PROGRESS=f"{folder}/progress.sqlite"))
        interrupted = deaf = False
        ended = output_within(patience_s, process, case.stdin)
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
    said = ended.err + ended.out
    if "audit: " in ended.err and "bug in edgecase" in ended.err:
        return "impossible numbers: " + ended.err.split("audit: ")[1].strip()[:200]
    if "bug in edgecase" in said:
        return "internal errors: " + said.split("bug in edgecase")[1].strip()[:200]
    if ended.code < 0 and not (ended.interrupted and ended.code == -signal.SIGINT):
        return f"signals: {signal.Signals(-ended.code).name}"
    if any(word in said for word in raw) or (ended.code == 1 and not ended.out.strip() and "edgecase: " not in ended.err):
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
