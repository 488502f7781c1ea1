// EC03xx: errors of traces.
#include "load/text/codes.hpp"

namespace edgecase {

namespace {

constexpr CodeEntry trace_entries[] = {
    {code::trace_record, "invalid trace record",
     "A size that is not a whole number of bytes, or less than 1; an empty key; too many or too\n"
     "few cells; an unclosed quote. Records are not skipped or repaired, because the miss ratio\n"
     "would be that of another trace. The message gives the record (from 1) and its line or byte.",
     "time,key,size\n17,/a.png,0", "time,key,size\n17,/a.png,5120"},
    {code::trace_truncated, "truncated trace",
     "An oracleGeneral file has 24 bytes per request. A remainder means that the file is cut off\n"
     "or has another format: set `--trace-format csv` or `keys`.",
     "", ""},
    {code::trace_columns, "unknown trace columns",
     "A CSV needs a key column and a size column; a time column is optional. Common names are\n"
     "detected (key, object_id, url; size, bytes; time, timestamp). Set others with `--columns`;\n"
     "without a header, columns are counted from 1; `none` omits a column.",
     "--trace log.csv",
     "--trace log.csv --columns key=cs-uri,size=sc-bytes,time=none\n"
     "--trace no-header.csv --columns key=2,size=3"},
    {code::trace_empty, "trace without requests", "There is nothing to replay.", "", ""},
    {code::trace_damaged, "damaged compressed trace",
     "Its Zstandard frames end early or do not match their checksums.", "", ""},
    {code::trace_time, "trace times not in order",
     "Requests are replayed in file order; times only give the duration of the trace. "
     "Concatenated\n"
     "logs of several servers must be sorted by time first.",
     "", ""},
};

}  // namespace

std::span<const CodeEntry> trace_codes() { return trace_entries; }

}  // namespace edgecase
