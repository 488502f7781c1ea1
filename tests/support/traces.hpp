#pragma once
// Traces written to a folder of their own, and what is said about them.

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <zstd.h>

#include "load/trace/trace.hpp"

namespace edgecase::test {

struct OracleRecord {
  std::uint32_t time;
  std::uint64_t object;
  std::uint32_t size;
  std::int64_t next = -1;
};

inline std::string oracle_bytes(std::span<const OracleRecord> records) {
  std::string bytes;
  const auto put = [&](const auto& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  };
  for (const OracleRecord& r : records) {
    put(r.time);
    put(r.object);
    put(r.size);
    put(r.next);
  }
  return bytes;
}

inline std::string packed(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size = ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3);
  REQUIRE(ZSTD_isError(size) == 0);
  out.resize(size);
  return out;
}

class TraceFolder {
 public:
  TraceFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "edgecase-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) folder_ = pattern;
    REQUIRE(!folder_.empty());
  }
  ~TraceFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TraceFolder(const TraceFolder&) = delete;
  TraceFolder& operator=(const TraceFolder&) = delete;

  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }

  /// Reads a trace of this name and text; a refused one is empty, see `problems`.
  Trace read(const std::string& name, const std::string& text, const TraceOptions& options = {}) {
    Diagnostics diagnostics;
    auto trace = read_trace(write(name, text), options, diagnostics);
    problems = diagnostics.sorted();
    CHECK(trace.has_value() != diagnostics.has_errors());
    return trace ? std::move(*trace) : Trace{};
  }

  std::vector<Diagnostic> problems;  // of the last trace that was read

 private:
  std::filesystem::path folder_;
};

}  // namespace edgecase::test
