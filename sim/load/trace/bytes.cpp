#include "load/trace/bytes.hpp"

#include <cstring>

#include <fmt/core.h>
#include <zstd.h>

#include <edgecase/error.hpp>

#include "load/files.hpp"

namespace edgecase {
namespace {

constexpr std::size_t chunk = std::size_t{1} << 18;
constexpr unsigned char zstd_magic[] = {0x28, 0xB5, 0x2F, 0xFD};

}  // namespace

struct ByteSource::Unpacker {
  std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream{ZSTD_createDStream(),
                                                                       &ZSTD_freeDStream};
  std::vector<char> packed;
  ZSTD_inBuffer in{nullptr, 0, 0};
  bool inside = false;   // a frame has begun and not ended
  bool pending = false;  // the last call may have left unpacked bytes inside the library
};

ByteSource::ByteSource(const std::filesystem::path& file)
    : file_(file), in_(open_file(file, "a trace")) {
  buffer_.resize(2 * chunk);
  while (to_ < sizeof zstd_magic) {
    const std::size_t got = read_file(buffer_.data() + to_, sizeof zstd_magic - to_);
    if (got == 0) return;
    to_ += got;
  }
  if (std::memcmp(buffer_.data(), zstd_magic, sizeof zstd_magic) != 0) return;
  unpacker_ = std::make_unique<Unpacker>();
  if (!unpacker_->stream) throw std::bad_alloc();
  unpacker_->packed.assign(buffer_.data(), buffer_.data() + to_);
  unpacker_->in = {unpacker_->packed.data(), to_, 0};
  to_ = 0;
}

ByteSource::~ByteSource() = default;

bool ByteSource::more() {
  if (ended_) return false;
  if (buffer_.size() - to_ < chunk) {
    std::memmove(buffer_.data(), buffer_.data() + from_, to_ - from_);
    to_ -= from_;
    from_ = 0;
    if (buffer_.size() - to_ < chunk) buffer_.resize(2 * buffer_.size());
  }
  const std::size_t got = read(buffer_.data() + to_, chunk);
  ended_ = got == 0;
  to_ += got;
  return got > 0;
}

void ByteSource::consume(std::size_t n) {
  from_ += n;
  offset_ += n;
  if (from_ == to_) from_ = to_ = 0;
}

std::size_t ByteSource::read(char* to, std::size_t most) {
  return unpacker_ ? unpack(to, most) : read_file(to, most);
}

std::size_t ByteSource::read_file(char* to, std::size_t most) {
  in_.read(to, static_cast<std::streamsize>(most));
  if (in_.bad()) throw Error(fmt::format("cannot read {}", file_.string()));
  return static_cast<std::size_t>(in_.gcount());
}

std::size_t ByteSource::unpack(char* to, std::size_t most) {
  Unpacker& u = *unpacker_;
  ZSTD_outBuffer out{to, most, 0};
  while (out.pos == 0) {
    if (u.in.pos == u.in.size && !u.pending) {
      u.packed.resize(chunk);
      u.in = {u.packed.data(), read_file(u.packed.data(), u.packed.size()), 0};
      if (u.in.size == 0) {
        if (u.inside) damage_ = "the compressed data ends in the middle of a Zstandard frame";
        return 0;
      }
    }
    const std::size_t left = ZSTD_decompressStream(u.stream.get(), &out, &u.in);
    if (ZSTD_isError(left) != 0) {
      damage_ = fmt::format("the compressed data is damaged: {}", ZSTD_getErrorName(left));
      return out.pos;
    }
    u.inside = left != 0;
    u.pending = out.pos == out.size && u.inside;
  }
  return out.pos;
}

}  // namespace edgecase
