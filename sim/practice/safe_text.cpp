#include "practice/safe_text.hpp"

#include "report/csv.hpp"

namespace edgecase {

std::string safe_cell(const std::string& text) {
  constexpr std::string_view formula = "=+-@\t\r";
  const bool risky = !text.empty() && formula.find(text.front()) != std::string_view::npos;
  return csv_text(risky ? "'" + text : text);
}

std::string safe_line(std::string_view text) {
  std::string line;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '\n' || c == '\t') {
      line += ' ';
    } else if (c == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0) {
      ++i;  // U+0080 to U+009F, among them the one-character form of an escape sequence
    } else if (c >= 0x20 && c != 0x7f) {
      line += text[i];
    }
  }
  return line;
}

std::string safe_html(std::string_view text) {
  std::string html;
  for (const char c : text) {
    if (c == '<')
      html += "&lt;";
    else if (c == '>')
      html += "&gt;";
    else if (c == '&')
      html += "&amp;";
    else if (c == '"')
      html += "&quot;";
    else
      html += c;
  }
  return html;
}

}  // namespace edgecase
