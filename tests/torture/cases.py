"""The cases: shipped files mutated, every key at its bounds, features of one scenario in another,
traces of requests with damage."""
import dataclasses
import json
import os
import pathlib
import random
import subprocess

import mutate

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


class World:
    """What ships: texts, and every scenario with all its values, as JSON."""

    def __init__(self, binary, folder):
        self.folder = folder
        data = dict(os.environ, EDGECASE_DATA=str(folder))
        self.texts = {path: path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}
        self.scenarios = [path for path, text in self.texts.items() if b"kind: Scenario" in text]
        self.configs = {}
        for path in self.scenarios:
            done = subprocess.run([binary, "run", path, "--print-config", "--format", "json"],
                                  capture_output=True, check=True, env=data)
            self.configs[path] = json.loads(done.stdout)
        schema = subprocess.run([binary, "schema"], capture_output=True, check=True, env=data)
        self.schema = json.loads(schema.stdout)

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
            found.append((name, str(part.get("description", ""))))
            inner = value.get(key) if isinstance(value, dict) else None
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
    return words + ["-q", "-j", "1", "--format", "json", "--replications", str(rng.choice([1, 1, 2, 3]))]


def mutated(world, rng):
    path = rng.choice(list(world.texts))
    text = mutate.text(world.texts[path], rng, list(world.texts.values()))
    files = {path.name: text}
    if path in world.scenarios:
        return Case("mutated scenario", short_run(["run", path.name], [], rng), files, world.folder)
    return Case("mutated part", ["check", path.name], files, world.folder)


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


def crossed(world, rng):
    path = rng.choice(world.scenarios)
    overrides = []
    for _ in range(rng.choice([1, 2, 3])):
        name, value = subtree(world.configs[rng.choice(world.scenarios)], rng)
        if name.startswith(("world", "design")):
            overrides.append(f"{name}={json.dumps(value)}")
    return Case("crossed features", short_run(["run", path], overrides, rng), {}, world.folder)


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
    if draw < 0.3:
        return mutated(world, rng)
    if draw < 0.6:
        return bounded(world, rng, 1)
    if draw < 0.7:
        return bounded(world, rng, 2)
    if draw < 0.93:
        return crossed(world, rng)
    return traced(world, rng)
