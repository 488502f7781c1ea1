#include "load/trace/unpacker.hpp"

#include <fmt/core.h>

namespace edgecase {

void Unpacker::damaged(std::string_view why) {
  damage_.message = fmt::format("the compressed data is damaged: {}", why);
}

std::unique_ptr<Unpacker> unpacker_for(std::string_view beginning) {
  using namespace std::string_view_literals;
  if (beginning.starts_with("\x28\xB5\x2F\xFD"sv)) return zstd_unpacker();
  // A skippable frame, such as the table that makes a file seekable: 0x184D2A50 to 0x184D2A5F.
  if (beginning.size() >= 4 && beginning.substr(1, 3) == "\x2A\x4D\x18"sv &&
      (static_cast<unsigned char>(beginning[0]) & 0xF0U) == 0x50)
    return zstd_unpacker();
  if (beginning.starts_with("\x1F\x8B\x08"sv)) return gzip_unpacker();
  if (beginning.starts_with("\xFD"
                            "7zXZ\0"sv))
    return xz_unpacker();
  if (beginning.starts_with("PK\x03\x04"sv)) return zip_unpacker();
  return nullptr;
}

}  // namespace edgecase
