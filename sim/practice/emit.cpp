#include "practice/emit.hpp"

#include "load/json.hpp"

namespace edgecase {
namespace {

/// Letters, digits and a few marks that mean nothing in YAML: needs no quotes.
bool is_plain(const std::string& text) {
  if (text.empty() || text.front() == '-' || text.front() == ' ' || text.back() == ' ')
    return false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && std::string_view("._-/%$+ ").find(c) == std::string_view::npos) return false;
  }
  return true;
}

/// A JSON string is a YAML one.
std::string scalar(const std::string& text, bool quoted) {
  return !quoted && is_plain(text) ? text : dumped(Json(text), -1);
}

bool is_block(const Node& node) {
  return (node.kind == Node::Kind::map && !node.entries.empty()) ||
         (node.kind == Node::Kind::list && !node.items.empty());
}

std::string inline_value(const Node& node) {
  if (node.kind == Node::Kind::scalar) return scalar(node.text, node.quoted);
  if (node.kind == Node::Kind::map) return "{}";
  return node.kind == Node::Kind::list ? "[]" : "";
}

}  // namespace

std::string yaml_text(const Node& node, int indent) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  if (!is_block(node)) return margin + inline_value(node) + "\n";
  std::string text;
  for (const Entry& entry : node.entries) {
    text += margin + scalar(entry.key, false) + ":";
    text += is_block(entry.value) ? "\n" + yaml_text(entry.value, indent + 2)
                                  : " " + inline_value(entry.value) + "\n";
  }
  for (const Node& item : node.items) {
    if (!is_block(item)) {
      text += margin + "- " + inline_value(item) + "\n";
      continue;
    }
    std::string block = yaml_text(item, indent + 2);
    block[static_cast<std::size_t>(indent)] = '-';
    text += block;
  }
  return text;
}

}  // namespace edgecase
