// EC03xx: what can be wrong with a trace.
#include "load/text/codes.hpp"

namespace edgecase {

namespace {

constexpr CodeEntry trace_entries[] = {
    {code::trace_record, "a record of a trace cannot be read",
     "A size that is no whole number of bytes, or less than 1; an empty key; cells too many or "
     "too\n"
     "few; a quote that stays open. No record is skipped or mended: the miss ratio would be that\n"
     "of another trace. The message names the record (from 1) and its line or byte.",
     "time,key,size\n17,/a.png,0", "time,key,size\n17,/a.png,5120"},
    {code::trace_truncated, "a trace ends in the middle of a record",
     "An oracleGeneral file has 24 bytes a request. What is left over means that the file is cut\n"
     "off, or that it is another format: `--trace-format csv` or `keys` says which.",
     "", ""},
    {code::trace_columns, "the columns of a trace are not understood",
     "A CSV needs a column for the key and one for the size; a column for the time is welcome.\n"
     "Usual names are found (key, object_id, url; size, bytes; time, timestamp). Others are named\n"
     "by `--columns`; where there is no header, columns are counted from 1; `none` leaves one out.",
     "--trace log.csv",
     "--trace log.csv --columns key=cs-uri,size=sc-bytes,time=none\n"
     "--trace no-header.csv --columns key=2,size=3"},
    {code::trace_empty, "a trace without requests", "There is nothing to replay.", "", ""},
    {code::trace_damaged, "a compressed trace is damaged",
     "Its Zstandard frames end early or do not fit their checksums.", "", ""},
    {code::trace_time, "the times of a trace run backwards",
     "Requests are replayed in the order of the file, and their times only tell how long the "
     "trace\n"
     "is. Logs of several servers that were joined end to end must be sorted by time first.",
     "", ""},
};

}  // namespace

std::span<const CodeEntry> trace_codes() { return trace_entries; }

}  // namespace edgecase
