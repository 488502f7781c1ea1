#include "load/text/syntax.hpp"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "load/text/characters.hpp"
#include "load/text/codes.hpp"
#include "load/text/line_shape.hpp"

namespace edgecase {

namespace {

struct At {
  int line = 0;
  int column = 0;
};

struct Bracket {
  At at;
  char open;
  bool text_follows = false;  // on its line, which does not end with a comma
};

SyntaxCause cause_at(At at, int length, std::string message, std::string label,
                     std::string hint = {}) {
  return {at.line,
          at.column,
          length,
          {code::syntax, std::move(message), std::move(label), std::move(hint)}};
}

bool closes(char open, char close) { return close == (open == '{' ? '}' : ']'); }

/// Reads a text as YAML divides it (quotes, comments, brackets, block scalars), and keeps the first
/// of each kind of mistake.
class Scanner {
 public:
  explicit Scanner(std::string_view text) {
    for (std::string_view rest = text;; ++at_.line) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      line(rest.substr(0, end));
      if (end == rest.size()) break;
      rest.remove_prefix(end + 1);
    }
  }

  /// A look-alike is the cause only on the line of another one, or where the parser gave up: in
  /// most texts it is a character like any other.
  std::optional<SyntaxCause> found(int noticed_at) const {
    const std::optional<SyntaxCause> other = other_cause();
    for (const SyntaxCause& one : lookalikes_)
      if (one.line == noticed_at || (other && other->line == one.line)) return one;
    return other;
  }

 private:
  std::optional<SyntaxCause> other_cause() const {
    const bool opened_before =
        brace_in_text_ && !open_.empty() && open_.front().at.line < brace_in_text_->line;
    if (brace_in_text_ && !opened_before) return brace_in_text_;
    if (mismatch_) return mismatch_;
    if (!open_.empty()) return never_closed();
    if (quote_ != 0 || long_quote_) {
      const At opened = quote_ != 0 ? quote_at_ : *long_quote_;
      return cause_at(opened, 1, "a quote is not closed on its line", "opened here",
                      "close it at the end of the text; write two of them, '', for one inside");
    }
    return std::nullopt;
  }

  SyntaxCause never_closed() const {
    const auto suspect = std::find_if(open_.begin(), open_.end(),
                                      [](const Bracket& one) { return one.text_follows; });
    const Bracket& which = suspect != open_.end() ? *suspect
                           : closed_late_         ? *closed_late_
                                                  : open_.back();
    return cause_at(which.at, 1, fmt::format("the bracket `{}` is never closed", which.open),
                    "opened here",
                    fmt::format("add the `{}` that closes it", which.open == '{' ? '}' : ']'));
  }

