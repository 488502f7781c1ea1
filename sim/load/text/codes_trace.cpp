// EC03xx: errors of traces and histories.
#include "load/text/codes.hpp"

namespace edgecase {

namespace {

constexpr CodeEntry trace_entries[] = {
    {code::trace_record, "invalid trace record",
     "A size that is not a whole number of bytes, or less than 1; an empty key; too many or too\n"
     "few cells; an unclosed quote. Records are never repaired, and skipped only on request,\n"
     "because the miss ratio would be that of another trace: `--skip unsized` skips records of\n"
     "size 0, `-` or none, `--skip invalid` all that cannot be read; both count what they skip.\n"
     "The message gives the record (from 1) and its line or byte.",
     "time,key,size\n17,/a.png,0", "time,key,size\n17,/a.png,5120"},
    {code::trace_truncated, "truncated trace",
     "An oracleGeneral file has 24 bytes per request. A remainder means that the file is cut off\n"
     "or has another format: set `--trace-format csv` or `keys`.",
     "", ""},
    {code::trace_columns, "unknown trace columns",
     "A table or log needs a key column and a size column; a time column is optional. Common "
     "names\n"
     "are detected (key, object_id, url; size, bytes; time, timestamp), and the report prints "
     "which\n"
     "columns were used; what could be read in two ways is refused. Set columns with `--columns`,\n"
     "by name or counted from 1; `none` omits one, `size=a+b` adds two, `count=op_count` replays "
     "a\n"
     "record that many times, `op=method` names the operation.",
     "--trace log.csv",
     "--trace log.csv --columns key=cs-uri,size=sc-bytes,time=none\n"
     "--trace no-header.csv --columns key=2,size=key_size+value_size"},
    {code::trace_empty, "trace without requests", "There is nothing to replay.", "", ""},
    {code::trace_damaged, "damaged compressed trace",
     "Its frames or members end early or do not match their checksums, or it unpacks to more than\n"
     "500 times its size.",
     "", ""},
    {code::trace_unlikely, "trace that cannot be right",
     "If each request is for another object, or all are for one, then the key is most often not\n"
     "what was taken for it: a number of the request, the whole line, a constant column. The "
     "message\n"
     "says where the key was read from. Name its column with `--columns key=NAME`; `--anyway`\n"
     "replays the trace as it is (of a route: `anyway: true`).",
     "", ""},
    {code::trace_kind, "file of another kind",
     "Traces are texts in UTF-8 (or any single-byte encoding) or oracleGeneral records, plain or\n"
     "compressed with Zstandard, gzip, xz or zip. The message says what the file is and how to\n"
     "convert it.",
     "", ""},
    {code::trace_option, "option that does not apply to the trace",
     "An option that would change nothing is refused, because the result would not be what was\n"
     "asked for: columns of a trace of fixed records, sizes of a trace that has none, operations "
     "of\n"
     "a trace that does not say them.",
     "", ""},
    {code::history_line, "invalid line of a history",
     "`edgecase consistency` reads one event per line, in the order of the events: an invocation,\n"
     "and later its answer by the same process. A verdict on a part of a history would be one on\n"
     "another history, so no line is repaired or skipped. docs/models/consistency.md describes "
     "the\n"
     "members.",
     "{\"process\":0,\"type\":\"ok\",\"f\":\"write\",\"value\":4}",
     "{\"process\":0,\"type\":\"invoke\",\"f\":\"write\",\"value\":4}\n"
     "{\"process\":0,\"type\":\"ok\",\"f\":\"write\",\"value\":4}"},
    {code::trace_time, "trace times not in order",
     "Requests are replayed in file order; times only give the duration of the trace. "
     "Concatenated\n"
     "logs of several servers must be sorted by time first.",
     "", ""},
};

}  // namespace

std::span<const CodeEntry> trace_codes() { return trace_entries; }

}  // namespace edgecase
