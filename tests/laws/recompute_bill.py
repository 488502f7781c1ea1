#!/usr/bin/env python3
"""Recomputes the bill of a usage file (JSON) with nothing of the product: prices typed in again
from the vendors' pages, exact fractions, standard library only. Prints nano-dollars of each total.
Usage: recompute_bill.py (cloudflare|aws USAGE.json)..."""
import json
import sys
from fractions import Fraction as F
from math import ceil

GiB, GB, M = 2**30, 10**9, 10**6


def tiers(amount, *steps):
    """steps: (end or None, price of one) with ends counted from 0."""
    cost, below = F(0), F(0)
    for end, price in steps:
        top = amount if end is None else min(amount, F(end))
        cost += max(F(0), top - below) * F(price)
        below = max(below, top)
    return cost


def over(amount, included, step=None):
    rest = max(F(0), amount - included)
    return rest if step is None else F(ceil(rest / step) * step)


def main(vendor, path):
    usage = {}
    for entry in json.load(open(path))["usage"]:
        size = F(entry.get("size", "1B")[:-1]) * F(entry.get("time", "1ms")[:-2])
        many = F(entry["items"]) * size if "items" in entry else F(entry["quantity"].rstrip("B"))
        usage[entry["meter"]] = usage.get(entry["meter"], 0) + many
    u = lambda name: usage.get(name, F(0))
    if vendor == "cloudflare":
        lines = [F(5), over(u("edge_function.requests"), 10 * M) * F("0.30") / M,
                 over(u("edge_function.cpu_time"), 30 * M) * F("0.02") / M,
                 over(u("object.reads"), 10 * M, M) * F("0.36") / M,
                 over(u("object.writes"), M, M) * F("4.50") / M,
                 over(u("queue.operations"), M) * F("0.40") / M]
    else:
        T = 1024 * GiB
        ends = [10 * T, 50 * T, 150 * T, 500 * T, 1024 * T, 5120 * T, None]
        out = ["0.085", "0.08", "0.06", "0.04", "0.03", "0.025", "0.02"]
        lines = [tiers(u("edge.egress_bytes"), *[(e, F(p) / GiB) for e, p in zip(ends, out)]),
                 u("edge.requests") * F("0.01") / 10000,
                 tiers(u("api.http_requests"), (300 * M, F(1, M)), (None, F("0.9") / M)),
                 u("object.reads") * F("0.0004") / 1000, u("object.writes") * F("0.005") / 1000]
    print(sum(round(line * 10**9) for line in lines))


for vendor, path in zip(sys.argv[1::2], sys.argv[2::2]):
    main(vendor, path)
