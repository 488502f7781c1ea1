// EC01xx: what can be wrong with a text and its values; EC09xx: warnings.
#include "load/text/codes.hpp"

namespace edgecase {

namespace {

constexpr CodeEntry load_entries[] = {
    {code::syntax, "the text is not YAML",
     "A bracket or quote is left open, a line is indented unlike its neighbours, or a value holds\n"
     "`: ` or starts with a character that means something to YAML. Put such texts in quotes.",
     "title: Shop: the second tier", "title: \"Shop: the second tier\""},
    {code::duplicate_key, "a key is given twice",
     "YAML readers disagree about which of the two counts, so neither is taken.",
     "ttl: 1h\nttl: 2h", "ttl: 2h"},
    {code::merge_key, "merge keys are not understood",
     "`<<` is an old extension of YAML that readers treat differently. To share parts between\n"
     "files use `extends:`; inside a file an alias (`*name`) is fine.",
     "dynamic:\n  <<: *static\n  ttl: 1min", "extends: base.yaml\ndynamic: {ttl: 1min}"},
    {code::unknown_key, "a key is not known here",
     "Most often a typing error, or a key that belongs one level up or down. A key that is read\n"
     "by nobody would silently change nothing, so it is refused. Notes to yourself may be kept\n"
     "under keys that start with `x-`.",
     "static: {tll: 60s}", "static: {ttl: 60s}\nx-owner: web team"},
    {code::missing_key, "a required key is missing",
     "There is no default that would be right here, so the scenario must say it.",
     "origin: {workers: 400}", "origin: {at: us-east, workers: 400}"},
    {code::wrong_shape, "a mapping, a list or one value stands where another belongs",
     "The help line says what is expected. A list of one thing still needs its brackets.",
     "faults: {kind: pop_down}", "faults: [{kind: pop_down}]"},
    {code::missing_value, "a key has no value",
     "Nothing stands behind the colon. Write `{}` where all defaults are meant, `none` where\n"
     "something optional is to be absent, or leave the key out.",
     "upper_tier:", "upper_tier: {}"},
    {code::not_a_number, "this is not a number",
     "Numbers are decimal and finite: digits, perhaps a point and more digits. No separators\n"
     "between digits, no hexadecimal, no infinity, no leading plus or point.",
     "objects: 2,000,000", "objects: 2M"},
    {code::missing_unit, "a number needs its unit",
     "300 what? Units are part of every value, so that nobody mistakes seconds for milliseconds.\n"
     "Only 0 needs none. Durations: ns us ms s min h d; sizes: B kB MB GB TB KiB MiB GiB TiB;\n"
     "rates: rps /s /min /h /d; bandwidth: bps kbps Mbps Gbps; shares: %; money: $.",
     "ttl: 300\nshare: 0.35", "ttl: 300s\nshare: 35%"},
    {code::unknown_unit, "a unit is not known",
     "Units are case-sensitive. `m` alone is not accepted, because it means minutes to some and\n"
     "months or milli to others: write min or ms. MB is 10^6 bytes, MiB is 2^20.",
     "ttl: 5m\ncapacity: 64gb", "ttl: 5min\ncapacity: 64GB"},
    {code::leading_zero, "a number starts with 0",
     "To some readers of YAML 010 is eight, to others ten.", "workers: 010", "workers: 10"},
    {code::out_of_range, "a value is out of range",
     "The value can be read but makes no sense here. `edgecase explain PATH` shows the range and\n"
     "its reason.",
     "share: 120%", "share: 12%"},
    {code::not_representable, "a value cannot be kept exactly",
     "Time is counted in whole nanoseconds, sizes in bytes, money in billionths of a dollar, each\n"
     "in 64 bits. The value is finer or larger than that.",
     "delay: 0.3ns", "delay: 1ns"},
    {code::unknown_name, "a name is not on the list",
     "Only certain names mean something here; the help line lists them, and `edgecase explain`\n"
     "says what each stands for.",
     "policy: lruu", "policy: lru"},
    {code::refers_to_nothing, "a name refers to nothing",
     "It must be the name of something that the scenario defines at the place the message names.",
     "routes: {images: {cache: statik}}\ncaches: {static: {}}",
     "routes: {images: {cache: static}}\ncaches: {static: {}}"},
    {code::too_many_nodes, "too many values",
     "Aliases inside aliases can grow a small file beyond all bounds. Values are counted as often\n"
     "as they are used.",
     "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "c: [x, x]"},
    {code::too_deep, "nested too deeply",
     "No scenario needs so many levels; the file is probably damaged.", "[[[[[[…]]]]]]", "[…]"},
    {code::too_large, "the file is too large",
     "Scenarios are small. Large tables belong in the catalogue, in files of their own.", "", ""},
    {code::not_utf8, "not a UTF-8 text",
     "The file has bytes that are no UTF-8, or control characters. Save it as UTF-8; if it is\n"
     "compressed or a word processor's document, save it as plain text.",
     "", ""},
    {code::tab, "a tab indents a line",
     "How far a tab indents is a matter of taste; YAML therefore wants spaces.",
     "metadata:\n\ttitle: Shop", "metadata:\n  title: Shop"},
    {code::several_documents, "more than one document",
     "A line of `---` or `...` separates YAML documents. One file holds one scenario; `compare`\n"
     "and `sweep` take several files.",
     "kind: Scenario\n---\nkind: Scenario", "kind: Scenario"},
    {code::empty_document, "nothing there",
     "The file, or the value of `--set`, is empty or holds only comments.",
     "--set cache.ttl=", "--set cache.ttl=1h"},
    {code::yaml_tag, "a YAML tag",
     "Tags (`!!int`, `!!python/object`) tell some programs to build something. Here a value is\n"
     "what its key says it is.",
     "workers: !!int 4", "workers: 4"},
    {code::bad_extends, "`extends` cannot be followed",
     "It names one YAML file, relative to the file that says it; chains are followed up to a "
     "limit,\n"
     "circles are not. Mappings merge, lists whose items have a `name` are patched by name, all\n"
     "else is replaced.",
     "extends: [a.yaml, b.yaml]", "extends: a.yaml"},
    {code::bad_override, "an override cannot be understood",
     "`--set path=value`: the path as the messages print it, the value as one YAML value. It is\n"
     "never split at commas. List items go by number or by `name`, odd keys stand in brackets.",
     "--set cache.ttl 60s",
     "--set design.caches.static.ttl=60s\n--set 'world.faults[gru].at=5min'\n"
     "--set 'thresholds[latency.p99]=[\"< 250ms\"]'"},
    {code::not_in_catalogue, "not in the catalogue",
     "Networks, price sheets and size distributions are files that are called by name, without\n"
     "folder and `.yaml`. The message lists those there are.",
     "network: cloudflare", "network: cloudflare-2026"},
    {code::unordered, "values are not in order",
     "Some values must rise: p50 before p99, min before max, the points of a curve.",
     "service: {lognormal: {p50: 250ms, p99: 40ms}}",
     "service: {lognormal: {p50: 40ms, p99: 250ms}}"},
    {code::duplicate_name, "two things have one name",
     "Things in a list are told apart by `name`: in paths, in reports, in files that extend this.",
     "slos: [{name: fast}, {name: fast}]", "slos: [{name: fast}, {name: up}]"},
    {code::override_repeated, "a path is set more than once",
     "The right-most `--set` of a path wins. That may be what you want; it is said because it\n"
     "rarely is.",
     "--set cache.ttl=1h --set cache.ttl=2h", "--set cache.ttl=2h"},
    {code::changes_nothing, "something that changes nothing",
     "It is defined and nothing uses it, so no number depends on it.",
     "design: {caches: {static: {ttl: 1h}}, routes: {images: {}}}",
     "design: {caches: {static: {ttl: 1h}}, routes: {images: {cache: static}}}"},
};

}  // namespace

std::span<const CodeEntry> load_codes() { return load_entries; }

}  // namespace edgecase
