// Sources are compiled several as one (cmake/unity.cmake), so what a source keeps to itself must
// have a name that no other source of its target's part uses: all of sim/, all of tools/cli, each
// suite of tests. Whichever files share a batch then compiles; the batches may change. Overloads
// may differ in the types of their parameters only.
#include <map>

#include <doctest/doctest.h>

#include "outline.hpp"

using namespace edgecase::tidy;

namespace {

/// The sources among which names are distinct; empty for those that are compiled by themselves.
std::string batched_with(const std::string& path) {
  if (!path.ends_with(".cpp")) return "";
  if (path.starts_with("sim/")) return "sim";
  if (path.starts_with("tools/cli/")) return "tools/cli";
  const std::size_t end = path.find('/', std::string_view("tests/").size());
  const std::string suite = path.substr(0, end);
  const bool built_apart = suite == "tests/fuzz" || suite == "tests/consumer";
  return path.starts_with("tests/") && end != path.npos && !built_apart ? suite : "";
}

/// The text without template parameters and attributes, blanks at its ends, and runs of blanks.
std::string plain(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    if (c == '<' || c == '[') ++depth;
    const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (depth == 0 && !(blank && (out.empty() || out.back() == ' '))) out += blank ? ' ' : c;
    if (c == '>' || c == ']') --depth;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string last_word(std::string_view text) {
  std::size_t start = text.size();
  while (start > 0 && (is_word(text[start - 1]) || text[start - 1] == ':')) --start;
  return std::string(text.substr(start));
}

/// "(int a, const X& b = {})" as "int,const X&": what makes two functions of a name overloads.
std::string parameter_types(std::string_view list) {
  std::string types;
  std::size_t from = 0;
  int depth = 0;
  for (std::size_t at = 0; at <= list.size(); ++at) {
    const char c = at < list.size() ? list[at] : ',';
    if (c == '(' || c == '<' || c == '{') ++depth;
    if (c == ')' || c == '>' || c == '}') --depth;
    if (c != ',' || depth > 0) continue;
    std::string_view one = list.substr(from, at - from);
    one = one.substr(0, one.find('='));
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
    const std::string name = last_word(one);
    const bool named = name.size() < one.size() && name.find(':') == name.npos;
    types += std::string(one.substr(0, one.size() - (named ? name.size() : 0))) + ",";
    from = at + 1;
  }
  std::erase(types, ' ');
  return types;
}

struct Name {
  std::string name;
  std::string parameters;  // of a function; empty for everything else
  std::string alias_of;    // what an alias stands for: saying the same twice is no mistake
};

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.starts_with(word) && (text.size() == word.size() || !is_word(text[word.size()]));
}

/// What a declaration keeps within its source; empty if it says a name of the whole program, or
/// none.
Name kept_name(const Declaration& declaration) {
  const std::string_view text = declaration.text;
  std::string head = plain(text.substr(0, text.find('=')));
  if (head.starts_with("template ")) head = head.substr(std::string_view("template ").size());
  for (const auto* word :
       {"using namespace", "namespace", "static_assert", "extern", "TEST_CASE"}) {
    if (starts_with_word(head, word)) return {};
  }
  if (text.starts_with("template <>") || !words_at(text, "operator").empty()) return {};
  const std::size_t open = head.find('(');
  for (const auto* word : {"struct", "class", "union", "enum"}) {
    if (open != head.npos || words_at(head, word).empty()) continue;
    const std::string name = head.substr(0, head.find(" :"));
    return {last_word(name.ends_with(" final") ? name.substr(0, name.size() - 6) : name), "", ""};
  }
  const std::string name = last_word(plain(head.substr(0, head.find_first_of("({"))));
  if (name.find(':') != name.npos) return {};  // a member
  if (open == head.npos)
    return {name, "", starts_with_word(head, "using") ? std::string(text) : ""};
  const bool kept = declaration.anonymous || starts_with_word(head, "static") ||
                    starts_with_word(head, "constexpr") || starts_with_word(head, "inline");
  if (!kept) return {};
  const std::size_t list = std::min(text.find(name + "(") + name.size() + 1, text.size());
  const std::size_t end = std::min(text.rfind(')'), text.size());
  return {name, "(" + parameter_types(text.substr(list, std::max(end, list) - list)) + ")", ""};
}

struct Kept {
  Name name;
  std::string path;
};

bool clash(const Name& a, const Name& b) {
  const bool overloads = !a.parameters.empty() && !b.parameters.empty();
  if (overloads) return a.parameters == b.parameters;
  return a.alias_of.empty() || a.alias_of != b.alias_of;
}

std::vector<Finding> kept_twice(const std::vector<SourceFile>& files) {
  std::map<std::string, std::vector<Kept>> by_name;
  std::vector<Finding> findings;
  for (const SourceFile& file : files) {
    const std::string part = batched_with(file.path);
    if (part.empty()) continue;
    for (const Declaration& declaration : outline_of(file.code).declarations) {
      const Name name = kept_name(declaration);
      if (name.name.empty()) continue;
      std::vector<Kept>& kept = by_name[part + " " + name.name];
      const auto other = std::ranges::find_if(
          kept, [&](const Kept& k) { return k.path != file.path && clash(k.name, name); });
      if (other != kept.end()) {
        findings.push_back(
            {file.path, declaration.line, "the name " + name.name + " is used in " + other->path});
      }
      kept.push_back({name, file.path});
    }
  }
  return findings;
}

/// How many names are found twice when two sources say these things in namespaces without a name.
std::size_t found_in(const std::string& one, const std::string& other,
                     const std::string& second_path = "sim/world/b.cpp") {
  const auto kept = [](const std::string& text) {
    return "namespace edgecase {\nnamespace {\n" + text + "\n}\n}\n";
  };
  return kept_twice({fixture("sim/core/a.cpp", kept(one)), fixture(second_path, kept(other))})
      .size();
}

}  // namespace

