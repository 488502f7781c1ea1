#pragma once
// A report before it is written: sections of tables and lines, so that a terminal and a Markdown
// page show the same facts. Text is UTF-8; widths are counted in columns of a terminal.

#include <string>
#include <variant>
#include <vector>

#include <edgecase/report.hpp>

namespace edgecase {

/// The role of a piece of text: shown in colour where available, never by colour alone.
enum class Tone { plain, good, bad, unsure, faint, strong };

struct TextCell {
  std::string text;
  Tone tone = Tone::plain;

  TextCell() = default;
  TextCell(std::string t, Tone tone_of = Tone::plain) : text(std::move(t)), tone(tone_of) {}
  TextCell(const char* t) : text(t) {}
};

enum class Align { left, right };

struct Column {
  std::string title;
  Align align = Align::right;
  bool yields = false;  ///< is shortened first where the columns do not fit
  bool spare = false;   ///< is left out, the last one first, where shortening is not enough
};
inline Column interval_column() { return {"95% interval", Align::left, false, true}; }

struct TextRow {
  std::vector<TextCell> cells;
  std::string detail = {};  ///< below the row: how the number came about
  bool minor = false;       ///< shown only on demand: nothing happened there
};

struct TextTable {
  std::vector<Column> columns;  ///< all titles empty: no heading line
  std::vector<TextRow> rows;
};

/// Consecutive pieces of one paragraph, wrapped at the width.
struct Paragraph {
  std::vector<TextCell> pieces;
  std::size_t indent = 2;
};

/// Lines that must stay as they are: a timeline, a command to paste.
struct Verbatim {
  std::vector<std::string> lines;
  std::size_t indent = 2;
};

using Block = std::variant<TextTable, Paragraph, Verbatim>;

struct Section {
  std::string title;  ///< empty: none
  std::vector<Block> blocks;
  bool minor = false;  ///< shown only on demand
};

/// What a reader needs first: without minor sections and rows, and without details of rows.
std::vector<Section> in_short(std::vector<Section> sections);

/// Empty blocks and sections are omitted. A terminal narrower than a table gets
/// it without its spare columns.
std::string as_text(const std::vector<Section>& sections, const TextStyle& style);
std::string as_markdown(const std::vector<Section>& sections);

/// How many columns of a terminal a UTF-8 text takes: none for marks that stand on a letter, two
/// for Chinese, Japanese and Korean characters.
std::size_t display_width(const std::string& text);
/// At most this many columns; truncated text ends in an ellipsis.
std::string shortened(const std::string& text, std::size_t width);

}  // namespace edgecase
