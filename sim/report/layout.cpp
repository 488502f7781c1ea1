#include "report/layout.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace edgecase {
namespace {

constexpr std::size_t gap = 2;  // between columns

std::string_view code_of(Tone tone) {
  switch (tone) {
    case Tone::good:
      return "\033[32m";
    case Tone::bad:
      return "\033[31m";
    case Tone::unsure:
      return "\033[33m";
    case Tone::faint:
      return "\033[2m";
    case Tone::strong:
      return "\033[1m";
    case Tone::plain:
      return "";
  }
  return "";
}

std::string painted(const std::string& text, Tone tone, const TextStyle& style) {
  if (!style.color || tone == Tone::plain || text.empty()) return text;
  return std::string(code_of(tone)) + text + "\033[0m";
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

/// Pieces follow each other with one space; lines after the first are indented a little more.
std::string text_of(const Paragraph& paragraph, const TextStyle& style) {
  std::string text;
  std::size_t used = 0;
  Tone tone = Tone::plain;  // of what was written last
  // A phrase of one tone is painted as a whole, so that it can be searched for.
  const auto paint = [&](Tone next) {
    if (!style.color || next == tone) return;
    if (tone != Tone::plain) text += "\033[0m";
    text += code_of(next);
    tone = next;
  };
  const auto new_line = [&](std::size_t spaces) {
    text += std::string(spaces, ' ');
    used = spaces;
  };
  new_line(paragraph.indent);
  bool first = true;
  for (const TextCell& piece : paragraph.pieces) {
    for (const std::string& word : words_of(piece.text)) {
      const std::size_t width = display_width(word);
      if (piece.tone != tone) paint(Tone::plain);
      if (!first && used + 1 + width > style.width) {
        paint(Tone::plain);
        text += '\n';
        new_line(paragraph.indent + 2);
      } else if (!first) {
        text += ' ';
        ++used;
      }
      paint(piece.tone);
      text += word;
      used += width;
      first = false;
    }
  }
  paint(Tone::plain);
  return text + "\n";
}

std::vector<std::size_t> widths_of(const TextTable& table) {
  std::vector<std::size_t> widths;
  widths.reserve(table.columns.size());
  for (const Column& column : table.columns) widths.push_back(display_width(column.title));
  for (const TextRow& row : table.rows) {
    for (std::size_t i = 0; i < std::min(row.cells.size(), widths.size()); ++i) {
      widths[i] = std::max(widths[i], display_width(row.cells[i].text));
    }
  }
  return widths;
}

/// The column to shorten next: one that yields, else the widest text; none: all are narrow.
std::optional<std::size_t> widest_column(const std::vector<std::size_t>& widths,
                                         const TextTable& table, bool must_yield) {
  constexpr std::size_t least = 16;  // narrower columns are unreadable
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const Column& column = table.columns[i];
    if (column.align != Align::left || column.spare) continue;
    if (widths[i] <= least || (must_yield && !column.yields)) continue;
    if (!found || widths[i] > widths[*found]) found = i;
  }
  return found;
}

/// Whether the columns fit, after shortening what can be shortened.
bool fit(std::vector<std::size_t>& widths, const TextTable& table, std::size_t room) {
  const auto total = [&] {
    std::size_t sum = 0;
    for (std::size_t width : widths) sum += width + gap;
    return sum;
  };
  while (total() > room + gap) {
    auto column = widest_column(widths, table, true);
    if (!column) column = widest_column(widths, table, false);
    if (!column) return false;
    --widths[*column];
  }
  return true;
}

/// Takes the last spare column out; false: there is none.
bool drop_spare_column(TextTable& table) {
  for (std::size_t i = table.columns.size(); i-- > 0;) {
    if (!table.columns[i].spare) continue;
    const auto at = static_cast<std::ptrdiff_t>(i);
    table.columns.erase(table.columns.begin() + at);
    for (TextRow& row : table.rows)
      if (i < row.cells.size()) row.cells.erase(row.cells.begin() + at);
    return true;
  }
  return false;
}

void trim_right(std::string& line) {
  while (!line.empty() && line.back() == ' ') line.pop_back();
}

std::string line_of(const std::vector<TextCell>& cells, const TextTable& table,
                    const std::vector<std::size_t>& widths, const TextStyle& style) {
  std::string line = "  ";
  for (std::size_t i = 0; i < std::min(cells.size(), widths.size()); ++i) {
    const std::string text = shortened(cells[i].text, widths[i]);
    const std::string space(widths[i] - display_width(text), ' ');
    const std::string inked = painted(text, cells[i].tone, style);
    line += table.columns[i].align == Align::right ? space + inked : inked + space;
    line += std::string(gap, ' ');
  }
  trim_right(line);
  return line + "\n";
}

std::string text_of(const TextTable& whole, const TextStyle& style) {
  TextTable table = whole;
  std::vector<std::size_t> widths = widths_of(table);
  while (!fit(widths, table, style.width - gap) && drop_spare_column(table))
    widths = widths_of(table);
  std::string text;
  const bool headed = std::ranges::any_of(table.columns, [](auto& c) { return !c.title.empty(); });
  if (headed) {
    std::vector<TextCell> titles;
    titles.reserve(table.columns.size());
    for (const Column& column : table.columns) titles.emplace_back(column.title, Tone::faint);
    text += line_of(titles, table, widths, style);
  }
  for (const TextRow& row : table.rows) {
    text += line_of(row.cells, table, widths, style);
    if (!row.detail.empty()) text += text_of(Paragraph{{{row.detail, Tone::faint}}, 6}, style);
  }
  return text;
}

std::string text_of(const Verbatim& verbatim, const TextStyle&) {
  std::string text;
  for (const std::string& line : verbatim.lines) {
    text += std::string(verbatim.indent, ' ') + line + "\n";
  }
  return text;
}

/// What a browser would take for the start of a tag: "<" before a letter, "/", "!" or "?".
std::string without_tags(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : ' ';
    const char lower = static_cast<char>(next | 0x20);
    const bool opens = (lower >= 'a' && lower <= 'z') || next == '/' || next == '!' || next == '?';
    out += text[i] == '<' && opens ? std::string("&lt;") : std::string(1, text[i]);
  }
  return out;
}