  void line(std::string_view text) {
    const std::size_t ink = text.find_first_not_of(' ');
    if (block_indent_ >= 0) {
      if (ink == std::string_view::npos || static_cast<int>(ink) > block_indent_) return;
      block_indent_ = -1;
    }
    indent_ = ink == std::string_view::npos ? 0 : static_cast<int>(ink);
    starts_ = true;
    just_closed_ = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      at_.column = static_cast<int>(i);
      if (quote_ != 0)
        in_quotes(text, i);
      else if (text[i] == '#' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '\t'))
        break;
      else
        outside(text, i);
      if (block_indent_ >= 0) break;
    }
    end_of_line(text);
  }

  void end_of_line(std::string_view text) {
    if (quote_ != 0 && quote_at_.line == at_.line && !long_quote_) long_quote_ = quote_at_;
    if (quote_ == 0 && long_quote_ && long_quote_->line == at_.line) long_quote_.reset();
    const std::size_t last = text.find_last_not_of(' ');
    for (Bracket& one : open_)
      if (one.at.line == at_.line)
        one.text_follows = last != std::string_view::npos && text[last] != ',' &&
                           last > static_cast<std::size_t>(one.at.column);
  }

  void in_quotes(std::string_view text, std::size_t& i) {
    if (quote_ == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote_) {
      const bool doubled = quote_ == '\'' && i + 1 < text.size() && text[i + 1] == '\'';
      if (doubled)
        ++i;
      else
        quote_ = 0;
    }
  }

  void outside(std::string_view text, std::size_t i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : ' ';
    if (c == ' ' || c == '\t') return;
    if (c == '{' || c == '[') return opens(text, i);
    if ((c == '}' || c == ']') && (!open_.empty() || starts_ || just_closed_)) return closing(c);
    just_closed_ = false;
    if (c == ',' && !open_.empty()) {
      starts_ = true;
      return;
    }
    if ((c == ':' || (c == '-' && starts_)) && (next == ' ' || next == '\t')) {
      starts_ = true;
      return;
    }
    if (starts_ && (c == '"' || c == '\'')) {
      quote_ = c;
      quote_at_ = at_;
    } else if (starts_) {
      starts_text(text.substr(i));
    }
    starts_ = false;
  }

  void starts_text(std::string_view rest) {
    text_at_ = at_;
    const Lookalike* found = lookalike_at(rest);
    if (found)
      lookalikes_.push_back(
          cause_at(at_, static_cast<int>(found->character.size()),
                   fmt::format("the {} `{}` has no meaning in YAML", found->name, found->character),
                   replace_it(*found), "it often comes from a word processor or a web page"));
    if (open_.empty() && (rest[0] == '|' || rest[0] == '>') && is_block_header(rest))
      block_indent_ = indent_;
  }

  void opens(std::string_view text, std::size_t i) {
    if (!starts_ && open_.empty()) return;  // a part of a plain text
    if (!starts_ && !brace_in_text_ && text_at_.line == at_.line) {
      const std::size_t from = static_cast<std::size_t>(text_at_.column);
      const std::size_t close = text.find(text[i] == '{' ? '}' : ']', i);
      const std::size_t to = close == std::string_view::npos ? text.size() : close + 1;
      const std::string_view whole = text.substr(from, to - from);
      brace_in_text_ = cause_at(text_at_, static_cast<int>(whole.size()),
                                fmt::format("`{}` inside brackets needs quotes", whole),
                                fmt::format("write \"{}\"", whole),
                                fmt::format("`{}` begins a new bracket there", text[i]));
    }
    open_.push_back({at_, text[i]});
    starts_ = true;
  }

  void closing(char c) {
    starts_ = false;
    just_closed_ = true;
    if (open_.empty()) {
      if (!mismatch_)
        mismatch_ = cause_at(at_, 1, fmt::format("the bracket `{}` closes nothing", c),
                             "no bracket is open here", "remove it");
      return;
    }
    const Bracket last = open_.back();
    open_.pop_back();
    if (last.text_follows && last.at.line < at_.line && !closed_late_) closed_late_ = last;
    if (closes(last.open, c) || mismatch_) return;
    const char right = last.open == '{' ? '}' : ']';
    if (open_.size() > 0 && closes(open_.back().open, c)) {
      mismatch_ = cause_at(last.at, 1, fmt::format("the bracket `{}` is never closed", last.open),
                           "opened here", fmt::format("add the `{}` that closes it", right));
      open_.pop_back();
    } else {
      mismatch_ = cause_at(at_, 1, fmt::format("`{}` does not close `{}`", c, last.open),
                           fmt::format("write {}", right),
                           fmt::format("`{}` was opened at line {}", last.open, last.at.line + 1));
    }
  }

  At at_;
  int indent_ = 0;
  int block_indent_ = -1;  // of the line that begins a block scalar
  bool starts_ = true;     // a value may start here
  At text_at_;             // of the last plain text
  char quote_ = 0;
  At quote_at_;
  std::optional<At> long_quote_;  // opened on an earlier line than it was closed
  std::vector<Bracket> open_;
  bool just_closed_ = false;            // a bracket was closed, and nothing has followed
  std::optional<Bracket> closed_late_;  // on another line, by what may belong to an outer one
  std::vector<SyntaxCause> lookalikes_;
  std::optional<SyntaxCause> brace_in_text_, mismatch_;
};

}  // namespace

std::optional<SyntaxCause> cause_of_syntax_error(std::string_view text, int noticed_at) {
  if (auto found = Scanner(text).found(noticed_at)) return found;
  return cause_near(text, noticed_at);
}

}  // namespace edgecase
