#pragma once
// The bytes of a file from its start to its end, unpacked on the way where it is compressed with
// Zstandard (told by its first bytes, not by its name). Reads in chunks, so neither a pipe nor a
// file larger than memory is a problem.
// Throws Error: the file cannot be read. What is wrong with its contents is `damage()`.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace edgecase {

class ByteSource {
 public:
  explicit ByteSource(const std::filesystem::path& file);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// What is read and not yet consumed; valid until the next call of `more` or `consume`.
  std::string_view window() const { return {buffer_.data() + from_, to_ - from_}; }
  /// Reads on behind the window; false at the end, or where the bytes are damaged.
  bool more();
  /// Requires: n <= window().size().
  void consume(std::size_t n);
  /// How many bytes stand before the window, unpacked.
  std::uint64_t offset() const { return offset_; }
  /// Why the bytes end before their end: "the Zstandard frame ends early"; empty: they do not.
  const std::string& damage() const { return damage_; }

 private:
  struct Unpacker;

  std::size_t read(char* to, std::size_t most);
  std::size_t unpack(char* to, std::size_t most);
  std::size_t read_file(char* to, std::size_t most);

  std::filesystem::path file_;
  std::ifstream in_;
  std::unique_ptr<Unpacker> unpacker_;  // null: not compressed
  std::vector<char> buffer_;
  std::size_t from_ = 0;
  std::size_t to_ = 0;
  std::uint64_t offset_ = 0;
  bool ended_ = false;
  std::string damage_;
};

}  // namespace edgecase
