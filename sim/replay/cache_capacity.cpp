#include "replay/cache_capacity.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "load/text/codes.hpp"

namespace edgecase {
namespace {

constexpr std::string_view suffixes[] = {" objects", " object", "objects", "object"};

Complaint nothing(std::string_view text) {
  return {code::out_of_range, fmt::format("`{}` is out of range", text), "more than 0"};
}

}  // namespace

ScalarForm Scalar<CacheCapacity>::form() {
  return {.name = "a capacity", .examples = "128MiB, 2GB, 10k objects, 10%, unlimited"};
}

std::optional<Complaint> Scalar<CacheCapacity>::parse(std::string_view text, CacheCapacity& out) {
  using Measure = CacheCapacity::Measure;
  out = {};
  if (text == "unlimited") {
    out.bytes = {INT64_MAX};
    return std::nullopt;
  }
  if (text.ends_with('%')) {
    out.measure = Measure::footprint;
    if (auto wrong = Scalar<Share>::parse(text, out.footprint)) return wrong;
    return out.footprint.value > 0 ? std::nullopt : std::optional(nothing(text));
  }
  for (const std::string_view suffix : suffixes) {
    if (!text.ends_with(suffix)) continue;
    out.measure = Measure::objects;
    if (auto wrong = Scalar<Count>::parse(text.substr(0, text.size() - suffix.size()), out.objects))
      return wrong;
    return out.objects.value > 0 ? std::nullopt : std::optional(nothing(text));
  }
  if (auto wrong = Scalar<Bytes>::parse(text, out.bytes)) {
    if (wrong->code == code::missing_unit) wrong->label += fmt::format(" or {} objects", text);
    return wrong;
  }
  return out.bytes.count > 0 ? std::nullopt : std::optional(nothing(text));
}

std::string Scalar<CacheCapacity>::print(const CacheCapacity& value) {
  switch (value.measure) {
    case CacheCapacity::Measure::objects:
      return Scalar<Count>::print(value.objects) + " objects";
    case CacheCapacity::Measure::footprint:
      return Scalar<Share>::print(value.footprint);
    case CacheCapacity::Measure::bytes:
      break;
  }
  return value.bytes.count == INT64_MAX ? "unlimited" : Scalar<Bytes>::print(value.bytes);
}

CacheLimits limits_for(const CacheCapacity& capacity, const Trace& trace) {
  switch (capacity.measure) {
    case CacheCapacity::Measure::objects:
      return {{INT64_MAX}, capacity.objects};
    case CacheCapacity::Measure::footprint: {
      const double part = static_cast<double>(trace.footprint) * capacity.footprint.value;
      if (!(part < 9e18)) return {{INT64_MAX}, unlimited};
      const auto bytes = static_cast<std::int64_t>(std::llround(part));
      return {{std::max<std::int64_t>(bytes, 1)}, unlimited};
    }
    case CacheCapacity::Measure::bytes:
      break;
  }
  return {capacity.bytes, unlimited};
}

}  // namespace edgecase
