// gzip (RFC 1952): members that follow each other are one file, zeros after the last are padding.
#include <algorithm>
#include <climits>
#include <new>

#include "load/trace/inflater.hpp"
#include "load/trace/unpacker.hpp"

namespace edgecase {

Inflater::Inflater(bool gzip) {
  constexpr int largest_window = 15;
  constexpr int with_gzip = 16;
  if (inflateInit2(&stream_, gzip ? largest_window + with_gzip : -largest_window) != Z_OK)
    throw std::bad_alloc();
}

Inflater::~Inflater() { inflateEnd(&stream_); }

void Inflater::reset() { inflateReset(&stream_); }

Inflater::Step Inflater::inflate(std::string_view in, std::span<char> out) {
  const auto input = static_cast<uInt>(std::min<std::size_t>(in.size(), UINT_MAX));
  const auto output = static_cast<uInt>(std::min<std::size_t>(out.size(), UINT_MAX));
  // zlib writes nothing here; its pointer is not const for the sake of old C.
  stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
  stream_.avail_in = input;
  stream_.next_out = reinterpret_cast<Bytef*>(out.data());
  stream_.avail_out = output;
  const int said = ::inflate(&stream_, Z_NO_FLUSH);
  Step step{input - stream_.avail_in, output - stream_.avail_out, State::more};
  if (said == Z_STREAM_END)
    step.state = State::ended;
  else if (said != Z_OK && said != Z_BUF_ERROR)  // the latter: no progress was possible
    step.state = State::broken;
  return step;
}

namespace {

class GzipUnpacker final : public Unpacker {
 public:
  Step unpack(std::string_view in, std::span<char> out, bool) override {
    if (!inside_) {
      const std::size_t padding = std::min(in.find_first_not_of('\0'), in.size());
      if (padding > 0) return {padding, 0};
      if (in.empty()) return {};
      inflater_.reset();
      inside_ = true;
    }
    const Inflater::Step step = inflater_.inflate(in, out);
    if (step.state == Inflater::State::broken)
      damaged("not gzip data, or a wrong checksum");
    else
      inside_ = step.state == Inflater::State::more;
    return {step.taken, step.made};
  }
  bool inside() const override { return inside_; }
  std::string_view unit() const override { return "a gzip member"; }

 private:
  Inflater inflater_{true};
  bool inside_ = false;
};

}  // namespace

std::unique_ptr<Unpacker> gzip_unpacker() { return std::make_unique<GzipUnpacker>(); }

}  // namespace edgecase
