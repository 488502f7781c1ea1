// How wide a text is on a terminal. Source: Unicode 15, DerivedGeneralCategory (Mn, Me) and
// EastAsianWidth (W, F), the ranges that names of places and people use.
#include <algorithm>
#include <cstdint>

#include "report/layout.hpp"

namespace edgecase {
namespace {

struct CodePoints {
  std::uint32_t first, last;
};

/// Combining marks, and characters that are invisible.
constexpr CodePoints of_no_width[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},
                                      {0x610, 0x61A},   {0x64B, 0x65F},   {0x200B, 0x200F},
                                      {0x20D0, 0x20F0}, {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF},
                                      {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};
constexpr CodePoints of_two_columns[] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},  {0x4E00, 0x9FFF},
    {0xA000, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},  {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

template <std::size_t N>
bool in(const CodePoints (&ranges)[N], std::uint32_t c) {
  return std::ranges::any_of(ranges, [&](CodePoints r) { return r.first <= c && c <= r.last; });
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

/// The character at `at`, which advances past it. Bytes that are no UTF-8 are one character each.
std::uint32_t next_character(const std::string& text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  std::uint32_t c = lead < 0x80   ? lead
                    : lead < 0xE0 ? lead & 0x1FU
                    : lead < 0xF0 ? lead & 0x0FU
                                  : lead & 0x07U;
  while (at < text.size() && continues(text[at]))
    c = c << 6U | (static_cast<unsigned char>(text[at++]) & 0x3FU);
  return c;
}

std::size_t columns_of(std::uint32_t c) {
  return in(of_no_width, c) ? 0 : in(of_two_columns, c) ? 2 : 1;
}

}  // namespace

std::size_t display_width(const std::string& text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) width += columns_of(next_character(text, at));
  return width;
}

std::string shortened(const std::string& text, std::size_t width) {
  if (display_width(text) <= width) return text;
  std::size_t used = 0;
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    used += columns_of(next_character(text, at));
    if (used >= width) break;
    end = at;
  }
  return text.substr(0, end) + "…";
}

}  // namespace edgecase
