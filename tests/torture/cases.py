"""The cases: shipped files mutated, every key at its bounds, features of one scenario in another,
traces of requests with damage."""
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import random
import re
import subprocess
import tempfile

import mutate
import practice
import shelves
import studies

# What a careless or a hostile hand writes in place of a value.
extremes = [
    "0", "1", "-1", "2", "0.5", "1e308", "1e-308", "-0", "9223372036854775807", "18446744073709551616",
    "1e19", "nan", "inf", "null", "true", "''", "[]", "{}", "[{}]", "~", "0%", "100%", "99.999999%",
    "201%", "-5%", "0.0000001%", "1ns", "1us", "0s", "1d", "365d", "100000d", "300000000000h", "-1s",
    "0B", "1B", "9000000TB", "9223372036854775807B", "16EiB", "64GiB", "0 rps", "1 rps", "1000M rps",
    "1000G rps", "0.000001 rps", "1 per day", "$0", "-$1", "$1000000000000", "unlimited", "none",
    "Frankfurt", "us-east-1", "world", "lru", "lognormal", "{lognormal: {}}", "exponential",
    "{exponential: {mean: 0s}}", "{constant: {value: 0}}", "quantiles", "zipf", "region", "all",
    "a.b", "a[0]", "../../etc/passwd", "/dev/zero", "\"\\u0000\"", "é\u202e", "x" * 3000,
]


# Of the kind that the key takes, by the words of its description.
fitting = {
    "a duration": ["0s", "1ns", "1us", "1ms", "20ms", "1s", "30s", "1min", "10min", "1h", "30d", "365d",
                   "36500d", "100000d", "106751d", "292000000h"],
    "a size": ["0B", "1B", "1kB", "100kB", "1MB", "1GB", "13GB", "64GiB", "1TB", "1000TB", "9000000TB"],
    "a rate": ["0 rps", "0.001 rps", "1 rps", "100 rps", "10k rps", "1M rps", "1000M rps", "1000G rps"],
    "a share": ["0%", "0.0001%", "1%", "50%", "99.9999%", "100%", "201%"],
    "a count": ["0", "1", "2", "7", "400", "200k", "2M", "1000M", "9223372036854775807", "unlimited"],
    "a number": ["0", "1", "-1", "0.001", "0.999", "1.001", "2", "100", "1e6", "1e18", "1e308"],
    "a bandwidth": ["0 bit/s", "1 bit/s", "1 kbit/s", "10 Mbit/s", "1 Gbit/s", "100 Gbit/s", "1000 Tbit/s"],
    "a frequency": ["1 per day", "1 per second", "1000 per second"],
    "true or false": ["true", "false"],
}


@dataclasses.dataclass
class Case:
    kind: str
    words: list
    files: dict
    data: pathlib.Path  # the shipped files, of the whole world or of the village
    stdin: bytes = b""


