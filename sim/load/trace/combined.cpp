#include "load/trace/combined.hpp"

#include <algorithm>

namespace edgecase {
namespace {

CsvCell cell_at(std::string_view line, std::size_t from, std::size_t to) {
  return {line.substr(from, to - from), from, to - from};
}

/// The quote that closes what began before `at`; a backslash escapes one.
std::size_t closing_quote(std::string_view line, std::size_t at) {
  for (; at < line.size(); ++at) {
    if (line[at] == '\\') {
      ++at;
    } else if (line[at] == '"') {
      return at;
    }
  }
  return std::string_view::npos;
}

bool is_status(std::string_view text) {
  return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

const std::array<std::string, 5>& CombinedReader::names() {
  static const std::array<std::string, 5> all{"time", "method", "path", "status", "bytes"};
  return all;
}

bool CombinedReader::read(std::string_view line) {
  problem_ = 0;
  const std::size_t open = line.find('[');
  if (open == std::string_view::npos) return false;
  const std::size_t close = line.find("] \"", open);
  if (close == std::string_view::npos) return false;
  const std::size_t request = close + 3;
  problem_ = request;
  const std::size_t quote = closing_quote(line, request);
  if (quote == std::string_view::npos) return false;
  const std::size_t method_end = line.find(' ', request);
  if (method_end >= quote || method_end == request) return false;
  const std::size_t path_end = std::min(line.find(' ', method_end + 1), quote);
  problem_ = std::min(quote + 1, line.size() - 1);
  if (quote + 2 > line.size() || line[quote + 1] != ' ') return false;
  const std::size_t status_end = line.find(' ', quote + 2);
  if (status_end == std::string_view::npos) return false;
  const std::size_t size_end = std::min(line.find(' ', status_end + 1), line.size());
  cells_ = {cell_at(line, open + 1, close), cell_at(line, request, method_end),
            cell_at(line, method_end + 1, path_end), cell_at(line, quote + 2, status_end),
            cell_at(line, status_end + 1, size_end)};
  return is_status(cells_[3].text);
}

}  // namespace edgecase
