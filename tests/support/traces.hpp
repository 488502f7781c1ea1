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
#include <lzma.h>
#include <zlib.h>
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

inline std::string gzipped(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::string xz_packed(const std::string& text) {
  std::string out(lzma_stream_buffer_bound(text.size()), '\0');
  std::size_t size = 0;
  REQUIRE(lzma_easy_buffer_encode(1, LZMA_CHECK_CRC64, nullptr,
                                  reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                                  reinterpret_cast<std::uint8_t*>(out.data()), &size,
                                  out.size()) == LZMA_OK);
  out.resize(size);
  return out;
}

/// A member of a zip archive; `streamed`: its sizes and checksum follow it, as `zip -` writes them.
inline std::string zip_member(const std::string& name, const std::string& text, bool deflated,
                              bool streamed) {
  const std::string gzip = gzipped(text);
  const std::string data = deflated ? gzip.substr(10, gzip.size() - 18) : text;
  std::string out = "PK\x03\x04";
  const auto put = [&](auto value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
  };
  const auto sizes = [&](bool told) {
    const auto crc =
        crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
    put(static_cast<std::uint32_t>(told ? crc : 0));
    put(static_cast<std::uint32_t>(told ? data.size() : 0));
    put(static_cast<std::uint32_t>(told ? text.size() : 0));
  };
  put(std::uint16_t{20});
  put(static_cast<std::uint16_t>(streamed ? 8 : 0));
  put(static_cast<std::uint16_t>(deflated ? 8 : 0));
  put(std::uint32_t{0});
  sizes(!streamed);
  put(static_cast<std::uint16_t>(name.size()));
  put(std::uint16_t{0});
  out += name + data;
  if (!streamed) return out;
  out += "PK\x07\x08";
  sizes(true);
  return out;
}
inline const std::string zip_directory = "PK\x01\x02" + std::string(60, '\0');

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
