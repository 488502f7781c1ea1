#include "load/arguments.hpp"

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/yaml.hpp"

namespace edgecase {
namespace {

struct Piece {
  std::size_t from;
  std::size_t to;
};

Piece without_spaces(const std::string& text, Piece piece) {
  while (piece.from < piece.to && text[piece.from] == ' ') ++piece.from;
  while (piece.to > piece.from && text[piece.to - 1] == ' ') --piece.to;
  return piece;
}

/// At commas outside braces, brackets and quotes, without the spaces around.
std::vector<Piece> pieces_of(const std::string& text) {
  std::vector<Piece> pieces;
  int depth = 0;
  char quote = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ',';
    if (quote != 0 && i < text.size()) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '"' || c == '\'') quote = c;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c != ',' || (depth > 0 && i < text.size())) continue;
    pieces.push_back(without_spaces(text, {from, i}));
    from = i + 1;
  }
  return pieces;
}

class ListReader {
 public:
  ListReader(const std::string& option, const std::string& text, Diagnostics& diagnostics)
      : text_(text),
        diagnostics_(diagnostics),
        source_(diagnostics.sources()->add({.name = option, .text = text})) {}

  std::optional<Node> node(const Piece& piece) {
    if (piece.from == piece.to) {
      diagnostics_.add(place(piece), "", {code::missing_value, "a value is missing here"});
      return std::nullopt;
    }
    const std::size_t brace = text_.find('{', piece.from);
    if (brace >= piece.to || brace == piece.from) return yaml(piece.from, piece.to);
    std::optional<Node> parameters = yaml(brace, piece.to);
    if (!parameters) return std::nullopt;
    std::size_t end = brace;
    while (end > piece.from && text_[end - 1] == ' ') --end;
    Node choice;
    choice.kind = Node::Kind::map;
    choice.place = place(piece);
    choice.entries.push_back({text_.substr(piece.from, end - piece.from), place({piece.from, end}),
                              std::move(*parameters)});
    return choice;
  }

 private:
  Place place(const Piece& piece) const {
    return {source_, 1, static_cast<int>(piece.from) + 1,
            static_cast<int>(std::max<std::size_t>(piece.to - piece.from, 1))};
  }
  std::optional<Node> yaml(std::size_t from, std::size_t to) {
    return parse_yaml(text_.substr(from, to - from), {source_, 0, static_cast<int>(from)},
                      LoadLimits{}, diagnostics_);
  }

  const std::string& text_;
  Diagnostics& diagnostics_;
  SourceId source_;
};

}  // namespace

std::vector<ListedText> split_list(const std::string& option, const std::string& text,
                                   Diagnostics& diagnostics) {
  ListReader reader(option, text, diagnostics);
  std::vector<ListedText> all;
  for (const Piece& piece : pieces_of(text)) {
    if (auto node = reader.node(piece)) {
      all.push_back({text.substr(piece.from, piece.to - piece.from),
                     Document{std::move(*node), diagnostics.sources()}});
    }
  }
  return all;
}

}  // namespace edgecase
