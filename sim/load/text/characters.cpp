#include "load/text/characters.hpp"

#include <fmt/core.h>

namespace edgecase {

namespace {

constexpr std::string_view quote_name = "typographic quote";
constexpr std::string_view dash_name = "dash";
constexpr std::string_view space_name = "no-break space";
constexpr std::string_view wide_name = "full-width character";
constexpr std::string_view sign_name = "sign";

constexpr Lookalike lookalikes[] = {
    {"“", quote_name, "\""},
    {"”", quote_name, "\""},
    {"„", quote_name, "\""},
    {"‟", quote_name, "\""},
    {"«", quote_name, "\""},
    {"»", quote_name, "\""},
    {"″", quote_name, "\""},
    {"‘", quote_name, "'"},
    {"’", quote_name, "'"},
    {"‚", quote_name, "'"},
    {"′", quote_name, "'"},
    {"‹", quote_name, "'"},
    {"›", quote_name, "'"},
    {"–", dash_name, "-"},
    {"—", dash_name, "-"},
    {"−", dash_name, "-"},
    {"‐", dash_name, "-"},
    {"‑", dash_name, "-"},
    {"•", dash_name, "-"},
    {"：", wide_name, ":"},
    {"，", wide_name, ","},
    {"％", wide_name, "%"},
    {"｛", wide_name, "{"},
    {"｝", wide_name, "}"},
    {"［", wide_name, "["},
    {"］", wide_name, "]"},
    {"＃", wide_name, "#"},
    {"＝", wide_name, "="},
    {"≤", sign_name, "<="},
    {"≥", sign_name, ">="},
    {"\xC2\xA0", space_name, " "},
    {"\xE2\x80\xAF", space_name, " "},  // narrow no-break space
    {"\xE2\x80\x89", "thin space", " "},
    {"\xE3\x80\x80", "ideographic space", " "},
    {"\xE2\x80\x8B", "zero-width space", ""},
    {"\xEF\xBB\xBF", "byte order mark", ""},
};

}  // namespace

const Lookalike* lookalike_at(std::string_view text) {
  if (text.empty() || static_cast<unsigned char>(text[0]) < 0x80) return nullptr;
  for (const Lookalike& one : lookalikes)
    if (text.starts_with(one.character)) return &one;
  return nullptr;
}

const Lookalike* first_lookalike(std::string_view text, std::size_t& at) {
  for (at = 0; at < text.size(); ++at)
    if (const Lookalike* found = lookalike_at(text.substr(at))) return found;
  return nullptr;
}

std::string in_ascii(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Lookalike* found = lookalike_at(text);
    out += found ? found->write : text.substr(0, 1);
    text.remove_prefix(found ? found->character.size() : 1);
  }
  return out;
}

std::string replace_it(const Lookalike& found) {
  const bool visible = found.write != " " && !found.write.empty();
  if (visible)
    return fmt::format("replace the {} `{}` by `{}`", found.name, found.character, found.write);
  return found.write.empty() ? fmt::format("remove the {} before it", found.name)
                             : fmt::format("replace the {} by an ordinary space", found.name);
}

}  // namespace edgecase
