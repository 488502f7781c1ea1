#pragma once
// Histories as text. Written and read: JSON lines, one event a line in the order of the events,
// with the members that Jepsen and Elle use:
//
//   {"process":0,"type":"invoke","f":"write","key":"cart","value":4,"time":1000}
//   {"process":0,"type":"ok","f":"write","key":"cart","value":4,"version":1,"time":52000}
//
//   type     invoke, then ok, fail (has had no effect) or info (unknown); without an answer:
//   unknown f, value read: null, then what was read; write: the value; cas: [expected, new];
//            rmw: [null, new], then [what was read, new];
//            txn: [["append", key, value], ["r", key, null]], then with the lists that were read
//   key      a text or a whole number; absent: the history's only register
//   version  optional: the store's number of the value that was read or written, per key from 1; 0
//            where a read found none. Of an rmw: [read, written]
//   session  optional: the user whose processes these are; default: the process
//   time     nanoseconds, as a whole number, optional; never less than on the line before
//   error    optional, of fail: why. A cas that fails without it has compared and found another
//   value
//
// Other members are ignored. `jq -s .` makes a JSON array of it; a call and a return event of
// porcupine are an invoke and its ok line.
//
// Read only: logs of Jepsen's operations, as in `INFO  jepsen.util - 3 :invoke :cas [0 4]`
// (process, type, function, value; `nil` is no value), on one register and without times. Lines of
// a log that are not operations of a numbered process are counted and ignored.

#include <optional>
#include <string>
#include <string_view>

#include "load/text/diagnostics.hpp"
#include "model/store/history.hpp"

namespace edgecase {

/// Nothing: it has errors, which are in the diagnostics with their lines.
std::optional<History> read_history(std::string_view text, const std::string& name,
                                    Diagnostics& diagnostics);

std::string as_json_lines(const History& history);

}  // namespace edgecase
