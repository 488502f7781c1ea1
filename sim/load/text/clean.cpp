// Checks on the raw text, before it is parsed.
#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/yaml.hpp"

namespace edgecase {

namespace {

/// Length of the well-formed UTF-8 character at the start, 0 if there is none. Overlong forms,
/// surrogates and code points beyond U+10FFFF are ill-formed.
std::size_t character_length(std::string_view s) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const auto continues = [&](std::size_t i, unsigned low, unsigned high) {
    return i < s.size() && byte(i) >= low && byte(i) <= high;
  };
  const unsigned b = byte(0);
  if (b < 0x80) return 1;
  if (b >= 0xC2 && b <= 0xDF) return continues(1, 0x80, 0xBF) ? 2 : 0;
  if (b >= 0xE0 && b <= 0xEF) {
    const unsigned low = b == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = b == 0xED ? 0x9F : 0xBF;
    return continues(1, low, high) && continues(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (b >= 0xF0 && b <= 0xF4) {
    const unsigned low = b == 0xF0 ? 0x90 : 0x80;
    const unsigned high = b == 0xF4 ? 0x8F : 0xBF;
    return continues(1, low, high) && continues(2, 0x80, 0xBF) && continues(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

/// The code of the control character at the start, which could steer a terminal; nothing for a line
/// break, a tab or any other character. C1 controls take two bytes in UTF-8.
std::optional<unsigned> control_at(std::string_view s) {
  const auto c = static_cast<unsigned char>(s[0]);
  if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) return c;
  if (c != 0xC2 || s.size() < 2) return std::nullopt;
  const auto next = static_cast<unsigned char>(s[1]);
  return next >= 0x80 && next <= 0x9F ? std::optional<unsigned>(next) : std::nullopt;
}

class Cleaner {
 public:
  Cleaner(std::string_view text, SourceId source, Diagnostics& diagnostics)
      : text_(text), source_(source), diagnostics_(diagnostics) {}

  bool encoding() {
    int line = 1;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text_.size();) {
      const std::size_t length = character_length(text_.substr(i));
      const auto control = control_at(text_.substr(i));
      if (length == 0 || control) {
        const int column = static_cast<int>(i - start) + 1;
        diagnostics_.add({source_, line, column, 1}, "",
                         {code::not_utf8,
                          control ? fmt::format("control character 0x{:02x}", *control)
                                  : fmt::format("byte 0x{:02x} is not valid UTF-8",
                                                static_cast<unsigned char>(text_[i])),
                          {},
                          "save the file as UTF-8 text"});
        return false;
      }
      if (text_[i] == '\n') {
        ++line;
        start = i + 1;
      }
      i += length;
    }
    return true;
  }

  bool lines() {
    bool fine = true;
    bool content = false;
    int number = 0;
    for (std::string_view rest = text_; !rest.empty();) {
      const std::size_t end = rest.find('\n');
      const std::string_view line = rest.substr(0, end);
      ++number;
      fine = this_line(line, number, content) && fine;
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
    return fine;
  }

 private:
  bool this_line(std::string_view line, int number, bool& content) {
    const std::size_t tab = line.find('\t');
    const std::size_t ink = line.find_first_not_of(" \t");
    if (tab != std::string_view::npos && ink != std::string_view::npos && tab < ink) {
      diagnostics_.add({source_, number, static_cast<int>(tab) + 1, 1}, "",
                       {code::tab, "this line is indented with a tab", "indent with spaces"});
      return false;
    }
    const bool marker = (line.starts_with("---") || line.starts_with("...")) &&
                        (line.size() == 3 || line[3] == ' ' || line[3] == '\t');
    if (marker && (content || line[0] == '.')) {
      diagnostics_.add(
          {source_, number, 1, 3}, "",
          {code::several_documents, "the file holds more than one document",
           "a second document starts here", "write each scenario to a file of its own"});
      return false;
    }
    if (line.starts_with('%') && !content) {
      diagnostics_.add({source_, number, 1, static_cast<int>(line.size())}, "",
                       {code::syntax, "YAML directives are not supported", "remove this line"});
      return false;
    }
    content = content || marker || (ink != std::string_view::npos && line[ink] != '#');
    return true;
  }

  std::string_view text_;
  SourceId source_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<unsigned> control_in(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (const auto control = control_at(text.substr(i))) return control;
  return std::nullopt;
}

std::string normalised(std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::size_t out = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') text[out++] = text[i];
  text.resize(out);
  return text;
}

bool clean(std::string_view text, SourceId source, const LoadLimits& limits,
           Diagnostics& diagnostics) {
  if (text.size() > limits.bytes) {
    diagnostics.add(
        {source, 0, 0, 0}, "",
        {code::too_large, fmt::format("the text has more than {} bytes", limits.bytes)});
    return false;
  }
  Cleaner cleaner(text, source, diagnostics);
  return cleaner.encoding() && cleaner.lines();
}

}  // namespace edgecase
