#pragma once
// DEFLATE (RFC 1951) as gzip and zip use it.

#include <cstddef>
#include <span>
#include <string_view>

#include <zlib.h>

namespace edgecase {

class Inflater {
 public:
  enum class State { more, ended, broken };
  struct Step {
    std::size_t taken = 0;
    std::size_t made = 0;
    State state = State::more;
  };

  /// `gzip`: with the header and the checksum of gzip (RFC 1952); else bare. Throws bad_alloc.
  explicit Inflater(bool gzip);
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  Step inflate(std::string_view in, std::span<char> out);
  /// To begin again after the end.
  void reset();

 private:
  z_stream stream_{};
};

}  // namespace edgecase
