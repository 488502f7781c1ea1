#include "load/text/codes.hpp"

#include <fmt/core.h>

#include "load/text/codes_practice.hpp"

namespace edgecase {

namespace {

std::string indented(std::string_view text) {
  std::string out = "    ";
  for (char c : text) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out;
}

}  // namespace

const CodeEntry* find_code(std::string_view code) {
  for (const auto& table : {load_codes(), scenario_codes(), trace_codes(), practice_codes()})
    for (const CodeEntry& entry : table)
      if (entry.code == code) return &entry;
  return nullptr;
}

std::string explain_code(std::string_view code) {
  const CodeEntry* entry = find_code(code);
  if (!entry) return {};
  std::string text = fmt::format("{}: {}\n\n{}\n", entry->code, entry->title, entry->explanation);
  if (!entry->bad.empty()) text += fmt::format("\n  Wrong:\n{}\n", indented(entry->bad));
  if (!entry->good.empty()) text += fmt::format("\n  Right:\n{}\n", indented(entry->good));
  return text;
}

}  // namespace edgecase
