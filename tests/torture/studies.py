"""Commands that simulate many designs, and the databases that keep their rows."""
import json

import mutate

ranges = ["[]", "[0]", "[1, 1]", "1..0", "0..0", "1..2:0", "1..2:1", "1..1000000000:1000000000", "-1..1:3",
          "0..1:3:log", "1..9223372036854775807:3:log", "1s..1h:3:log", "0s..1d:2", "1 rps..10M rps:2:log", "1B..9000000TB:3:log",
          "0%..100%:3", "nan..inf:2", "[lru, nonsense]", "[true, 1s, {}]", "[[[]]]", "1..2:3:linear", "..", ":", "1..", "[1s, 10s"]
metrics = ["latency.p99", "cost.monthly", "hit_ratio", "availability", "x = 1 / 0", "x = latency.p99 / (cost.monthly - cost.monthly)",
           "latency.p99{region=europe}", "latency.p99{region=}", "nonsense", "x = ", "x = ((((1))))", "y = 1e308 * 1e308",
           "x = world.demand.rate", "latency.p0", "latency.p100", "=", "x = -latency.mean ^ 0.5", "x = log(0)"]
plans = ["factorial", "one-at-a-time", "latin-hypercube", "sobol"]
short = ["--set", "world.horizon.measure=3s", "--set", "world.horizon.warm_up=1s", "--set", "world.demand.rate=20 rps"]


def few(rng):
    return ["-q", "--replications", str(rng.choice([1, 2, 2, 3]))]


def values_of(description, rng, extreme):
    if rng.random() < 0.4:
        return rng.choice(ranges)
    one, other = extreme(description, rng), extreme(description, rng)
    return rng.choice([f"[{one}, {other}]", f"{one}..{other}:3", f"{one}..{other}:3:log"])


def study(world, case, rng, extreme):
    path = rng.choice(world.small_scenarios)
    command = rng.choice(["sweep", "sweep", "best", "frontier", "break-even", "sensitivity", "why", "change", "stress"])
    words = [command, path]
    keys = world.keys(path)
    if command not in ("why", "change", "stress"):
        for key, description in rng.choices(keys, k=rng.choice([1, 1, 2])):
            words += ["--param", f"{key}={values_of(description, rng, extreme)}"]
    if command in ("sweep", "best", "frontier") and rng.random() < 0.5:
        words += ["--plan", rng.choice(plans), "--points", rng.choice(["1", "2", "3", "0", "5"])]
    if command == "sensitivity":
        words += ["--method", rng.choice(["tornado", "morris", "sobol"]), "--samples", rng.choice(["1", "2", "3", "0"])]
    if command == "best":
        words += ["--most", "6", "--indifference", rng.choice(["$50", "$0", "0", "-1", "1e308", "nan", "1%"])]
    if command == "change":
        words += ["--bad", rng.choice(["0", "5", "100", "-1", "nan", "1e9"]), "--changes", rng.choice(["0", "1", "1e18"])]
    if command == "stress" and rng.random() < 0.3:
        words += ["--breaking-point"]
    if command not in ("change", "stress"):
        words += ["--metric", rng.choice(metrics)]
    words += short
    if rng.random() < 0.5:
        key, description = rng.choice(keys)
        words += ["--set", f"{key}={extreme(description, rng)}"]
    return case("study", words + few(rng), {}, world.folder)


def database(world, case, rng):
    """A results database, damaged like a file and like a disk."""
    data = world.database
    for _ in range(rng.choice([1, 1, 3])):
        at = rng.randrange(len(data))
        what = rng.randrange(4)
        if what == 0:
            data = data[:at]
        elif what == 1:
            data = data[:at] + rng.randbytes(rng.choice([1, 8, 512])) + data[at + 8:]
        elif what == 2:
            data = data[:at] + bytes(4096) + data[at + 4096:]
        else:
            data = mutate.flip(data, rng, []) if data else data
        data = data or b"\0"
    words = rng.choice([["results", "check", "r.db"], ["results", "export", "r.db"],
                        ["results", "merge", "new.db", "r.db"], ["results", "vacuum", "r.db"],
                        ["sweep", world.folder / "lab/mm1.yaml", *world.swept, "--results", "r.db"]])
    return case("damaged database", words, {"r.db": data}, world.folder)


calls = [{"name": "run", "arguments": {"scenario": "image-shop", "replications": 1, "set": ["world.demand.rate=20 rps", "world.horizon.measure=3s"]}},
         {"name": "check", "arguments": {"scenario": "image-shop", "set": ["design.caches.static.ttl=5min"]}},
         {"name": "compare", "arguments": {"base": "image-shop", "replications": 1, "set": ["world.demand.rate=20 rps"]}},
         {"name": "explain", "arguments": {"name": "design.caches"}}, {"name": "scenarios", "arguments": {}},
         {"name": "why", "arguments": {"scenario": "lab/mm1", "metric": "latency.mean", "replications": 1}}]
strange = [None, 0, -1, 1e308, 2**63, 2**64, True, "", "\0", "\u202e", "x" * 5000, [], [[]], {}, {"a": {}}, ["--audit"], "../../etc/passwd",
           "/dev/zero", "mine.yaml", "world.demand.rate=0 rps", ["world.demand.rate=1000G rps"], ["world.horizon.measure=100000d"]]


def message(world, rng):
    """A call of a tool, with values that no client should send."""
    call = json.loads(json.dumps(rng.choice(calls)))
    call["arguments"] = {("scenario" if key == "base" and rng.random() < 0.5 else key): value
                         for key, value in call["arguments"].items()}
    whole = {"jsonrpc": "2.0", "id": rng.randrange(5), "method": "tools/call", "params": call}
    for _ in range(rng.choice([0, 0, 1, 1, 2])):
        where = rng.choice([whole, call, call["arguments"], call["arguments"]])
        key = rng.choice([*where, "set", "seed", "precision", "scenario", "metric"])
        where[key] = rng.choice(strange)
        if not isinstance(call.get("arguments"), dict):
            break
    text = json.dumps(whole).encode()
    return mutate.text(text, rng, [text]).replace(b"\n", b" ") if rng.random() < 0.4 else text


def assistant(world, case, rng):
    hello = {"jsonrpc": "2.0", "id": "a", "method": "initialize", "params": {"protocolVersion": "2025-06-18"}}
    lines = [json.dumps(hello).encode()] if rng.random() < 0.95 else []
    lines += [message(world, rng) for _ in range(rng.choice([1, 2, 4]))]
    if rng.random() < 0.2:
        lines.append(json.dumps({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": rng.choice(strange)}}).encode())
    rng.shuffle(lines[1:])
    path = rng.choice(world.scenarios)
    files = {"mine.yaml": mutate.text(world.texts[path], rng, [world.texts[path]])}
    return case("assistant", ["mcp", "--time-limit", "2"], files, world.folder, b"\n".join(lines) + rng.choice([b"\n", b""]))
