// xz: streams that follow each other are one file. `xz -9` needs 65 MiB to unpack.
#include <new>

#include <lzma.h>

#include "load/trace/unpacker.hpp"

namespace edgecase {
namespace {

constexpr std::uint64_t most_memory = std::uint64_t{256} << 20;

class XzUnpacker final : public Unpacker {
 public:
  XzUnpacker() {
    if (lzma_stream_decoder(&stream_, most_memory, LZMA_CONCATENATED) != LZMA_OK)
      throw std::bad_alloc();
  }
  ~XzUnpacker() override { lzma_end(&stream_); }
  XzUnpacker(const XzUnpacker&) = delete;
  XzUnpacker& operator=(const XzUnpacker&) = delete;

  Step unpack(std::string_view in, std::span<char> out, bool last) override {
    if (!inside_) return {};
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    stream_.avail_in = in.size();
    stream_.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    stream_.avail_out = out.size();
    const lzma_ret said = lzma_code(&stream_, last ? LZMA_FINISH : LZMA_RUN);
    if (said == LZMA_STREAM_END)
      inside_ = false;
    else if (said == LZMA_MEMLIMIT_ERROR)
      damage_ = {"unpacking the file takes more than 256 MiB of memory",
                 "compress it with `xz -9` or less"};
    else if (said != LZMA_OK && said != LZMA_BUF_ERROR)  // the latter: it ends early
      damaged("not xz data, or a wrong checksum");
    return {in.size() - stream_.avail_in, out.size() - stream_.avail_out};
  }
  bool inside() const override { return inside_; }
  std::string_view unit() const override { return "an xz stream"; }

 private:
  lzma_stream stream_ = LZMA_STREAM_INIT;
  bool inside_ = true;
};

}  // namespace

std::unique_ptr<Unpacker> xz_unpacker() { return std::make_unique<XzUnpacker>(); }

}  // namespace edgecase
