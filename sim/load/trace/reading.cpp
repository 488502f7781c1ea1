// How a trace was understood, as sentences.
#include <algorithm>

#include <fmt/core.h>

#include "load/trace/trace.hpp"

namespace edgecase {
namespace {

std::string grouped(std::uint64_t n) {
  std::string digits = fmt::format("{}", n);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

/// "3 comment lines", "1 comment line"
std::string counted(std::uint64_t count, std::string what) {
  const std::size_t end = what.find("s ");
  if (count == 1) what.erase(end == std::string::npos ? what.size() - 1 : end, 1);
  return grouped(count) + " " + what;
}

}  // namespace

std::vector<std::string> sentences_of(const TraceReading& reading) {
  std::string read = fmt::format("Read as {}: key = {}", reading.layout, reading.key);
  if (!reading.size.empty()) read += fmt::format("; size = {}", reading.size);
  if (!reading.time.empty()) read += fmt::format("; time = {}", reading.time);
  std::vector<std::string> all{read + "."};
  std::string skipped;
  for (const auto& [what, count] : reading.skipped)
    skipped += (skipped.empty() ? "" : ", ") + counted(count, what);
  if (!skipped.empty()) all.push_back(fmt::format("Skipped: {}.", skipped));
  if (reading.operations.size() > 1) {
    std::string operations;
    for (const auto& [name, count] : reading.operations)
      operations += fmt::format("{}{} {}", operations.empty() ? "" : ", ", name, grouped(count));
    const bool filtered = std::ranges::any_of(
        reading.skipped, [](const auto& one) { return one.first == other_operations; });
    all.push_back(
        fmt::format("Operations: {}{}.", operations, filtered ? "" : "; each counts as a request"));
  }
  all.insert(all.end(), reading.notes.begin(), reading.notes.end());
  return all;
}

}  // namespace edgecase
