#pragma once
// Unpacks compressed traces: Zstandard, gzip, xz, and zip archives of one file, each known by its
// first bytes and not by its name. Members and frames that follow each other are one file, as for
// the tools of these formats; checksums are verified.
// Not read: encrypted and split archives, zip archives of several files (refused by name).

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace edgecase {

/// Why a compressed file ends early, and what to do.
struct TraceDamage {
  std::string message;
  std::string hint = "copy or compress the file again";
  bool empty() const { return message.empty(); }
};

class Unpacker {
 public:
  struct Step {
    std::size_t taken = 0;
    std::size_t made = 0;
  };

  virtual ~Unpacker() = default;
  /// `last`: nothing follows `in`. A step of neither bytes is the end of what can be unpacked.
  virtual Step unpack(std::string_view in, std::span<char> out, bool last) = 0;
  /// A frame or member has begun and not ended.
  virtual bool inside() const = 0;
  /// "a Zstandard frame"
  virtual std::string_view unit() const = 0;
  const TraceDamage& damage() const { return damage_; }

 protected:
  void damaged(std::string_view why);
  TraceDamage damage_;
};

/// Null: these bytes are none of its formats. Needs the first 6 bytes.
std::unique_ptr<Unpacker> unpacker_for(std::string_view beginning);

/// One for each format.
std::unique_ptr<Unpacker> zstd_unpacker();
std::unique_ptr<Unpacker> gzip_unpacker();
std::unique_ptr<Unpacker> xz_unpacker();
std::unique_ptr<Unpacker> zip_unpacker();

}  // namespace edgecase
