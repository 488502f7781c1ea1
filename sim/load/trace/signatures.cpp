#include "load/trace/signatures.hpp"

#include <algorithm>

namespace edgecase {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view recode =
    "convert it: iconv -f UTF-16 -t UTF-8 FILE | edgecase cache --trace -";

struct Signature {
  std::string_view bytes;
  ForeignFile file;
};

constexpr Signature signatures[] = {
    {"\xFF\xFE"sv, {"a text in UTF-16", recode}},
    {"\xFE\xFF"sv, {"a text in UTF-16", recode}},
    {"BZh"sv, {"compressed with bzip2", "unpack it: bzcat FILE | edgecase cache --trace -"}},
    {"\x04\x22\x4D\x18"sv,
     {"compressed with lz4", "unpack it: lz4cat FILE | edgecase cache --trace -"}},
    {"\x1F\x9D"sv, {"compressed with compress", "unpack it: zcat FILE | edgecase cache --trace -"}},
    {"7z\xBC\xAF\x27\x1C"sv,
     {"a 7z archive", "unpack it: 7z e -so FILE | edgecase cache --trace -"}},
    {"Rar!"sv, {"a RAR archive", "unpack it first"}},
    {"PK\x05\x06"sv, {"a zip archive without files", "compress the trace again"}},
    {"PAR1"sv, {"a Parquet file", "export it as CSV"}},
    {"Obj\x01"sv, {"an Avro file", "export it as JSON lines"}},
    {"SQLite format 3"sv, {"an SQLite database", "export it as CSV: sqlite3 -csv -header"}},
    {"%PDF-"sv, {"a PDF document", "export its data as CSV"}},
    {"<!DOCTYPE"sv, {"an HTML page", "download the file itself"}},
    {"<html"sv, {"an HTML page", "download the file itself"}},
};

/// Every other byte of a text in Latin letters is zero.
bool is_utf16_without_mark(std::string_view bytes) {
  const std::size_t judged = std::min<std::size_t>(bytes.size(), 64) / 2 * 2;
  if (judged < 8) return false;
  for (const std::size_t zero : {0U, 1U}) {
    bool all = true;
    for (std::size_t i = 0; i < judged; i += 2) {
      const char letter = bytes[i + 1 - zero];
      all &= bytes[i + zero] == '\0' && (letter >= ' ' || letter == '\t' || letter == '\n');
    }
    if (all) return true;
  }
  return false;
}

}  // namespace

std::optional<ForeignFile> foreign_file(std::string_view beginning) {
  for (const Signature& one : signatures)
    if (beginning.starts_with(one.bytes)) return one.file;
  if (is_utf16_without_mark(beginning)) return ForeignFile{"a text in UTF-16", recode};
  if (beginning.size() > 262 && beginning.substr(257, 5) == "ustar")
    return ForeignFile{"a tar archive",
                       "unpack one file: tar -xOf FILE MEMBER | edgecase cache "
                       "--trace -"};
  return std::nullopt;
}

}  // namespace edgecase
