// The streams of chance, pinned: which there are, which variable reads which, and how each begins.
// A result that `tools/test --update-golden` writes anew blesses a renamed or a swapped stream;
// this table does not. A stream that comes new is a row; one that changes changes every result.
#include <map>
#include <set>

#include <doctest/doctest.h>

#include "core/random.hpp"
#include "tidy/source.hpp"

using namespace edgecase;

namespace {

struct NamedStream {
  std::string name;
  std::uint64_t first;                   ///< 64 bits: seed 42, replication 0, entity 0
  std::multiset<std::string> variables;  ///< that are made to read it
};

/// The numbers were worked out by a separate Python program: Philox4x32-10 and SplitMix64 written
/// anew from the papers, as sim/core/random.hpp describes them.
const std::vector<NamedStream> pinned_streams{
    {"access lists", 0x0876fd319fcb6ba1, {"lists_draws_"}},
    {"access logins", 0xcc90ed7ccb87491d, {"logins_draws_"}},
    {"access posture", 0x0939333a8812cd28, {"posture"}},
    {"access users", 0x410e2556815cd588, {"users_draws_"}},
    {"admission", 0xfa9f516142076020, {"admission", "admissions"}},
    {"ages", 0x2b2c0818a6130abe, {"ages"}},
    {"arrivals", 0xbb65627882c394a2, {"main_"}},
    {"asked again", 0x7668b9f10439b9f0, {"again"}},
    {"before the run", 0x1713c05272dfe20d, {"history_draws_"}},
    {"bots", 0x9f5e613e47eadf44, {"times"}},
    {"compute", 0x0776e2a54cdc4572, {"draws"}},
    {"consumers", 0x3bdbb285559e2aae, {"consumers"}},
    {"content changes", 0xf8fbf34fff6bbdb5, {"draws"}},
    {"content that changed before", 0x3ae84ac03478558a, {"past_"}},
    {"content that changes", 0x776963446c159bd9, {"chosen_"}},
    {"crossings", 0xcc33797d2032aee8, {"crossings", "crossings_"}},
    {"eviction", 0xa0180d820ef937a9, {"evictions", "objects"}},
    {"faults", 0xf7c75717fed02b40, {"draws"}},
    {"filters", 0x7e48893c24879c5b, {"draws"}},
    {"guard challenges", 0xb6471b5d0f9907ed, {"challenge_draws_"}},
    {"guard limits", 0xb4509a3ccb470f07, {"limit_draws_"}},
    {"guard releases", 0x5ea93fce591c706b, {"draws"}},
    {"guard room", 0xb2a475dc6ca9d227, {"room_draws_"}},
    {"guard rules", 0x255b8499f0271b05, {"waf_draws_"}},
    {"guard scores", 0x407a27f45f258e94, {"score_draws_"}},
    {"health checks", 0x6b30a8b04c341471, {"probes"}},
    {"kv", 0xba6f7306cde4955a, {"draws_"}},
    {"morris", 0x62bf5cb747f2fea2, {"levels"}},
    {"names that are down", 0x6b93803d51e3c11e, {"draws_"}},
    {"object store", 0x1aa8f277d0d5bbce, {"draws_"}},
    {"objects", 0xb3f49a7f52fcf899, {"objects_"}},
    {"operations", 0xa12afc09db262095, {"operations"}},
    {"origin database", 0x25bb4042d2ce111e, {"draws_"}},
    {"origin/errors", 0x90a89073c501a2c6, {"error_draws_"}},
    {"origin/flood", 0xffbc9f479a45a457, {"flood_draws_"}},
    {"origin/service", 0x5ad576897655a77a, {"draws"}},
    {"owners", 0x2b24d09fe064d8ee, {"owner_draws_"}},
    {"people", 0x5ef6202280ae0b90, {"draws_", "people_"}},
    {"places of moving attacks", 0x1d25c910073beed4, {"orders"}},
    {"purge accepted", 0xa8574f1bc06a377c, {"accept_", "accept_", "accept_"}},
    {"purge applied", 0x75cec22fd3be661d, {"apply_", "apply_", "apply_"}},
    {"purge fetched", 0xe1c35355e824cabc, {"fetch_"}},
    {"purge gossip", 0x53c10c137f28de93, {"rounds_"}},
    {"purge in the core", 0x8436df42913590b7, {"work_"}},
    {"purge listed", 0xbbcdc1cd3fa38831, {"work_"}},
    {"purge passed on", 0x0c956d807ff00e33, {"pass_on_"}},
    {"purge queued", 0x064e0b2473dd3320, {"queue_"}},
    {"queue", 0x33a9639066c73a06, {"draws_"}},
    {"queue consumers", 0x11ae739b158f9d76, {"consumers_"}},
    {"quorum", 0xa29ff21cd5aa8be2, {"draws_"}},
    {"replicated", 0x8813385839d2e55a, {"draws_"}},
    {"request kinds", 0x566f2c7169d3b73a, {"kinds"}},
    {"connection tables", 0xed5445938dd5beee, {"table_draws_"}},
    {"reserve reads", 0x09e50af8a9b8c893, {"reads"}},
    {"resolvers before the run", 0x8d55649833775d4a, {"dice_"}},
    {"rights", 0xc0f81012aa268f13, {"draws"}},
    {"single home", 0xf274832878c8897c, {"draws_"}},
    {"rollouts", 0x7753e660593bb7f4, {"draws_"}},
    {"rollouts travel", 0x17a70a750b1170e2, {"travel_"}},
    {"sizes", 0x8b1d6694724140d5, {"sizes"}},
    {"sobol", 0xcc3d5e0be64aba5c, {"samples"}},
    {"sweep_points", 0xa3ac81d3d004c4be, {"stream"}},
    {"tags", 0x0cdae56d3f39c7b6, {"tag_bits_"}},
    {"trace/sample", 0xc1dcdcf4c580906c, {"draws"}},
    {"traffic/trace", 0x0d42829894244b8a, {"below"}},
    {"what bots ask for", 0x6dd401886b9be9ed, {"wishes"}},
};

std::string_view before_blanks(std::string_view text) {
  return text.substr(0, text.find_last_not_of(" \n") + 1);
}

/// Takes the word at the end away, and the blanks and the comma before it.
std::string_view take_word(std::string_view& text) {
  text = before_blanks(text);
  std::size_t start = text.size();
  while (start > 0 && tidy::is_word(text[start - 1])) --start;
  const std::string_view word = text.substr(start);
  text = before_blanks(text.substr(0, start));
  return word;
}

/// Takes a word and the comma after it away.
std::string_view take_argument(std::string_view& text) {
  text = before_blanks(text);
  if (!text.ends_with(',')) return {};
  text.remove_suffix(1);
  const std::string_view word = take_word(text);
  while (text.ends_with('.')) {  // context.seed
    text.remove_suffix(1);
    take_word(text);
  }
  return word;
}

/// The last word before the parenthesis that is open at the end of the text.
std::string_view called(std::string_view text) {
  int depth = 0;
  while (!text.empty()) {
    const char c = text.back();
    if (c == ')' || c == '}') ++depth;
    if ((c == '(' || c == '{') && depth-- == 0) break;
    text.remove_suffix(1);
  }
  if (!text.empty()) text.remove_suffix(1);
  std::string_view word = take_word(text);
  if (word != "Stream") return word;
  while (!text.empty() && !tidy::is_word(text.back())) text.remove_suffix(1);
  return take_word(text);  // x = Stream(…), f(x, Stream(…)): the word before it will do
}

/// Stream names to the variables made with them: what stands after "seed, replication,".
std::map<std::string, std::multiset<std::string>> streams_in(
    const std::vector<tidy::SourceFile>& files) {
  std::map<std::string, std::multiset<std::string>> found;
  for (const tidy::SourceFile& file : files) {
    for (auto at = file.text.find('"'); at != file.text.npos; at = file.text.find('"', at + 1)) {
      std::string_view before = std::string_view(file.code).substr(0, at);
      const std::string_view replication = take_argument(before);
      const std::string_view seed = take_argument(before);
      const bool keyed = replication.starts_with("replication") && seed.starts_with("seed");
      const bool any_run = replication == "0" && (seed == "0" || seed.starts_with("seed"));
      if (!keyed && !any_run) continue;
      const std::size_t end = file.text.find('"', at + 1);
      found[file.text.substr(at + 1, end - at - 1)].emplace(called(before));
      at = end;
    }
  }
  return found;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("every stream begins as worked out elsewhere") {
    for (const NamedStream& stream : pinned_streams) {
      CAPTURE(stream.name);
      CHECK(Stream(42, 0, stream.name).bits(0) == stream.first);
    }
  }

  TEST_CASE("a stream is found by its name and its variable") {
    const auto found = streams_in(
        {tidy::fixture("sim/a.cpp",
                       "A::A(int seed)\n    : a_(seed, replication, \"one\"),\n"
                       "      b_(spec.wait, seed, replication, \"two\") {\n"
                       "  const Stream c(seed_, replication_, \"three\", id);\n"
                       "  f(d, Stream(seed, 0, \"four\"));  // e(seed, replication, \"five\")\n"
                       "  const Stream f = Stream(0, 0, \"six\").of(a), g(\"seven\");\n}\n")});
    using Owners = std::multiset<std::string>;
    CHECK(found ==
          std::map<std::string, Owners>{
              {"one", {"a_"}}, {"two", {"b_"}}, {"three", {"c"}}, {"four", {"d"}}, {"six", {"f"}}});
  }

  TEST_CASE("the library reads these streams, each by the variables that always did") {
    auto found = streams_in(tidy::files_under({"sim"}));
    for (const NamedStream& stream : pinned_streams) {
      CAPTURE(stream.name);
      CHECK(found[stream.name] == stream.variables);
      found.erase(stream.name);
    }
    for (const auto& [name, variables] : found) {
      CAPTURE(name);
      CHECK_MESSAGE(variables.empty(), "this stream has no row in the table");
    }
  }
}
