#include "load/text/render.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/json.hpp"

namespace edgecase {

namespace {

struct Paint {
  std::string_view error, warning, frame, bold, off;
};
constexpr Paint no_paint{};
constexpr Paint ansi_colors{"\033[1;31m", "\033[1;33m", "\033[1;34m", "\033[1m", "\033[0m"};

constexpr std::size_t widest_excerpt = 110;  // characters of a source line that are shown

struct Excerpt {
  std::string text;
  int column;  // of the first caret in `text`, from 1
  int length;
};

/// Bytes of the first character of a line; 0 if it is not safe to print on a terminal.
std::size_t printed_length(std::string_view line) {
  const auto c = static_cast<unsigned char>(line[0]);
  const std::size_t length = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 0;
  if (length > line.size() || c < 0x20 || c == 0x7F) return 0;
  for (std::size_t k = 1; k < length; ++k)
    if ((static_cast<unsigned char>(line[k]) & 0xC0U) != 0x80U) return 0;
  return length;
}

/// Sanitised text for a terminal: no control characters, whole characters only.
std::vector<std::string> characters_of(std::string_view line) {
  std::vector<std::string> all;
  while (!line.empty()) {
    const std::size_t length = printed_length(line);
    all.emplace_back(length > 0 ? line.substr(0, length) : line[0] == '\t' ? " " : "?");
    line.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return all;
}

/// The part of a long line around the carets.
Excerpt excerpt(std::string_view line, const Diagnostic& d) {
  const auto all = characters_of(line);
  const auto column = static_cast<std::size_t>(std::max(d.column, 1)) - 1;
  const std::size_t from = all.size() > widest_excerpt && column > widest_excerpt / 2
                               ? std::min(column - widest_excerpt / 2, all.size() - widest_excerpt)
                               : 0;
  const std::size_t to = std::min(all.size(), from + widest_excerpt);
  Excerpt e{from > 0 ? "…" : "", static_cast<int>(column - from) + (from > 0 ? 2 : 1), d.length};
  for (std::size_t i = from; i < to; ++i) e.text += all[i];
  if (to < all.size()) e.text += "…";
  const int room = static_cast<int>(std::max(to, column + 1) - column);
  e.length = std::clamp(e.length, 1, room);
  return e;
}

std::string one(const Diagnostic& d, const Source* source, const Paint& paint) {
  const bool is_error = d.severity == Severity::error;
  std::string text = fmt::format("{}{}[{}]{}{}: {}{}\n", is_error ? paint.error : paint.warning,
                                 is_error ? "error" : "warning", d.code, paint.off, paint.bold,
                                 d.message, paint.off);
  const std::string number = d.line > 0 ? fmt::format("{}", d.line) : " ";
  const std::string margin(number.size(), ' ');
  text += fmt::format("{}{}-->{} {}", margin, paint.frame, paint.off, d.file);
  if (d.line > 0) text += fmt::format(":{}:{}", d.line, d.column);
  if (!d.path.empty()) text += "   " + d.path;
  text += '\n';
  if (d.line > 0 && source) {
    const Excerpt e = excerpt(source->line(d.line), d);
    text += fmt::format("{}{} |{} {}\n", paint.frame, number, paint.off, e.text);
    text += fmt::format("{} {}|{} {}{}{}{}{}{}\n", margin, paint.frame, paint.off,
                        std::string(static_cast<std::size_t>(e.column - 1), ' '),
                        is_error ? paint.error : paint.warning,
                        std::string(static_cast<std::size_t>(e.length), '^'),
                        d.label.empty() ? "" : " ", d.label, paint.off);
  } else if (!d.label.empty()) {
    text += fmt::format("{} {}={} {}\n", margin, paint.frame, paint.off, d.label);
  }
  if (!d.hint.empty())
    text += fmt::format("{} {}={} help: {}\n", margin, paint.frame, paint.off, d.hint);
  return text;
}

std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (char c : text) {
    if (c == '%' || c == '\n' || c == '\r' || special.find(c) != std::string_view::npos)
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out;
}

}  // namespace

std::string render_text(const Diagnostics& diagnostics, RenderStyle style) {
  const Paint& paint = style.color ? ansi_colors : no_paint;
  const auto all = diagnostics.sorted();
  std::string text;
  for (std::size_t i = 0; i < std::min(all.size(), style.most); ++i) {
    if (i > 0) text += '\n';
    text += one(all[i], diagnostics.sources()->find(all[i].file), paint);
  }
  const std::size_t more = all.size() - std::min(all.size(), style.most) + diagnostics.dropped();
  if (more > 0) text += fmt::format("\n… and {} more\n", more);
  return text;
}

std::string render_json(const std::vector<Diagnostic>& diagnostics) {
  Json list = Json::array();
  for (const Diagnostic& d : diagnostics)
    list.push_back({{"severity", d.severity == Severity::error ? "error" : "warning"},
                    {"code", d.code},
                    {"file", d.file},
                    {"line", d.line},
                    {"column", d.column},
                    {"length", d.length},
                    {"path", d.path},
                    {"message", d.message},
                    {"label", d.label},
                    {"hint", d.hint}});
  return dumped(list) + "\n";
}

std::string render_github(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (const Diagnostic& d : diagnostics) {
    std::string message = d.message;
    if (!d.label.empty()) message += "; " + d.label;
    if (!d.hint.empty()) message += "; help: " + d.hint;
    text +=
        fmt::format("::{} file={},line={},col={},endColumn={},title={}::{}\n",
                    d.severity == Severity::error ? "error" : "warning", escaped(d.file, ":,"),
                    std::max(d.line, 1), std::max(d.column, 1),
                    std::max(d.column, 1) + std::max(d.length, 1), d.code, escaped(message, ""));
  }
  return text;
}

}  // namespace edgecase