/// A pipe would end the cell; a line break the table.
std::string in_markdown(const std::string& text) {
  std::string out;
  for (char c : without_tags(text)) {
    if (c == '|')
      out += "\\|";
    else if (c == '\n')
      out += ' ';
    else
      out += c;
  }
  return out;
}

std::string markdown_of(const TextTable& table) {
  const bool detailed = std::ranges::any_of(table.rows, [](auto& r) { return !r.detail.empty(); });
  std::string heads = "|";
  std::string rules = "|";
  for (const Column& column : table.columns) {
    heads += " " + in_markdown(column.title) + " |";
    rules += column.align == Align::right ? " ---: |" : " --- |";
  }
  std::string text =
      heads + (detailed ? " how |\n" : "\n") + rules + (detailed ? " --- |\n" : "\n");
  for (const TextRow& row : table.rows) {
    text += "|";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      text += " " + (i < row.cells.size() ? in_markdown(row.cells[i].text) : "") + " |";
    }
    text += detailed ? " " + in_markdown(row.detail) + " |\n" : "\n";
  }
  return text;
}

std::string markdown_of(const Paragraph& paragraph) {
  std::string text;
  for (const TextCell& piece : paragraph.pieces) {
    if (!text.empty()) text += ' ';
    const std::string words = without_tags(piece.text);
    text += piece.tone == Tone::strong ? "**" + words + "**" : words;
  }
  return text + "\n";
}

std::string markdown_of(const Verbatim& verbatim) {
  std::string text = "```\n";
  for (const std::string& line : verbatim.lines) text += line + "\n";
  return text + "```\n";
}

/// Without empty blocks.
std::vector<const Block*> filled(const Section& section) {
  std::vector<const Block*> blocks;
  for (const Block& block : section.blocks) {
    const auto* table = std::get_if<TextTable>(&block);
    if (table == nullptr || !table->rows.empty()) blocks.push_back(&block);
  }
  return blocks;
}

}  // namespace

std::vector<Section> in_short(std::vector<Section> sections) {
  std::erase_if(sections, [](const Section& section) { return section.minor; });
  for (Section& section : sections) {
    for (Block& block : section.blocks) {
      auto* table = std::get_if<TextTable>(&block);
      if (table == nullptr) continue;
      std::erase_if(table->rows, [](const TextRow& row) { return row.minor; });
      for (TextRow& row : table->rows) row.detail.clear();
    }
  }
  return sections;
}

std::string as_text(const std::vector<Section>& sections, const TextStyle& style) {
  std::string text;
  for (const Section& section : sections) {
    const std::vector<const Block*> blocks = filled(section);
    if (blocks.empty()) continue;
    if (!text.empty()) text += '\n';
    if (!section.title.empty()) text += painted(section.title, Tone::strong, style) + "\n";
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (i > 0 && std::holds_alternative<TextTable>(*blocks[i - 1])) text += '\n';
      text += std::visit([&](const auto& b) { return text_of(b, style); }, *blocks[i]);
    }
  }
  return text;
}

std::string as_markdown(const std::vector<Section>& sections) {
  std::string text;
  for (const Section& section : sections) {
    const std::vector<const Block*> blocks = filled(section);
    if (blocks.empty()) continue;
    if (!text.empty()) text += '\n';
    if (!section.title.empty()) text += "### " + without_tags(section.title) + "\n\n";
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (i > 0) text += '\n';
      text += std::visit([](const auto& b) { return markdown_of(b); }, *blocks[i]);
    }
  }
  return text;
}

}  // namespace edgecase
