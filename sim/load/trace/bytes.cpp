#include "load/trace/bytes.hpp"

#include <cstring>
#include <iostream>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "load/files.hpp"

namespace edgecase {
namespace {

constexpr std::size_t chunk = std::size_t{1} << 18;
constexpr std::size_t signature_bytes = 6;
constexpr std::uint64_t always_unpacked = std::uint64_t{64} << 20;
constexpr std::uint64_t largest_ratio = 500;

std::ifstream opened_trace(const std::filesystem::path& file) {
  std::error_code absent;
  const auto kind = std::filesystem::status(file, absent).type();
  // Reading a device may never end, or wait for input.
  if (kind == std::filesystem::file_type::character || kind == std::filesystem::file_type::block)
    throw Error(fmt::format("{} is a device, not a trace", file.string()));
  return open_file(file, "a trace");
}

}  // namespace

ByteSource::ByteSource(const std::filesystem::path& file) : file_(file), in_(&std::cin) {
  if (file != "-") {
    opened_ = opened_trace(file);
    in_ = &opened_;
  }
  buffer_.resize(2 * chunk);
  while (to_ < signature_bytes) {
    const std::size_t got = read_file(buffer_.data() + to_, signature_bytes - to_);
    if (got == 0) break;
    to_ += got;
  }
  unpacker_ = unpacker_for(window());
  if (!unpacker_) return;
  packed_.assign(buffer_.data(), buffer_.data() + to_);
  unread_ = {packed_.data(), to_};
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
  in_->read(to, static_cast<std::streamsize>(most));
  if (in_->bad()) throw Error(fmt::format("cannot read {}", file_.string()));
  const auto got = static_cast<std::size_t>(in_->gcount());
  packed_bytes_ += got;
  return got;
}

std::size_t ByteSource::unpack(char* to, std::size_t most) {
  for (int stalled = 0; damage_.empty();) {
    if (unread_.empty() && !file_ended_) {
      packed_.resize(chunk);
      unread_ = {packed_.data(), read_file(packed_.data(), packed_.size())};
      file_ended_ = unread_.empty();
    }
    const Unpacker::Step step = unpacker_->unpack(unread_, {to, most}, file_ended_);
    unread_.remove_prefix(step.taken);
    unpacked_bytes_ += step.made;
    damage_ = unpacker_->damage();
    if (unpacked_bytes_ > always_unpacked && unpacked_bytes_ / largest_ratio > packed_bytes_) {
      damage_ = {fmt::format("the file unpacks to more than {} times its size", largest_ratio),
                 "if that is right, unpack it before it is replayed"};
    }
    if (step.made > 0) return step.made;
    stalled = step.taken > 0 ? 0 : stalled + 1;
    if (!damage_.empty() || (stalled < 3 && (step.taken > 0 || !file_ended_))) continue;
    if (unpacker_->inside())
      damage_ = {fmt::format("the compressed data ends in the middle of {}", unpacker_->unit())};
    return 0;
  }
  return 0;
}

}  // namespace edgecase
