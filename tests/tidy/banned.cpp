// Calls that would make a run depend on the machine, the clock or the library that it was built
// with, or that take from the user of the library what is his: printing, ending, global state.
#include <doctest/doctest.h>

#include "outline.hpp"

using namespace edgecase::tidy;

namespace {

struct Ban {
  std::string_view word;
  bool call;                 // only where a parenthesis follows
  std::string_view where;    // the path starts so
  std::string_view but_not;  // and does not start so; empty: no exception
  std::string_view instead;
};

constexpr std::string_view everywhere;
constexpr std::string_view library = "sim/";
constexpr std::string_view ends = "the library never ends the program: throw, or EC_CHECK";
constexpr std::string_view prints = "the library never prints: return it";
constexpr std::string_view ambient = "results depend on the scenario and the seed alone";
constexpr std::string_view files = "files are found and opened in load/files.hpp";
constexpr std::string_view locale = "depends on the locale: use std::from_chars";

constexpr Ban bans[] = {
    {"rand", true, everywhere, "", "use core/random.hpp"},
    {"srand", true, everywhere, "", "use core/random.hpp"},
    {"drand48", true, everywhere, "", "use core/random.hpp"},
    {"random_device", false, everywhere, "", "the seed comes from the scenario"},
    {"std::shuffle", true, everywhere, "", "differs between standard libraries"},
    {"std::sample", true, everywhere, "", "differs between standard libraries"},
    {"std::mt19937", false, library, "", "use core/random.hpp"},
    {"std::mt19937_64", false, library, "", "use core/random.hpp"},
    {"std::default_random_engine", false, everywhere, "", "use core/random.hpp"},
    {"time(nullptr)", false, everywhere, "", ambient},
    {"time(NULL)", false, everywhere, "", ambient},
    {"time(0)", false, everywhere, "", ambient},
    {"system_clock", false, library, "", ambient},
    {"high_resolution_clock", false, library, "", ambient},
    {"steady_clock", false, library, "sim/study/", ambient},
    {"getenv", true, library, "", ambient},
    {"thread_local", false, library, "", "the library holds no globals"},
    {"exit", true, library, "", ends},
    {"_Exit", true, library, "", ends},
    {"quick_exit", true, library, "", ends},
    {"abort", true, library, "", ends},
    {"terminate", true, library, "", ends},
    {"printf", true, library, "", prints},
    {"fprintf", true, library, "", prints},
    {"puts", true, library, "", prints},
    {"putchar", true, library, "", prints},
    {"fmt::print", true, library, "", prints},
    {"cout", false, library, "", prints},
    {"cerr", false, library, "", prints},
    {"clog", false, library, "", prints},
    {"ifstream", false, library, "sim/load/", files},
    {"ofstream", false, library, "sim/load/", files},
    {"fopen", true, library, "sim/load/", files},
    {"directory_iterator", false, library, "sim/load/", files},
    {"std::filesystem::exists", true, library, "sim/load/", files},
    {"std::filesystem::is_directory", true, library, "sim/load/", files},
    {"std::filesystem::is_regular_file", true, library, "sim/load/", files},
    {"atof", true, everywhere, "", locale},
    {"atoi", true, everywhere, "", locale},
    {"strtod", true, everywhere, "", locale},
    {"stod", true, everywhere, "", locale},
    {"stof", true, everywhere, "", locale},
};

bool applies(const Ban& ban, std::string_view path) {
  return path.starts_with(ban.where) && (ban.but_not.empty() || !path.starts_with(ban.but_not));
}

std::vector<Finding> banned_words(const SourceFile& file) {
  std::vector<Finding> findings;
  for (const Ban& ban : bans) {
    if (!applies(ban, file.path)) continue;
    for (const std::size_t at : words_at(file.code, ban.word)) {
      const std::size_t next = skip_blanks(file.code, at + ban.word.size());
      if (ban.call && (next >= file.code.size() || file.code[next] != '(')) continue;
      findings.push_back({file.path, line_at(file.code, at),
                          std::string(ban.word) + ": " + std::string(ban.instead)});
    }
  }
  return findings;
}

/// std::normal_distribution and its kin: their algorithms are the library's choice, so a draw would
/// not be pinned by the seed.
std::vector<Finding> library_distributions(const SourceFile& file) {
  std::vector<Finding> findings;
  constexpr std::string_view ending = "_distribution";
  for (auto at = file.code.find(ending); at != std::string::npos;
       at = file.code.find(ending, at + 1)) {
    std::size_t start = at;
    while (start > 0 && (is_word(file.code[start - 1]) || file.code[start - 1] == ':')) --start;
    if (!std::string_view(file.code).substr(start).starts_with("std::")) continue;
    findings.push_back({file.path, line_at(file.code, at), "use core/distribution.hpp"});
  }
  return findings;
}

/// `using namespace` in a header or in the library; literals are what such a line is for.
std::vector<Finding> using_namespace(const SourceFile& file) {
  std::vector<Finding> findings;
  if (!file.path.starts_with("sim/") && !file.path.ends_with(".hpp")) return findings;
  for (const std::size_t at : words_at(file.code, "using namespace")) {
    const std::size_t end = file.code.find(';', at);
    if (std::string_view(file.code).substr(at, end - at).ends_with("literals")) continue;
    findings.push_back({file.path, line_at(file.code, at), "using namespace"});
  }
  return findings;
}

bool is_float_literal(std::string_view token) {
  if (token.empty() || token.starts_with("0x")) return false;
  const std::size_t first = token[0] == '.' ? 1 : 0;
  const bool number =
      first < token.size() && std::isdigit(static_cast<unsigned char>(token[first])) != 0;
  return number && token.find_first_of(".eE") != token.npos;
}

std::string_view token_before(std::string_view code, std::size_t at) {
  while (at > 0 && code[at - 1] == ' ') --at;
  std::size_t start = at;
  while (start > 0 && (is_word(code[start - 1]) || code[start - 1] == '.')) --start;
  return code.substr(start, at - start);
}

std::string_view token_after(std::string_view code, std::size_t at) {
  at = skip_blanks(code, at);
  if (at < code.size() && code[at] == '-') at = skip_blanks(code, at + 1);
  std::size_t end = at;
  while (end < code.size() && (is_word(code[end]) || code[end] == '.')) ++end;
  return code.substr(at, end - at);
}

/// Only what can be seen without types: a comparison with a floating-point literal.
std::vector<Finding> float_comparisons(const SourceFile& file) {
  std::vector<Finding> findings;
  if (file.path.starts_with("tests/") || file.path.starts_with("bench/")) return findings;
  const std::string_view code = file.code;
  for (const std::string_view mark : {"==", "!="}) {
    for (auto at = code.find(mark); at != code.npos; at = code.find(mark, at + 2)) {
      if (!is_float_literal(token_before(code, at)) &&
          !is_float_literal(token_after(code, at + 2))) {
        continue;
      }
      findings.push_back({file.path, line_at(code, at), "floating point compared for equality"});
    }
  }
  return findings;
}

std::size_t count_in(std::vector<Finding> (*rule)(const SourceFile&), std::string path,
                     std::string text) {
  return rule(fixture(std::move(path), std::move(text))).size();
}

std::vector<Finding> over_the_tree(std::vector<Finding> (*rule)(const SourceFile&)) {
  std::vector<Finding> all;
  for (const SourceFile& file : whole_tree()) {
    const auto found = rule(file);
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

}  // namespace

TEST_SUITE("tidy") {
  TEST_CASE("each banned word is found where it is banned, and only there") {
    for (const Ban& ban : bans) {
      const std::string use = std::string(ban.word) + (ban.call ? " (" : ";");
      CAPTURE(use);
      CHECK(count_in(banned_words, "sim/core/x.cpp", "  " + use) == 1);
      CHECK(count_in(banned_words, "tools/cli/x.cpp", use) == (ban.where.empty() ? 1 : 0));
      CHECK(count_in(banned_words, "sim/core/x.cpp", "// " + use + "\nmy_" + use) == 0);
      if (ban.but_not.empty()) continue;
      CHECK(count_in(banned_words, std::string(ban.but_not) + "x.cpp", use) == 0);
    }
    CHECK(count_in(banned_words, "sim/core/x.cpp", "int rand = snprintf(b, 2, f);") == 0);
  }

  TEST_CASE("no banned call stands in the tree") {
    const auto findings = over_the_tree(banned_words);
    CHECK_MESSAGE(findings.empty(), listed(findings));
  }

  TEST_CASE("no distribution of the standard library is used") {
    CHECK(count_in(library_distributions, "tests/x.cpp", "std::normal_distribution<> d;") == 1);
    CHECK(count_in(library_distributions, "sim/x.cpp", "std::  gamma_distribution d;") == 0);
    CHECK(count_in(library_distributions, "sim/x.cpp", "auto size_distribution = f();") == 0);
    const auto findings = over_the_tree(library_distributions);
    CHECK_MESSAGE(findings.empty(), listed(findings));
  }

  TEST_CASE("no header and nothing in the library says using namespace, but for literals") {
    CHECK(count_in(using_namespace, "sim/core/x.cpp", "using namespace std;") == 1);
    CHECK(count_in(using_namespace, "tests/x.hpp", "using namespace std;") == 1);
    CHECK(count_in(using_namespace, "tests/x.cpp", "using namespace std;") == 0);
    CHECK(count_in(using_namespace, "sim/x.hpp", "using namespace std::chrono_literals;") == 0);
    const auto findings = over_the_tree(using_namespace);
    CHECK_MESSAGE(findings.empty(), listed(findings));
  }

  TEST_CASE("no floating-point number is compared for equality with a literal") {
    for (const auto* bad : {"x == 0.5", "0.5!=x", "x == -1.", "x == 1e9", "x != .5f"}) {
      CAPTURE(bad);
      CHECK(count_in(float_comparisons, "sim/x.cpp", bad) == 1);
    }
    for (const auto* good :
         {"x == 0", "x <= 0.5", "a.b == c.d", "a[i].b != 0", "x == 0xe1", "x = 0.5"}) {
      CAPTURE(good);
      CHECK(count_in(float_comparisons, "sim/x.cpp", good) == 0);
    }
    const auto findings = over_the_tree(float_comparisons);
    CHECK_MESSAGE(findings.empty(), listed(findings));
  }
}
