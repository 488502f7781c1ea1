"""Numbers that no world can have, in the JSON of a result."""
import json
import math

# Differences, which may be below 0.
signed = ("attack.cost", "margin", "saved", "saving", "difference", "delta", "drift", "shift")
slack = 1e-9


def impossible(case, ended):
    """The first impossible number of an answer, or nothing."""
    if case.words[0] != "run" or ended.code not in (0, 3, 5) or not ended.out.strip():
        return None
    try:
        result = json.loads(ended.out)
    except ValueError as error:
        return f"impossible numbers: no JSON: {error}"
    for check in (metrics, why, bill, timeline):
        wrong = check(result)
        if wrong:
            return f"impossible numbers: {wrong}"
    return None


def ordered(name, e):
    """Of an estimate: an interval holds its mean."""
    mean, lo, hi = e.get("mean"), e.get("lo"), e.get("hi")
    if mean is not None and not math.isfinite(mean):
        return f"{name} = {mean}"
    if None not in (mean, lo, hi) and not lo - slack * abs(lo) <= mean <= hi + slack * abs(hi):
        return f"{name} = {mean} outside its interval [{lo}, {hi}]"
    return None


def metrics(result):
    for row in result["metrics"]:
        name = row["name"] + "".join(f"{{{k}={v}}}" for k, v in sorted(row["labels"].items()))
        wrong = ordered(name, row)
        if wrong:
            return wrong
        if row["mean"] is None or any(word in name for word in signed):
            continue
        if row["mean"] < -slack:
            return f"{name} = {row['mean']}, below 0"
        if row["unit"] == "1" and "share" in name and row["mean"] > 1 + slack:
            return f"{name} = {row['mean']}, above 1"
        if row["unit"] == "1" and name.split("{")[0] in ("availability", "hit_ratio", "byte_hit_ratio",
                                                        "origin.offload") and row["mean"] > 1 + slack:
            return f"{name} = {row['mean']}, above 1"
    return None


def why(result):
    for row in result["why"]:
        total = sum(part["share"] for part in row["parts"])
        if row["parts"] and row["mean_ms"] and abs(total - 1) > 1e-6:
            return f"the parts of {row['indicator']} sum to {total}"
        if row["mean_ms"] is not None and row["mean_ms"] < 0:
            return f"{row['indicator']}: {row['mean_ms']} ms"
    return None


def bill(result):
    for line in result["bill"]:
        wrong = ordered(line["name"], line["dollars"])
        if wrong:
            return wrong
        if line["dollars"]["mean"] is not None and line["dollars"]["mean"] < 0:
            return f"{line['name']} costs {line['dollars']['mean']} dollars"
    if not result["bill"]:
        return None
    total = [m for m in result["metrics"] if m["name"] == "cost.monthly" and not m["labels"]]
    lines = sum(line["dollars"]["mean"] or 0 for line in result["bill"])
    if total and total[0]["mean"] is not None and abs(lines - total[0]["mean"]) > 0.01 + 1e-6 * lines:
        return f"the lines of the bill sum to {lines}, the total is {total[0]['mean']}"
    return None


def timeline(result):
    for moment in result["timeline"]:
        for name, value in moment.items():
            if value is not None and value < 0:
                return f"{name} = {value} at {moment['at_s']} s"
        for name in ("failed", "edge_hits"):
            if (moment.get(name) or 0) > 1 + slack:
                return f"{name} = {moment[name]} at {moment['at_s']} s"
    return None
