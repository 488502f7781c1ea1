#include "load/csv/cells.hpp"

#include <algorithm>
#include <cstring>

#include "load/text/number.hpp"

namespace edgecase {

std::optional<double> parse_decimal(std::string_view cell) {
  double value = 0;
  if (!read_double(cell, value)) return std::nullopt;
  return value;
}

char CellReader::separator_of(std::string_view line) {
  char best = ',';
  for (const char candidate : {';', '\t', '|'}) {
    if (std::ranges::count(line, candidate) > std::ranges::count(line, best)) best = candidate;
  }
  const bool words = line.find(best) == std::string_view::npos && line.find(' ') < line.size();
  return words ? ' ' : best;
}

bool CellReader::read(std::string_view line) {
  cells_.clear();
  unquoted_.clear();
  if (separator_ == ' ') return read_words(line);
  const char* const begin = line.data();
  for (std::size_t at = 0;;) {
    while (at < line.size() && is_blank(line[at])) ++at;
    if (at < line.size() && line[at] == '"') {
      if (!quoted(line, at)) return false;
    } else {
      const void* next =
          at == line.size() ? nullptr : std::memchr(begin + at, separator_, line.size() - at);
      const std::size_t end = next != nullptr
                                  ? static_cast<std::size_t>(static_cast<const char*>(next) - begin)
                                  : line.size();
      std::size_t last = end;
      while (last > at && is_blank(line[last - 1])) --last;
      cells_.push_back({line.substr(at, last - at), at, last - at});
      at = end;
    }
    if (at == line.size()) return true;
    ++at;  // the separator; what follows it is a cell, even at the end of the line
  }
}

bool CellReader::read_words(std::string_view line) {
  for (std::size_t at = 0;;) {
    while (at < line.size() && is_blank(line[at])) ++at;
    if (at == line.size()) return true;
    if (line[at] == '"') {
      if (!quoted(line, at)) return false;
      continue;
    }
    const std::size_t start = at;
    while (at < line.size() && !is_blank(line[at])) ++at;
    cells_.push_back({line.substr(start, at - start), start, at - start});
  }
}

/// At the opening quote; afterwards at the separator or the end.
bool CellReader::quoted(std::string_view line, std::size_t& at) {
  const std::size_t start = at;
  const std::size_t kept = unquoted_.size();
  problem_ = start;
  unquoted_.reserve(line.size());  // for the whole line, so that cells may point into it
  while (true) {
    const std::size_t close = line.find('"', ++at);
    if (close == std::string_view::npos) return false;
    unquoted_ += line.substr(at, close - at);
    at = close + 1;
    if (at == line.size() || line[at] != '"') break;
    unquoted_ += '"';
  }
  const std::size_t length = at - start;
  cells_.push_back({std::string_view(unquoted_).substr(kept), start, length});
  problem_ = at;
  if (separator_ == ' ') return at == line.size() || is_blank(line[at]);
  while (at < line.size() && is_blank(line[at])) ++at;
  problem_ = at;
  return at == line.size() || line[at] == separator_;
}

}  // namespace edgecase
