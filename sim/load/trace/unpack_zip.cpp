// A zip archive of one file, stored or deflated. Source: PKWARE APPNOTE 6.3.10, sections 4.3.7
// (local header), 4.3.9 (data descriptor) and 4.3.12 (central directory).
#include <algorithm>
#include <cstdint>
#include <cstring>

#include "load/trace/inflater.hpp"
#include "load/trace/unpacker.hpp"

namespace edgecase {
namespace {

constexpr std::size_t header_bytes = 30;
constexpr std::size_t tail_bytes = 28;  // the longest data descriptor, and a signature
constexpr std::string_view next_member = "PK\x03\x04";
constexpr std::string_view directory = "PK\x01\x02";

template <class T>
T little(std::string_view bytes, std::size_t at) {
  T value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

class ZipUnpacker final : public Unpacker {
 public:
  Step unpack(std::string_view in, std::span<char> out, bool last) override {
    switch (part_) {
      case Part::header:
        return {gather(in, header_length()), 0};
      case Part::data:
        return method_ == 0 ? copy(in, out) : inflate(in, out);
      case Part::tail: {
        const std::size_t taken = std::min(tail_bytes - held_.size(), in.size());
        held_.append(in.substr(0, taken));
        if (held_.size() == tail_bytes || last) finish();
        return {taken, 0};
      }
      case Part::rest:
        break;
    }
    return {in.size(), 0};
  }
  bool inside() const override { return part_ != Part::rest; }
  std::string_view unit() const override { return "a zip archive"; }

 private:
  enum class Part { header, data, tail, rest };

  void refuse(std::string message, std::string hint) {
    damage_ = {std::move(message), std::move(hint)};
  }

  std::size_t header_length() const {
    if (held_.size() < header_bytes) return header_bytes;
    return header_bytes + little<std::uint16_t>(held_, 26) + little<std::uint16_t>(held_, 28);
  }

  std::size_t gather(std::string_view in, std::size_t length) {
    const std::size_t taken = std::min(length - held_.size(), in.size());
    held_.append(in.substr(0, taken));
    if (held_.size() < header_bytes || held_.size() < header_length()) return taken;
    const auto flags = little<std::uint16_t>(held_, 6);
    method_ = little<std::uint16_t>(held_, 8);
    described_ = (flags & 8U) != 0;
    crc_told_ = little<std::uint32_t>(held_, 14);
    left_ = little<std::uint32_t>(held_, 18);
    const bool unsized = method_ == 0 && (described_ || left_ == UINT32_MAX);
    if ((flags & 1U) != 0) {
      refuse("the zip archive is encrypted", "unpack it first");
    } else if ((method_ != 0 && method_ != 8) || unsized) {
      refuse("the zip archive is compressed by a method that is not read here",
             "unpack it first: unzip -p FILE | edgecase cache --trace -");
    }
    held_.clear();
    part_ = Part::data;
    return taken;
  }

  Step copy(std::string_view in, std::span<char> out) {
    const std::size_t n = std::min({in.size(), out.size(), static_cast<std::size_t>(left_)});
    std::copy_n(in.begin(), n, out.begin());
    left_ -= static_cast<std::uint32_t>(n);
    if (left_ == 0) part_ = Part::tail;
    return made({n, n}, out);
  }

  Step inflate(std::string_view in, std::span<char> out) {
    const Inflater::Step step = inflater_.inflate(in, out);
    if (step.state == Inflater::State::broken) damaged("not deflate data");
    if (step.state == Inflater::State::ended) part_ = Part::tail;
    return made({step.taken, step.made}, out);
  }

  Step made(Step step, std::span<const char> out) {
    crc_ = ::crc32(crc_, reinterpret_cast<const Bytef*>(out.data()), static_cast<uInt>(step.made));
    return step;
  }

  /// What follows the data: perhaps a descriptor, in one of its four forms, then the directory.
  void finish() {
    part_ = Part::rest;
    std::size_t at = 0;
    if (described_) {
      const bool named = held_.starts_with("PK\x07\x08");
      crc_told_ = held_.size() < 8 ? 0 : little<std::uint32_t>(held_, named ? 4 : 0);
      at = named ? 16 : 12;
      if (signature(at) != directory && signature(at) != next_member) at += 8;
    }
    if (signature(at) == next_member) {
      refuse("the zip archive has several files",
             "unpack one of them: unzip -p FILE MEMBER | edgecase cache --trace -");
    } else if (signature(at) != directory) {
      damage_ = {"the compressed data ends in the middle of a zip archive"};
    } else if (crc_ != crc_told_) {
      damaged("a wrong checksum");
    }
  }
  std::string_view signature(std::size_t at) const {
    return at < held_.size() ? std::string_view(held_).substr(at, 4) : std::string_view();
  }

  Part part_ = Part::header;
  std::string held_;  // of a header or of what follows the data
  Inflater inflater_{false};
  unsigned method_ = 0;
  bool described_ = false;
  std::uint32_t left_ = 0;  // of stored data
  std::uint32_t crc_told_ = 0;
  uLong crc_ = 0;
};

}  // namespace

std::unique_ptr<Unpacker> zip_unpacker() { return std::make_unique<ZipUnpacker>(); }

}  // namespace edgecase
