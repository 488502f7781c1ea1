#pragma once
// The lines of a text, one at a time, without line ends (\n or \r\n) and byte order mark.

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "load/trace/bytes.hpp"

namespace edgecase {

class LineReader {
 public:
  static constexpr std::size_t longest = std::size_t{1} << 20;

  explicit LineReader(ByteSource& bytes) : bytes_(bytes) {}

  /// Valid until the next call; empty at the end, and if a line is longer than `longest`.
  std::optional<std::string_view> next() {
    bytes_.consume(taken_);
    taken_ = 0;
    std::size_t searched = 0;
    while (true) {
      const std::string_view window = bytes_.window();
      const void* end = window.size() == searched
                            ? nullptr
                            : std::memchr(window.data() + searched, '\n', window.size() - searched);
      if (end != nullptr) {
        const auto length = static_cast<std::size_t>(static_cast<const char*>(end) - window.data());
        return take(window.substr(0, length), length + 1);
      }
      searched = window.size();
      if (searched > longest) {
        too_long_ = true;
        return std::nullopt;
      }
      if (bytes_.more()) continue;
      const std::string_view rest = bytes_.window();
      if (rest.empty() || !bytes_.damage().empty()) return std::nullopt;
      return take(rest, rest.size());
    }
  }
  /// The number of the line that `next` returned last, from 1.
  std::uint64_t number() const { return number_; }
  bool too_long() const { return too_long_; }

 private:
  std::string_view take(std::string_view line, std::size_t bytes) {
    taken_ = bytes;
    if (++number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  ByteSource& bytes_;
  std::size_t taken_ = 0;
  std::uint64_t number_ = 0;
  bool too_long_ = false;
};

}  // namespace edgecase
