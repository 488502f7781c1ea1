// EC01xx: errors of a text and its values; EC09xx: warnings.
#include "load/text/codes.hpp"

namespace edgecase {

namespace {

constexpr CodeEntry load_entries[] = {
    {code::syntax, "invalid YAML",
     "A bracket or quote is not closed, the indentation of a line is inconsistent, or a value\n"
     "contains `: ` or starts with a character that is special in YAML. Quote such texts.",
     "title: Shop: the second tier", "title: \"Shop: the second tier\""},
    {code::duplicate_key, "duplicate key",
     "YAML parsers disagree about which of the two wins, so duplicates are rejected.",
     "ttl: 1h\nttl: 2h", "ttl: 2h"},
    {code::merge_key, "merge keys are not supported",
     "`<<` is an old YAML extension that parsers treat differently. To share parts between files\n"
     "use `extends:`; within a file an alias (`*name`) works.",
     "dynamic:\n  <<: *static\n  ttl: 1min", "extends: base.yaml\ndynamic: {ttl: 1min}"},
    {code::unknown_key, "unknown key",
     "Usually a typo, or a key that belongs one level up or down. An unknown key would silently\n"
     "have no effect, so it is an error. Keys that start with `x-` are ignored: use them for your\n"
     "own notes.",
     "static: {tll: 60s}", "static: {ttl: 60s}\nx-owner: web team"},
    {code::missing_key, "required key missing",
     "There is no sensible default for this key, so the scenario must set it.",
     "origin: {workers: 400}", "origin: {at: us-east, workers: 400}"},
    {code::wrong_shape, "mapping, list or single value expected",
     "The value has the wrong type; the help line shows what is expected. A list with a single\n"
     "item still needs its brackets.",
     "faults: {kind: pop_down}", "faults: [{kind: pop_down}]"},
    {code::missing_value, "key without a value",
     "There is nothing after the colon. Write `{}` to use all defaults or `none` to omit an\n"
     "optional part, or remove the key.",
     "upper_tier:", "upper_tier: {}"},
    {code::not_a_number, "not a number",
     "Numbers are decimal and finite: digits, optionally followed by a point and more digits. No\n"
     "digit separators, hexadecimal, infinity, leading plus sign or leading point.",
     "objects: 2,000,000", "objects: 2M"},
    {code::missing_unit, "number without a unit",
     "Units are part of every value, so that seconds cannot be mistaken for milliseconds.\n"
     "Only 0 needs none. Durations: ns us ms s min h d; sizes: B kB MB GB TB KiB MiB GiB TiB;\n"
     "rates: rps /s /min /h /d; bandwidth: bps kbps Mbps Gbps; shares: %; money: $.",
     "ttl: 300\nshare: 0.35", "ttl: 300s\nshare: 35%"},
    {code::unknown_unit, "unknown unit",
     "Units are case-sensitive. `m` alone is not accepted because it is ambiguous (minutes,\n"
     "months or milli): write min or ms. MB is 10^6 bytes, MiB is 2^20.",
     "ttl: 5m\ncapacity: 64gb", "ttl: 5min\ncapacity: 64GB"},
    {code::leading_zero, "leading zero", "Some YAML parsers read 010 as eight, others as ten.",
     "workers: 010", "workers: 10"},
    {code::out_of_range, "value out of range",
     "`edgecase explain PATH` shows the valid range of a key.", "share: 120%", "share: 12%"},
    {code::not_representable, "value cannot be represented exactly",
     "Times are whole nanoseconds, sizes are bytes and money is in billionths of a dollar, each "
     "in\n"
     "64 bits. The value is finer or larger than that.",
     "delay: 0.3ns", "delay: 1ns"},
    {code::unknown_name, "unknown name",
     "Only certain names are valid here; the help line lists them, and `edgecase explain`\n"
     "describes each.",
     "policy: lruu", "policy: lru"},
    {code::refers_to_nothing, "undefined reference",
     "It must be a name that the scenario defines at the path given in the message.",
     "routes: {images: {cache: statik}}\ncaches: {static: {}}",
     "routes: {images: {cache: static}}\ncaches: {static: {}}"},
    {code::too_many_nodes, "too many values",
     "Nested aliases can expand a small file without limit. Values are counted each time they are\n"
     "used.",
     "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "c: [x, x]"},
    {code::too_deep, "nested too deeply",
     "No scenario needs this many levels; the file is probably damaged.", "[[[[[[…]]]]]]", "[…]"},
    {code::too_large, "the file is too large",
     "Scenarios are small. Put large tables into separate files of the catalogue.", "", ""},
    {code::not_utf8, "not UTF-8 text",
     "The file contains invalid UTF-8 or control characters. Save it as UTF-8; if it is "
     "compressed\n"
     "or a word-processor document, save it as plain text.",
     "", ""},
    {code::tab, "indented with a tab", "YAML requires spaces for indentation.",
     "metadata:\n\ttitle: Shop", "metadata:\n  title: Shop"},
    {code::several_documents, "more than one document",
     "A line of `---` or `...` separates YAML documents. A file holds one scenario; `compare`\n"
     "takes two files.",
     "kind: Scenario\n---\nkind: Scenario", "kind: Scenario"},
    {code::empty_document, "empty document",
     "The file, or the value of `--set`, is empty or contains only comments.",
     "--set cache.ttl=", "--set cache.ttl=1h"},
    {code::yaml_tag, "YAML tags are not supported",
     "Tags (`!!int`, `!!python/object`) select a type in some programs. Here the key determines\n"
     "the type of its value.",
     "workers: !!int 4", "workers: 4"},
    {code::bad_extends, "invalid `extends`",
     "It names one YAML file, relative to the extending file. Chains have a maximum length and\n"
     "cycles are not allowed. Mappings are merged, lists whose items have a `name` are merged by\n"
     "name, everything else is replaced.",
     "extends: [a.yaml, b.yaml]", "extends: a.yaml"},
    {code::bad_override, "invalid override",
     "`--set path=value`: the path as printed in messages, the value as one YAML value, which is\n"
     "not split at commas. List items are given by number or `name`; keys with special characters\n"
     "are written in brackets.",
     "--set cache.ttl 60s",
     "--set design.caches.static.ttl=60s\n--set 'world.faults[gru].at=5min'\n"
     "--set 'thresholds[latency.p99]=[\"< 250ms\"]'"},
    {code::not_in_catalogue, "not in the catalogue",
     "Networks, price sheets, runtimes, size distributions and attacks are files. Those of the\n"
     "catalogue have names without folder and `.yaml`, which the message lists. Your own are "
     "named\n"
     "by their path, relative to the scenario's folder, with `.yaml` at the end.",
     "network: cloudflare", "network: cloudflare-2026\nnetwork: my-network.yaml"},
    {code::unordered, "values not in increasing order",
     "Some values must increase: p50 and p99, min and max, the points of a curve.",
     "service: {lognormal: {p50: 250ms, p99: 40ms}}",
     "service: {lognormal: {p50: 40ms, p99: 250ms}}"},
    {code::duplicate_name, "duplicate name",
     "List items are identified by `name`: in paths, in reports and in files that extend this one.",
     "slos: [{name: fast}, {name: fast}]", "slos: [{name: fast}, {name: up}]"},
    {code::outside_folder, "a file outside the scenario's folder",
     "A scenario from someone else could read any of your files. So it may refer only to files in\n"
     "its folder or below, and to the catalogue. `--allow-outside` lifts this for one command.",
     "trace: ../logs/day.csv", "trace: logs/day.csv"},
    {code::override_repeated, "path set more than once",
     "The last `--set` of a path wins, which is rarely intended.",
     "--set cache.ttl=1h --set cache.ttl=2h", "--set cache.ttl=2h"},
    {code::changes_nothing, "no effect",
     "It is defined but not used, so it does not affect results.",
     "design: {caches: {static: {ttl: 1h}}, routes: {images: {}}}",
     "design: {caches: {static: {ttl: 1h}}, routes: {images: {cache: static}}}"},
};

}  // namespace

std::span<const CodeEntry> load_codes() { return load_entries; }

}  // namespace edgecase
