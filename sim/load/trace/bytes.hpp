#pragma once
// Reads a file or stdin ("-") sequentially and unpacks it where it is compressed (unpacker.hpp).
// Reads in chunks, so pipes and files larger than memory work.
//
// An archive that unpacks to more than 64 MiB and to more than 500 times its size ends there: it is
// a decompression bomb or a trace without information. Logs compress to a tenth or a fiftieth.
// Throws Error: the file cannot be read, or is a device. Errors of its contents: `damage()`.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "load/trace/unpacker.hpp"

namespace edgecase {

class ByteSource {
 public:
  explicit ByteSource(const std::filesystem::path& file);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// Bytes read and not yet consumed; valid until the next call of `more` or `consume`.
  std::string_view window() const { return {buffer_.data() + from_, to_ - from_}; }
  /// Extends the window; false at the end, or if the bytes are damaged.
  bool more();
  /// Requires: n <= window().size().
  void consume(std::size_t n);
  /// Number of decompressed bytes before the window.
  std::uint64_t offset() const { return offset_; }
  /// Why the data ends early; empty if it does not.
  const TraceDamage& damage() const { return damage_; }

 private:
  std::size_t read(char* to, std::size_t most);
  std::size_t unpack(char* to, std::size_t most);
  std::size_t read_file(char* to, std::size_t most);

  std::filesystem::path file_;
  std::ifstream opened_;
  std::istream* in_;
  std::unique_ptr<Unpacker> unpacker_;  // null: not compressed
  std::vector<char> packed_;
  std::string_view unread_;  // of packed_
  std::uint64_t packed_bytes_ = 0;
  std::uint64_t unpacked_bytes_ = 0;
  bool file_ended_ = false;
  std::vector<char> buffer_;
  std::size_t from_ = 0;
  std::size_t to_ = 0;
  std::uint64_t offset_ = 0;
  bool ended_ = false;
  TraceDamage damage_;
};

}  // namespace edgecase
