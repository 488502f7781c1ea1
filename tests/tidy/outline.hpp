#pragma once
// Functions and namespace-scope variables of a C++ file, found by counting braces outside of
// comments and literals. Not a parser: it knows the shapes that this project writes, and says so
// (`balanced`) where the braces do not come out even.

#include "source.hpp"

namespace edgecase::tidy {

struct Function {
  std::size_t first_line = 0;  // of its signature
  std::size_t last_line = 0;   // of its closing brace
  std::string_view body;       // into the code it was found in
  std::size_t body_offset = 0;
  std::size_t lines() const { return last_line - first_line + 1; }
};

struct Statement {
  std::size_t line = 0;
  std::string_view text;
};

/// What stands at namespace scope, up to a body: "int f(int a)", "struct X", "int a = 3".
struct Declaration {
  std::size_t line = 0;
  std::string_view text;
  bool anonymous = false;  // within a namespace without a name
};

struct Outline {
  std::vector<Function> functions;
  std::vector<Statement> at_namespace_scope;  // what ends in a semicolon there
  std::vector<Declaration> declarations;      // outside of TEST_SUITE, a namespace of its own
  bool balanced = true;
};

class Outliner {
 public:
  explicit Outliner(std::string_view code) : code_(code) {}

  Outline run() {
    for (at_ = 0; at_ < code_.size(); ++at_) step(code_[at_]);
    outline_.balanced = outline_.balanced && scopes_.size() == 1;
    return std::move(outline_);
  }

 private:
  enum class Kind { name_space, type, function, data };
  struct Scope {
    Kind kind = Kind::name_space;
    bool anonymous = false;
    bool suite = false;
  };

  void step(char c) {
    if (c == '(') ++parentheses_;
    if (c == ')') --parentheses_;
    if (c == '{') open();
    if (c == '}') close();
    if (c == ';' && parentheses_ == 0) end_statement();
    if (c == ':' && ends_access_specifier()) start_head(at_ + 1);
  }

  void open() {
    const Kind kind = parentheses_ > 0 ? Kind::data : kind_of(head());
    if (kind == Kind::name_space || kind == Kind::type) {
      if (kind == Kind::type) declare(at_);
      scopes_.push_back(scope_of(kind));
      return start_head(at_ + 1);
    }
    const std::size_t begin = at_;
    at_ = matching_brace();
    if (kind == Kind::data) return;  // the statement goes on to its semicolon
    const std::size_t next = skip_blanks(code_, at_ + 1);
    const bool initialiser = next < code_.size() && (code_[next] == ',' || code_[next] == '{');
    if (initialiser) return;  // X() : a_{1}, b_{2} {}
    const std::size_t first = skip_blanks(code_, head_);
    declare(begin);
    outline_.functions.push_back(
        {line_at(code_, first), line_at(code_, at_), code_.substr(begin, at_ - begin), begin});
    start_head(at_ + 1);
  }

  void close() {
    if (scopes_.size() == 1) {
      outline_.balanced = false;
    } else {
      scopes_.pop_back();
    }
    start_head(at_ + 1);
  }

  void end_statement() {
    const std::size_t first = skip_blanks(code_, head_);
    if (scopes_.back().kind == Kind::name_space && first < at_) {
      declare(at_);
      outline_.at_namespace_scope.push_back(
          {line_at(code_, first), code_.substr(first, at_ - first)});
    }
    start_head(at_ + 1);
  }

  Scope scope_of(Kind kind) const {
    const std::string_view h = head();
    const std::size_t start = skip_blanks(h, 0);
    const std::string_view name = h.substr(start, h.find_last_not_of(" \n") + 1 - start);
    return {kind, scopes_.back().anonymous || name == "namespace",
            scopes_.back().suite || name.starts_with("TEST_SUITE")};
  }

  void declare(std::size_t end) {
    const Scope& scope = scopes_.back();
    const std::size_t first = skip_blanks(code_, head_);
    if (scope.kind != Kind::name_space || scope.suite) return;
    outline_.declarations.push_back(
        {line_at(code_, first), code_.substr(first, end - first), scope.anonymous});
  }

  void start_head(std::size_t at) { head_ = at; }
  std::string_view head() const { return code_.substr(head_, at_ - head_); }

  bool ends_access_specifier() const {
    const std::string_view h = head();
    return h.ends_with("public") || h.ends_with("private") || h.ends_with("protected");
  }

  std::size_t matching_brace() {
    int depth = 0;
    for (std::size_t i = at_; i < code_.size(); ++i) {
      if (code_[i] == '{') ++depth;
      if (code_[i] == '}' && --depth == 0) return i;
    }
    outline_.balanced = false;
    return code_.size();
  }

  static std::string_view without_template(std::string_view head) {
    while (true) {
      const std::size_t start = skip_blanks(head, 0);
      if (!head.substr(start).starts_with("template")) return head.substr(start);
      std::size_t at = head.find('<');
      if (at == head.npos) return head;
      for (int depth = 0; at < head.size(); ++at) {
        if (head[at] == '<') ++depth;
        if (head[at] == '>' && --depth == 0) break;
      }
      head = head.substr(std::min(at + 1, head.size()));
    }
  }

  static Kind kind_of(std::string_view head) {
    const std::string_view h = without_template(head);
    const std::string_view before = h.substr(0, h.find('('));
    const std::size_t last = h.find_last_not_of(" \n");
    if (last != h.npos && h[last] == '=') return Kind::data;
    if (!words_at(before, "namespace").empty() || before.starts_with("TEST_SUITE")) {
      return Kind::name_space;
    }
    if (before.starts_with("extern") && before.size() == h.size()) return Kind::name_space;
    for (const auto* word : {"class", "struct", "union", "enum"}) {
      const auto at = words_at(before, word);
      // Outcome<struct X> f() is a function: the word stands inside its return type.
      if (!at.empty() && before.substr(0, at[0]).find('<') == before.npos) return Kind::type;
    }
    const bool lambda = last != h.npos && h[last] == ']' && h.find('=') != h.npos;
    return before.size() < h.size() || lambda ? Kind::function : Kind::data;
  }

  std::string_view code_;
  std::size_t at_ = 0;
  std::size_t head_ = 0;
  int parentheses_ = 0;
  std::vector<Scope> scopes_{Scope{}};
  Outline outline_;
};

inline Outline outline_of(std::string_view code) { return Outliner(code).run(); }

}  // namespace edgecase::tidy
