"""Runs the binary with limits of time and memory, and says how it ended."""
import dataclasses
import resource
import shlex
import signal
import subprocess
import tempfile
import pathlib

wrongs = ["internal errors", "signals", "hangs", "impossible numbers", "exits without a reason"]

patience_s = 6  # then the run is interrupted, as a user would
grace_s = 3  # generous: the machine has other things to do
memory_bytes = 20 << 30
usual_codes = {0, 2, 3, 4, 5, 130}
environment = ("cannot ", "no such file", "is a folder", "out of memory", "needs about")


@dataclasses.dataclass
class Ended:
    code: int
    out: str
    err: str
    interrupted: bool
    deaf: bool


def shell(words):
    return shlex.join(str(word) for word in words)


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))


def run(binary, case):
    with tempfile.TemporaryDirectory(prefix="edgecase-torture-") as folder:
        for name, content in case.files.items():
            (pathlib.Path(folder) / name).write_bytes(content)
        process = subprocess.Popen([binary, *case.words], cwd=folder, preexec_fn=limit,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        interrupted = deaf = False
        try:
            out, err = process.communicate(timeout=patience_s)
        except subprocess.TimeoutExpired:
            interrupted = True
            process.send_signal(signal.SIGINT)
            try:
                out, err = process.communicate(timeout=grace_s)
            except subprocess.TimeoutExpired:
                deaf = True
                process.kill()
                out, err = process.communicate()
        return Ended(process.returncode, out.decode(errors="replace"), err.decode(errors="replace"),
                     interrupted, deaf)


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