class World:
    """What ships: texts, and every scenario with all its values, as JSON."""

    def __init__(self, binary, folder, like=None):
        self.folder = folder
        data = dict(os.environ, EDGECASE_DATA=str(folder), EDGECASE_PROGRESS="progress.sqlite")
        self.texts = {path: path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}
        self.scenarios = [path for path, text in self.texts.items() if b"kind: Scenario" in text]

        def config(path):
            done = subprocess.run([binary, "run", path, "--print-config", "--format", "json"],
                                  capture_output=True, check=True, env=data)
            return json.loads(done.stdout)

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            self.configs = dict(zip(self.scenarios, pool.map(config, self.scenarios)))
        schema = subprocess.run([binary, "schema"], capture_output=True, check=True, env=data)
        self.schema = json.loads(schema.stdout)

        self.extremes = extremes
        self.small_scenarios = [p for p in self.scenarios if "cases" not in p.parts]
        self.case_folders = sorted(p.parent for p, text in self.texts.items() if b"kind: Case" in text)
        self.levers = [word for p, text in self.texts.items() if b"kind: Case" in text
                       for word in re.findall(r"path: (design[\w.]+)", text.decode())]
        self.swept = ["--param", "world.origin.workers=[1, 2]", "--set", "world.horizon.measure=3s", "-q",
                      "--replications", "2", "--metric", "latency.mean"]
        if like:
            self.database, self.sessions, self.helps = like.database, like.sessions, like.helps
        else:
            self._prepare(binary, data)

    def _prepare(self, binary, data):
        """What commands leave behind: sessions of cases, a results database, the help of commands."""
        def tool(*words, **more):
            return subprocess.run([binary, *words], capture_output=True, text=True, env=data, **more)

        with tempfile.TemporaryDirectory() as folder:
            tool("sweep", self.folder / "lab/mm1.yaml", *self.swept, "--results", "r.db", cwd=folder)
            self.database = (pathlib.Path(folder) / "r.db").read_bytes()
            self.sessions = []
            for case in self.case_folders:
                tool("case", "start", case, case.name, cwd=folder)
                if case.name in ("cold-at-the-edge", "zero-latency"):  # these went further
                    tool("case", "run", "-C", case.name, cwd=folder)
                    tool("case", "claim", "-C", case.name, "latency.p99 is below 400ms", cwd=folder)
                if case.name == "zero-latency":
                    tool("case", "submit", "-C", case.name, cwd=folder)
                kept = {p.name: p.read_bytes() for p in (pathlib.Path(folder) / case.name).iterdir()}
                self.sessions.append(dict(kept, name=case.name))
        names = re.findall(r"^  ([a-z-]+)  ", tool("--help").stdout, re.M)
        self.helps = {name: tool(name, "--help").stdout for name in names if name not in ("mcp", "validate")}

    def keys(self, path):
        """Every key that the scenario has or might have, as --set names it, with its description."""
        found = []
        self._walk(self.schema, self.configs[path], "", found, 0)
        return found

    def _walk(self, schema, value, above, found, depth):
        schema = self._resolved(schema)
        keys = dict(schema.get("properties", {}))
        if isinstance(value, dict) and isinstance(schema.get("additionalProperties"), dict):
            keys.update({key: schema["additionalProperties"] for key in value})
        for key, part in keys.items():
            name = f"{above}.{key}" if above else key
            inner = value.get(key) if isinstance(value, dict) else None
            # What the scenario has is drawn more often: what it lacks is mostly refused for want of the rest.
            found += [(name, str(part.get("description", "")))] * (4 if inner not in (None, {}, []) else 1)
            if depth < 8 and (inner is not None or depth < 5):
                self._walk(part, inner, name, found, depth + 1)

    def _resolved(self, schema):
        for _ in range(8):
            if "allOf" in schema:
                schema = schema["allOf"][0]
            elif "$ref" in schema:
                schema = self.schema["definitions"][schema["$ref"].split("/")[-1]]
            else:
                break
        return schema


def subtree(config, rng):
    """(path, value) of a random part of a scenario, as deep as a feature lies."""
    path, value = "", config
    for _ in range(rng.choice([2, 2, 3, 3, 4])):
        if not isinstance(value, dict) or not value:
            break
        key = rng.choice(sorted(value))
        path, value = (f"{path}.{key}" if path else key), value[key]
    return path, value


def short_run(words, overrides, rng):
    """A run of a moment, unless the case is about time or load."""
    text = " ".join(overrides)
    if "demand" not in text and rng.random() < 0.8:
        words += ["--set", "world.demand.rate=30 rps"]
    if "horizon" not in text and rng.random() < 0.5:
        words += ["--set", "world.horizon.measure=20s", "--set", "world.horizon.warm_up=5s"]
    for override in overrides:
        words += ["--set", override]
    return words + ["-q", "-j", "1", "--audit", "--format", "json", "--replications", str(rng.choice([1, 1, 2, 3]))]


def mutated(world, rng):
    path = rng.choice(list(world.texts))
    text = mutate.text(world.texts[path], rng, list(world.texts.values()))
    files = {path.name: text}
    if path in world.scenarios:
        return Case("mutated scenario", short_run(["run", path.name], [], rng), files, world.folder)
    return shelves.used(world, Case, path, text, rng)


def extreme(description, rng):
    fits = [values for what, values in fitting.items() if what in description]
    return rng.choice(fits[0] if fits and rng.random() < 0.8 else extremes)


def bounded(world, rng, count):
    path = rng.choice(world.scenarios)
    keys = world.keys(path)
    overrides = [f"{key}={extreme(description, rng)}"
                 for key, description in rng.choices(keys, k=count)]
    kind = "bound" if count == 1 else "bounds together"
    return Case(kind, short_run(["run", path], overrides, rng), {}, world.folder)


factors = [0, 1e-6, 0.001, 0.1, 0.5, 0.99, 1.01, 2, 3, 10, 1000, 1e6]


