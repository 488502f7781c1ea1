"""Cases and what candidates hand in, damaged: case files, designs, sessions, folders of a class."""
import json

import mutate


def opened(world, case, rng):
    """A case whose files were damaged, opened by each of its commands."""
    folder = rng.choice(world.case_folders)
    files = {f"c/{path.name}": world.texts[path] for path in sorted(folder.iterdir())}
    hurt = rng.choice(["c/case.yaml", "c/case.yaml", "c/world.yaml"])
    files[hurt] = mutate.text(files[hurt], rng, list(files.values()))
    words = rng.choice([["check", "c"]] * 6 + [["build", "c", "-o", "out"], ["start", "c", "s"], ["start", "c", "s", "--candidate", "eve"],
                        ["build", "c", "--for", "grader", "-o", "out"], ["test", "c", "--designs", "2", "-q"]])
    return case("mutated case", ["case", *words], files, world.folder)


def design(world, rng):
    """A design as handed in: damaged, extreme, hostile, or of another case."""
    started = rng.choice(world.sessions)
    draw = rng.random()
    if draw < 0.5:
        return mutate.text(started["design.yaml"], rng, [started["design.yaml"], rng.choice(list(world.texts.values()))])
    path, value = rng.choice(world.levers), rng.choice(world.extremes)
    body = json.dumps(value) if draw < 0.6 else value
    keys = path.split(".")
    lines = [f"case: {started['name']}"] + ["  " * i + key + ":" for i, key in enumerate(keys)]
    lines[-1] += " " + body
    if draw > 0.9:
        lines.insert(1, rng.choice(["extends: /etc/passwd", "world: {demand: {rate: 1 rps}}", "apiVersion: edgecase/v9",
                                    "design: *a", "<<: {}", "case: [x]"]))
    return "\n".join(lines).encode() + b"\n"


def log(started, rng):
    lines = started["session.jsonl"]
    return mutate.text(lines, rng, [lines]) if rng.random() < 0.7 else lines


def session(world, case, rng):
    """A command in a session whose design or log was damaged."""
    started = rng.choice(world.sessions)
    files = {f"s/{name}": started[name] for name in ("design.yaml", "session.jsonl", "brief.md")}
    files["s/design.yaml"] = design(world, rng)
    if rng.random() < 0.5:
        files["s/session.jsonl"] = log(started, rng)
    words = rng.choice([["run"]] * 5 + [["submit"], ["next"], ["hint"], ["pause"], ["ask", "traffic"], ["ask", "\x1b[31m"], ["debrief"],
                        ["predict", "bill", "$1", "$1k"], ["predict", "tail", "nan", "1e308"], ["predict", "cold-share", "0%", "201%"],
                        ["claim", "latency.p99 is below 400ms"], ["claim", "cost.monthly falls by at least 1e308% than run 1"],
                        ["claim", rng.choice(world.extremes)], ["claim", "hit_ratio is above nan"],
                        ["claim", f"latency.p99 is below 1s than with {rng.choice(world.levers)}={rng.choice(world.extremes)}"]])
    return case("session", ["case", *words[:1], "-C", "s", *(["--"] if len(words) > 1 else []), *words[1:]], files, world.folder)


def grade(world, case, rng):
    """A class: some designs as files, some as folders, some with a session, one empty."""
    folder = rng.choice(world.case_folders)
    files = {}
    for i in range(rng.choice([1, 2, 3])):
        name = rng.choice([f"n{i}", f"n {i}", f"=cmd{i}", f"{i}é", f"-n{i}"])
        if rng.random() < 0.5:
            files[f"class/{name}.yaml"] = design(world, rng)
        else:
            files[f"class/{name}/design.yaml"] = design(world, rng)
            if rng.random() < 0.7:
                files[f"class/{name}/session.jsonl"] = log(rng.choice(world.sessions), rng)
            if rng.random() < 0.1:
                files[f"class/{name}/design.yaml/x"] = b"x"
                del files[f"class/{name}/design.yaml"]
    if rng.random() < 0.2:
        files["class/empty.yaml"] = b""
    if rng.random() < 0.1:
        files["g.csv.sqlite"] = rng.choice([b"", b"x" * 100, world.database[:5000]])
    return case("class", ["case", "grade", folder, "class", "-o", "g.csv", "-q", *rng.choice([[], ["--results-json", "out"], ["--curveballs", "none"]])],
                files, world.folder)


def some(world, case, rng):
    draw = rng.random()
    if draw < 0.45:
        return opened(world, case, rng)
    return session(world, case, rng) if draw < 0.75 else grade(world, case, rng)