TEST_SUITE("tidy") {
  TEST_CASE("a name that two sources of a part keep to themselves is found") {
    for (const auto& [one, other] : std::vector<std::pair<std::string, std::string>>{
             {"int f(int a) { return a; }", "double f(int b) { return b; }"},
             {"int f(const X& a, Y b = {}) { return 1; }", "int f(const X& x, Y) { return 2; }"},
             {"template <class T> int f(T a) { return 1; }", "int f(T t) { return 2; }"},
             {"struct Row {};", "enum class Row : char { a };"},
             {"struct Row final : Base {};", "using Row = int;"},
             {"using Row = int;", "using Row = char;"},
             {"constexpr int limit = 3;", "const std::map<int, int> limit{{1, 2}};"},
             {"constexpr Row rows[] = {{1}};", "int rows(int a) { return a; }"},
             {"auto f = [](int a) { return a; };", "int f = 2;"}}) {
      CAPTURE(one);
      CHECK(found_in(one, other) == 1);
    }
    const std::string of_namespace = "static int f() { return 1; }\nconstexpr int n = 2;\n";
    const SourceFile a = fixture("tests/unit/a.cpp", of_namespace);
    const SourceFile b = fixture("tests/unit/b.cpp", of_namespace);
    CHECK(kept_twice({a, b}).size() == 2);
  }

  TEST_CASE("overloads, other names, members and sources of other parts pass") {
    for (const auto& [one, other] : std::vector<std::pair<std::string, std::string>>{
             {"int f(int a) { return a; }", "int f(double a) { return 1; }"},
             {"int f(X a) { return 1; }", "int f(X a, X b) { return 1; }"},
             {"struct Row { int f(int a) { return a; } };", "int f(int a) { return a; }"},
             {"bool operator==(X a, X b) { return true; }", "bool operator<(Y a, Y b);"},
             {"using Row = std::map<int, int>;", "using Row = std::map<int, int>;"},
             {"using std::string;", "using std::string;"}}) {
      CAPTURE(one);
      CHECK(found_in(one, other) == 0);
    }
    CHECK(found_in("struct Row {};", "struct Row {};", "tools/cli/b.cpp") == 0);
    CHECK(found_in("struct Row {};", "struct Row {};", "bench/b.cpp") == 0);
    const std::string suite = "int A::f() { return 1; }\nTEST_SUITE(\"unit\") { int n = 1; }\n";
    const SourceFile a = fixture("tests/unit/a.cpp", suite);
    const SourceFile b = fixture("tests/unit/b.cpp", suite);
    CHECK(kept_twice({a, b}).empty());
  }

  TEST_CASE("names that sources keep to themselves are distinct where sources are batched") {
    const auto findings = kept_twice(whole_tree());
    CHECK_MESSAGE(findings.empty(), listed(findings));
  }
}