def other(value, rng):
    """Another value of the same form: a number with its unit, a switch, a list that repeats itself."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return type(value)(value * rng.choice(factors)) + rng.choice([0, 0, 1])
    if isinstance(value, list):
        return rng.choice([[], value * 2, value * rng.choice([3, 60]), value[::-1], value[:1]])
    found = re.fullmatch(r"(\$?)([0-9.]+)( ?[A-Za-z%/ ]*)", value) if isinstance(value, str) else None
    if not found:
        return rng.choice(extremes)
    number = float(found[2]) * rng.choice(factors)
    if rng.random() < 0.3:
        return rng.choice([found[1] + rng.choice(["0", "1", "100"]) + found[3]])
    return f"{found[1]}{number:.6f}".rstrip("0").rstrip(".") + found[3]


def disturbed(value, rng):
    """The same part of a scenario with one of its values changed."""
    if isinstance(value, dict) and value:
        key = rng.choice(sorted(value))
        return {**value, key: disturbed(value[key], rng)}
    if isinstance(value, list) and value and rng.random() < 0.8:
        at = rng.randrange(len(value))
        return value[:at] + [disturbed(value[at], rng)] + value[at + 1:]
    return other(value, rng)


def crossed(world, rng):
    path = rng.choice(world.scenarios)
    overrides = []
    changed = rng.random() < 0.6
    for _ in range(rng.choice([1, 2, 3])):
        source = path if changed and rng.random() < 0.6 else rng.choice(world.scenarios)
        name, value = subtree(world.configs[source], rng)
        if name.startswith(("world", "design")):
            for _ in range(rng.choice([1, 1, 2]) if changed else 0):
                value = disturbed(value, rng)
            overrides.append(f"{name}={json.dumps(value)}")
    kind = "features changed" if changed else "crossed features"
    return Case(kind, short_run(["run", path], overrides, rng), {}, world.folder)


def repeated(value, n, rng):
    """One of the lists or named things of a scenario, n times over; nothing: it has none."""
    places = []

    def look(part, path):
        if isinstance(part, list) and part:
            places.append((part, path))
        if isinstance(part, dict):
            named = path and path[-1] in ("routes", "caches", "compute", "guards", "stores", "changes", "rollouts", "tools",
                                          "weights", "third_parties", "access", "variants", "callers")
            if part and named and len(path) <= 3:
                places.append((part, path))
            for key, inner in part.items():
                look(inner, [*path, key])

    for top in ("world", "design"):
        look(value.get(top, {}), [top])
    if not places:
        return
    part, _ = rng.choice(places)
    if isinstance(part, list):
        part *= n
        return
    names = list(part)
    for i in range(n):
        part[f"x{i}"] = part[rng.choice(names)]


def many(world, rng):
    """Sizes beyond what any organisation has, within what a file may hold."""
    path = rng.choice(world.scenarios)
    config = json.loads(json.dumps(world.configs[path]))
    for _ in range(rng.choice([1, 1, 2])):
        repeated(config, rng.choice([30, 300, 1000, 3000]), rng)
    name = "many.yaml"
    words = ["check", name] if rng.random() < 0.6 else short_run(["run", name], [], rng)
    return Case("many of them", words, {name: json.dumps(config).encode()}, world.folder)


def traced(world, rng):
    lines = [f"{i * 0.25:.2f},/p/{int(rng.paretovariate(1.1)) % 300},{rng.randrange(1, 50000)}"
             for i in range(400)]
    text = ("time,key,size\n" + "\n".join(lines) + "\n").encode()
    words = ["cache", "--trace", "t.csv", "--policy", rng.choice(["lru", "fifo,lru", "s3_fifo", "sieve"]),
             "--capacity", rng.choice(["100kB", "1MB,10MB", "0B", "10% of the footprint", "9000000TB"])]
    if rng.random() < 0.3:
        words += ["--columns", rng.choice(["key=2,size=3", "key=none", "key=key,size=none", "key=9",
                                           "size=1", "", "key=2,key=3", "time=1,key=2,size=3"])]
    return Case("damaged trace", words, {"t.csv": mutate.text(text, rng, [text])}, world.folder)


def case(number, seed, worlds):
    """Of (whole world, village): one in twenty is of the whole world."""
    rng = random.Random(f"{seed}/{number}")
    world = worlds[rng.random() > 0.05]
    draw = rng.random()
    for share, make in ((0.20, mutated), (0.32, lambda w, r: bounded(w, r, 1)), (0.37, lambda w, r: bounded(w, r, 2)),
                        (0.72, crossed), (0.75, many), (0.77, traced), (0.80, lambda w, r: shelves.judged(w, Case, r)),
                        (0.83, lambda w, r: shelves.spoken(w, Case, r)),
                        (0.89, lambda w, r: studies.study(w, Case, r, extreme)),
                        (0.92, lambda w, r: studies.database(w, Case, r)),
                        (0.94, lambda w, r: studies.assistant(w, Case, r)), (1, lambda w, r: practice.some(w, Case, r))):
        if draw < share:
            return make(world, rng)
