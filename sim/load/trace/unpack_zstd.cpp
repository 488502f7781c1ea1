// Zstandard (RFC 8878), skippable frames included.
#include <new>

#include <zstd.h>

#include "load/trace/unpacker.hpp"

namespace edgecase {
namespace {

class ZstdUnpacker final : public Unpacker {
 public:
  ZstdUnpacker() {
    if (!stream_) throw std::bad_alloc();
  }

  Step unpack(std::string_view in, std::span<char> out, bool) override {
    if (in.empty() && !inside_) return {};
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    const std::size_t left = ZSTD_decompressStream(stream_.get(), &to, &from);
    if (ZSTD_isError(left) != 0)
      damaged(ZSTD_getErrorName(left));
    else
      inside_ = left != 0;
    return {from.pos, to.pos};
  }
  bool inside() const override { return inside_; }
  std::string_view unit() const override { return "a Zstandard frame"; }

 private:
  std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream_{ZSTD_createDStream(),
                                                                        &ZSTD_freeDStream};
  bool inside_ = false;
};

}  // namespace

std::unique_ptr<Unpacker> zstd_unpacker() { return std::make_unique<ZstdUnpacker>(); }

}  // namespace edgecase
