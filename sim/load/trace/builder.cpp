#include "load/trace/builder.hpp"

#include <algorithm>
#include <climits>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "core/memory.hpp"
#include "load/text/codes.hpp"

namespace edgecase {
namespace {

constexpr std::size_t most_refusals = 20;          // a text report does not show more
constexpr std::size_t most_requests = 0xFFFFFFFE;  // request indices have 32 bits
constexpr std::size_t longest_excerpt = 4096;
constexpr std::size_t between_checks = std::size_t{1} << 20;  // of memory, in requests

int as_int(std::uint64_t n) { return static_cast<int>(std::min<std::uint64_t>(n, INT_MAX)); }

}  // namespace

void TraceBuilder::add(std::uint32_t object, std::int64_t size) {
  if (trace_.requests.size() >= most_requests)
    throw Error(fmt::format("{} has more than {} requests; replay a part of it", trace_.name,
                            most_requests));
  if (trace_.requests.size() % between_checks == between_checks - 1) check_memory();
  trace_.requests.push_back(object);
  if (object == trace_.object_sizes.size()) {
    trace_.object_sizes.push_back(size);
    trace_.footprint += size;
  } else if (size != trace_.object_sizes[object]) {
    ++trace_.resized;
    if (trace_.rule == SizeRule::first) size = trace_.object_sizes[object];
  }
  trace_.bytes += size;
  if (trace_.rule == SizeRule::each) trace_.request_sizes.push_back(size);
}

void TraceBuilder::check_memory() const {
  const std::uint64_t used = trace_.requests.size() * sizeof(std::uint32_t) +
                             trace_.request_sizes.size() * sizeof(std::int64_t) +
                             trace_.object_sizes.size() * sizeof(std::int64_t) + numbers_.memory() +
                             texts_.memory();
  if (used <= machine_memory() / 2) return;
  throw Error(
      fmt::format("{} is too large for the memory of this machine: its first {} requests "
                  "take {:.1f} GB; replay a part of it",
                  trace_.name, trace_.requests.size(), static_cast<double>(used) / 1e9));
}

std::string_view TraceBuilder::versioned(std::string_view key, std::int64_t size) {
  versioned_.assign(key);
  versioned_.append(reinterpret_cast<const char*>(&size), sizeof size);
  return versioned_;
}

void TraceBuilder::add(std::span<const std::uint64_t> keys, std::span<const std::int64_t> sizes,
                       std::span<const double> times) {
  if (trace_.rule == SizeRule::version) {
    for (std::size_t i = 0; i < keys.size(); ++i)
      add({reinterpret_cast<const char*>(&keys[i]), sizeof keys[i]}, sizes[i],
          times.empty() ? std::nullopt : std::optional(times[i]));
    return;
  }
  scratch_.resize(keys.size());
  numbers_.intern(keys, scratch_);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    add(scratch_[i], sizes[i]);
    if (!times.empty()) add_time(times[i]);
  }
}

void TraceBuilder::drain() {
  const std::span<const std::uint32_t> objects = texts_.intern();
  for (std::size_t i = 0; i < objects.size(); ++i) {
    add(objects[i], sizes_[i]);
    if (!times_.empty()) add_time(times_[i]);
  }
  sizes_.clear();
  times_.clear();
}

void TraceBuilder::backwards(double time) {
  if (backwards_++ == 0) first_backwards_ = trace_.requests.size();
  trace_.first_time = std::min(trace_.first_time, time);
}

bool TraceBuilder::refuse(const TracePlace& place, Finding finding) {
  ++refused_;
  refusals_.push_back(
      {place, std::string(place.text.substr(0, longest_excerpt)), std::move(finding)});
  return refused_ < most_refusals;
}

void TraceBuilder::refuse(Finding finding) {
  ++refused_;
  refusals_.push_back({{}, {}, std::move(finding)});
}

void refuse_long_line(std::uint64_t line, TraceBuilder& builder) {
  builder.refuse(
      {.line = line},
      {code::trace_record,
       "a line of more than 1 MiB",
       {},
       "the file is not a text with one request per line, or its lines end in \\r alone"});
}

void TraceBuilder::finish() {
  std::string text;
  std::vector<int> lines;
  for (const Refusal& one : refusals_) {
    text += (lines.empty() ? "" : "\n") + one.text;
    lines.push_back(as_int(one.place.line));
  }
  const SourceId source = diagnostics_.sources()->add(
      {.name = trace_.name, .text = std::move(text), .numbers = std::move(lines)});
  for (Refusal& one : refusals_) {
    const TracePlace& p = one.place;
    std::string where;
    if (p.record > 0) where = fmt::format("record {}", p.record);
    if (p.record > 0 && p.line == 0) where += fmt::format(", byte {}", p.byte);
    diagnostics_.add({source, as_int(p.line), as_int(p.column + 1), as_int(p.length)},
                     std::move(where), std::move(one.finding));
  }
  if (backwards_ > 0) {
    diagnostics_.add({source, 0, 0, 0}, fmt::format("record {}", first_backwards_),
                     {code::trace_time,
                      fmt::format("time runs backwards {}",
                                  backwards_ == 1 ? "once" : fmt::format("{} times", backwards_)),
                      {},
                      "requests are replayed in file order; sort the file by time if necessary",
                      Severity::warning});
  }
}

}  // namespace edgecase
