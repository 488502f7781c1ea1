// How the words of a command line are read, and that help tells the truth about what is left out.
#include <map>
#include <sstream>

#include <doctest/doctest.h>

#include "cli/tool.hpp"

using namespace edgecase::test;

namespace {

/// "--seed" → "42": the defaults that a help text names.
std::map<std::string, std::string> defaults_in(const std::string& help) {
  const std::string mark = "(default ";
  std::map<std::string, std::string> found;
  std::istringstream lines(help);
  std::string name;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t option = line.find("--");
    if (option < 8) name = line.substr(option, line.find(' ', option) - option);
    const std::size_t at = line.find(mark);
    if (at == std::string::npos) continue;
    CHECK(line.find(mark, at + 1) == std::string::npos);  // one declaration, nothing by hand
    const std::size_t from = at + mark.size();
    found[name] = line.substr(from, line.rfind(')') - from);
  }
  return found;
}

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("values follow their option, an equals sign or a letter; flags share one word") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    const std::string plain = edgecase("run s.yaml --seed 7 --replications 2 -j 1 -q").out;
    CHECK(has(plain, "2 replications · seed 7"));
    for (const std::string words :
         {"run --seed=7 --replications=2 -j1 -q s.yaml",
          "run -qj 1 s.yaml --seed 7 --replications 2",
          "run -qj1 --seed 7 --replications 2 -- s.yaml",
          "run s.yaml --seed 1 --seed 7 --replications 2 --quiet --jobs 1"}) {
      CAPTURE(words);
      const Answer answer = edgecase(words);
      CHECK(answer.code == 0);
      CHECK(answer.out == plain);
      CHECK(answer.err.empty());
    }
  }

  TEST_CASE("what starts with a dash is an option, but for stdin, places and what follows `--`") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    CHECK(edgecase("net rtt -33.9,18.4 us-east-1").code == 0);
    CHECK(edgecase("net rtt us-east-1 -- -33.9,18.4").code == 0);
    CHECK(edgecase("-- net -- rtt us-east-1 -- -33.9,18.4").code == 0);
    edgecase.write("-h", small_scenario());
    CHECK(edgecase("check -- -h").out.starts_with("-h: ok; "));
    CHECK(edgecase("check - <./-h").out.starts_with("-: ok; "));
    const auto refused = [&](const std::string& words, const std::string& because) {
      const Answer answer = edgecase(words);
      CAPTURE(words);
      CAPTURE(answer.err);
      CHECK(answer.code == 2);
      CHECK(has(answer.err, because));
    };
    refused("run s.yaml --repl 3", "no option `--repl`");  // no abbreviations
    refused("run s.yaml -qx", "no option `-x`");
    refused("run s.yaml --strict=no", "`--strict` takes no value");
    refused("run s.yaml -o", "`-o` needs a value: FILE");
    refused("run s.yaml --seed=", "takes a whole number, not ``");
    refused("run s.yaml --seed --strict", "takes a whole number, not `--strict`");
  }

  TEST_CASE("the defaults that help names are those that apply") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    edgecase.write("t.csv", "key,size\na,10\nb,20\na,10\nc,30\n");
    edgecase.write("m.csv",
                   "from_lat,from_lon,to_lat,to_lon,rtt_ms\n52.5,13.4,40.7,-74.0,90\n"
                   "50.1,8.7,51.5,-0.1,14\n");
    edgecase.write("u.yaml",
                   "apiVersion: edgecase/v1\nkind: Usage\nname: u\nusage:\n"
                   "  - {meter: edge.requests, quantity: 10M}\n");
    struct Job {
      const char* command;
      const char* words;  // that it needs
      std::map<std::string, std::string> some;
    };
    const Job jobs[] = {
        {"run", "s.yaml", {{"--replications", "5"}, {"--seed", "42"}, {"--format", "text"}}},
        {"compare", "s.yaml --set design.caches.edge.ttl=3s", {{"--replications", "5"}}},
        {"validate", "N03 --format csv", {{"--replications", "16"}}},
        {"cache", "--trace t.csv --format csv", {{"--policy", "lru"}, {"--sizes", "first"}}},
        {"bill", "--prices cloudflare-2026 --usage u.yaml", {{"--format", "text"}}},
        {"check", "s.yaml", {{"--color", "auto"}}},
        {"net rtt", "GRU IAD", {{"--network", "cloudflare-2026"}}},
        {"net fit", "--matrix m.csv", {}},
    };
    for (const Job& job : jobs) {
      CAPTURE(job.command);
      const std::string command = job.command;
      auto defaults = defaults_in(edgecase(command + " --help").out);
      for (const auto& [name, value] : job.some) CHECK(defaults[name] == value);
      CHECK(defaults.erase("--jobs") == (defaults.contains("--seed") ? 1U : 0U));  // no word for it
      std::string spelled_out = command;
      for (const auto& [name, value] : defaults) spelled_out += " " + name + " '" + value + "'";
      const Answer silent = edgecase(command + " " + job.words);
      const Answer spelled = edgecase(spelled_out + " " + job.words);
      CAPTURE(spelled.err);
      CHECK(silent.code == 0);
      CHECK(spelled.code == 0);
      if (command == "cache")
        CHECK(without_speed(spelled.out) == without_speed(silent.out));
      else
        CHECK(spelled.out == silent.out);
    }
  }
}
