#include "model/store/history_text.hpp"

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "model/store/history_lines.hpp"

namespace edgecase {
namespace {

constexpr std::size_t most_problems = 20;

struct BadLine {
  int number;
  std::string text;
  HistoryProblem problem;
};

std::string_view without_end(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void report(const std::vector<BadLine>& lines, const std::string& name, Diagnostics& diagnostics) {
  Source excerpt{.name = name, .text = {}};
  for (const BadLine& line : lines) {
    excerpt.text += (excerpt.numbers.empty() ? "" : "\n") + line.text;
    excerpt.numbers.push_back(line.number);
  }
  const SourceId source = diagnostics.sources()->add(std::move(excerpt));
  for (const BadLine& line : lines)
    diagnostics.add({source, line.number, 1, 1}, "",
                    {code::history_line, line.problem.message, {}, line.problem.hint});
}

}  // namespace

std::optional<History> read_history(std::string_view text, const std::string& name,
                                    Diagnostics& diagnostics) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  const bool json = first != text.npos && (text[first] == '{' || text[first] == '[');
  HistoryBuilder builder;
  std::vector<BadLine> bad;
  int number = 0;
  for (std::size_t at = 0; at < text.size() && bad.size() < most_problems;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = without_end(text.substr(at, end - at));
    at = end + 1;
    ++number;
    if (number == 1 && line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
    if (line.find_first_not_of(" \t") == line.npos) continue;
    bool operation = true;
    auto problem = json ? add_json_line(line, number, builder)
                        : add_jepsen_line(line, number, builder, operation);
    if (problem) bad.push_back({number, std::string(line), std::move(*problem)});
  }
  if (!bad.empty()) {
    report(bad, name, diagnostics);
    return std::nullopt;
  }
  if (builder.history().events == 0) {
    const SourceId source = diagnostics.sources()->add({.name = name, .text = {}});
    diagnostics.add({source, 0, 0, 0}, "",
                    {code::history_line,
                     "there is no operation in this history",
                     {},
                     "JSON lines such as {\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}, or a "
                     "log of Jepsen"});
    return std::nullopt;
  }
  return std::move(builder.history());
}

}  // namespace edgecase
