"""What ships beside scenarios, damaged and put to use: networks, price sheets, runtimes, attacks, sizes
and usage files; and lines of the command itself."""
import json
import re

import mutate

# An option of a command, and what a careless hand writes after it.
words = ["0", "1", "-1", "4294967296", "1e18", "18446744073709551616", "1%", "0%", "100%", "0.00001%", "nan", "",
         ",", "x", "a,b", "-", ".", "/dev/null", "/dev/full", "no/such/file.json", "\u202e", "all", "text", "csv"]


def used(world, case, path, text, rng):
    """The command that reads a file of a shelf, or only checks it."""
    shelf, files = path.parent.name, {"mine.yaml": text}
    ran = world.folder / ("attack-on-the-wallet.yaml" if shelf == "runtimes" else "image-shop.yaml")
    shop = ran.name  # beside its parts, which it names relative to its folder
    short = ["--set", "world.demand.rate=30 rps", "--set", "world.horizon.measure=5s", "-q", "-j", "1", "--audit",
             "--replications", "1", "--format", "json", "--allow-outside"]
    commands = {
        "networks": [["run", shop, "--set", "world.network=mine.yaml", *short],
                     ["net", "catchments", "--network", "./mine.yaml"],
                     ["net", "rtt", "FRA", "us-east-1", "--network", "./mine.yaml"]],
        "prices": [["bill", "--prices", "./mine.yaml,aws-2026", "--usage", world.folder / "usage/shop-month.yaml"],
                   ["bill", "--prices", "./mine.yaml", "--usage", world.folder / "usage/shop-month.yaml", "--plan",
                    "all", "--free-tier"],
                   ["run", shop, "--set", "design.prices.edge=mine.yaml", *short]],
        "usage": [["bill", "--prices", "cloudflare-2026,aws-2026", "--usage", "mine.yaml"],
                  ["bill", "--prices", "cloudflare-2026,aws-2026", "--usage", "mine.yaml", "--break-even", "--over",
                   rng.choice(["hit-ratio", "object-size", "egress-price", "country=BR"])]],
        "runtimes": [["run", shop, "--set",
                      "design.compute.search.runtime=mine.yaml", *short]],
        "attacks": [["run", shop, "--set", "world.attacks=[{kind: preset, of: mine.yaml, at: 1s}]", *short]],
        "sizes": [["run", shop, "--set", "world.routes.images.size={empirical: mine.yaml}", *short]],
    }
    if shelf not in commands or rng.random() < 0.25:
        return case("mutated part", ["check", "mine.yaml"], files, world.folder)
    if shelf != "usage":
        files[shop] = world.texts[ran]
    return case("mutated part, used", rng.choice(commands[shelf]), files, world.folder)


def history(rng):
    """A register and lists, with operations that overlap; damaged now and then."""
    lines, pending = [], {}
    for _ in range(rng.choice([3, 40, 200])):
        process = rng.randrange(6)
        if process not in pending:
            f = rng.choice(["read", "write", "cas"])
            value = {"read": None, "write": rng.randrange(5), "cas": [rng.randrange(5), rng.randrange(5)]}[f]
            pending[process] = event = {"process": process, "f": f, "value": value, "key": rng.randrange(3)}
            lines.append(dict(event, type="invoke"))
        else:
            event = pending.pop(process)
            if event["f"] == "read":
                event["value"] = rng.randrange(5)
            lines.append(dict(event, type=rng.choice(["ok", "ok", "ok", "fail", "info"])))
    return "\n".join(json.dumps(line) for line in lines).encode() + b"\n"


def judged(world, case, rng):
    text = history(rng)
    if rng.random() < 0.7:
        text = mutate.text(text, rng, [text])
    return case("damaged history", ["consistency", "h.jsonl", "--format", rng.choice(["text", "json"])],
                {"h.jsonl": text}, world.folder)


def options_of(binary_help):
    """The options of a command, with whether each takes a value."""
    return [(name, bool(value)) for name, value in re.findall(r"(--[a-z-]+)( [A-Z\[a-z][A-Z|a-z\[\]=.0-9-]*)?", binary_help)]


def spoken(world, case, rng):
    """A command line with options drawn from its help."""
    command = rng.choice(list(world.helps))
    line = command.split()
    options = options_of(world.helps[command]) or [("--help", False)]
    if rng.random() < 0.9:
        line.append(rng.choice([world.folder / "lab/mm1.yaml", world.folder / "image-shop.yaml", "none.yaml", "."]))
    for name, value in rng.choices(options, k=rng.choice([1, 2, 3])):
        if name not in ("--watch", "--time-limit"):
            line += [name, rng.choice(words)] if value else [name]
    return case("command line", line, {}, world.folder)
