// Who may include whom. Models meet only in world/; a third-party header stands where the table
// lets it, so that replacing one touches one folder.
#include <map>

#include <doctest/doctest.h>

#include "source.hpp"

using namespace edgecase::tidy;

namespace {

struct Include {
  std::size_t line = 0;
  bool quoted = false;
  std::string name;
};

std::vector<Include> includes_of(std::string_view text) {
  std::vector<Include> found;
  std::istringstream lines{std::string(text)};
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::size_t at = skip_blanks(line, 0);
    if (at >= line.size() || line[at] != '#') continue;
    at = skip_blanks(line, at + 1);
    if (line.compare(at, 7, "include") != 0) continue;
    at = skip_blanks(line, at + 7);
    const std::size_t end = line.find_first_of(">\"", at + 1);
    if (end == std::string::npos) continue;
    found.push_back({number, line[at] == '"', line.substr(at + 1, end - at - 1)});
  }
  return found;
}

/// The layer of a file below sim/: "core", "load", "model/cache", ...; a test's or tool's: "".
std::string layer_of(std::string_view path) {
  if (path.starts_with("sim/")) path.remove_prefix(4);
  const std::size_t first = path.find('/');
  if (first == path.npos) return "";
  if (path.substr(0, first) != "model") return std::string(path.substr(0, first));
  return std::string(path.substr(0, path.find('/', first + 1)));
}

/// What each layer may include besides itself; "model" stands for all models.
const std::map<std::string, std::vector<std::string>>& layers() {
  static const std::map<std::string, std::vector<std::string>> table = [] {
    std::map<std::string, std::vector<std::string>> t;
    t["core"] = {};
    t["load"] = {"core"};
    t["measure"] = {"core", "load"};
    t["cost"] = {"core", "load"};
    t["report"] = {"core", "load", "cost", "measure"};
    t["model"] = {"core", "load", "cost", "measure"};
    const std::vector<std::string> below{"core", "load", "cost", "measure", "model"};
    const auto over = [&](const std::vector<std::string>& more) {
      std::vector<std::string> all = below;
      all.insert(all.end(), more.begin(), more.end());
      return all;
    };
    t["scenario"] = below;
    t["plan"] = over({"scenario"});
    t["observation"] = below;
    t["world"] = over({"scenario", "plan"});
    t["path"] = over({"scenario", "plan", "world", "observation"});
    t["billing"] = over({"scenario", "plan", "observation"});
    t["metrics"] = over({"scenario", "plan", "observation", "billing"});
    t["study"] =
        over({"scenario", "plan", "world", "path", "observation", "billing", "metrics", "report"});
    for (const char* on_top : {"validate", "replay", "practice"}) {
      t[on_top] = t["study"];
      t[on_top].emplace_back("study");
    }
    return t;
  }();
  return table;
}

std::string kind_of(const std::string& layer) {
  return layer.starts_with("model/") ? "model" : layer;
}

bool may_include(const std::string& from, const std::string& to) {
  if (from == to) return true;
  const auto row = layers().find(kind_of(from));
  return row != layers().end() && std::ranges::find(row->second, kind_of(to)) != row->second.end();
}

struct ThirdParty {
  std::string_view header;                // the name starts so
  std::vector<std::string_view> folders;  // and may stand in files whose path starts so
  bool sources_only = false;
};

const std::vector<ThirdParty>& third_parties() {
  static const std::vector<ThirdParty> table{
      {"yaml-cpp/", {"sim/load/"}},
      {"zstd.h", {"sim/load/", "tests/"}},
      {"zlib.h", {"sim/load/", "tests/"}},
      {"lzma.h", {"sim/load/", "tests/"}},
      {"boost/asio", {"sim/study/", "tools/"}},
      {"boost/beast", {"tools/"}},
      {"boost/math/tools/toms748_solve.hpp", {"sim/measure/"}, true},
      {"boost/random/sobol.hpp", {"sim/measure/"}, true},
      {"boost/math/", {"sim/core/", "tests/"}, true},
      {"boost/pfr.hpp", {"sim/measure/"}},
      {"boost/unordered/", {"sim/world/", "sim/path/", "sim/model/store/"}},
      {"Eigen/", {"sim/", "tests/", "tools/"}, true},
      {"Random123/", {"tests/"}},
      {"fmt/", {"sim/", "tools/", "tests/", "bench/"}},
      {"nlohmann/", {"sim/load/json.hpp", "tests/"}},
      {"valijson/", {"tests/"}, true},
      {"doctest/", {"tests/"}},
      {"rapidcheck", {"tests/"}},
      {"benchmark/", {"bench/"}},
      // POSIX: pages and processes.
      {"sqlite3.h", {"tools/"}, true},
      {"mpi.h", {"tools/mpi/"}},
      {"sys/", {"sim/core/", "tools/", "tests/", "bench/"}},
      {"unistd.h", {"sim/core/", "tools/", "tests/", "bench/"}},
      {"fcntl.h", {"tools/"}},
      {"linux/", {"bench/"}},
      {"immintrin.h", {"sim/core/"}, true},
      {"emmintrin.h", {"sim/core/"}},
  };
  return table;
}

std::string wrong_with_angled(const SourceFile& file, const std::string& name) {
  if (name.starts_with("edgecase/")) return "";
  if (name.find_first_of("./") == std::string::npos) return "";  // the standard library
  for (const ThirdParty& party : third_parties()) {
    if (!name.starts_with(party.header)) continue;
    if (std::ranges::none_of(party.folders, [&](auto f) { return file.path.starts_with(f); })) {
      return "<" + name + "> has no place in this folder";
    }
    if (party.sources_only && !file.path.ends_with(".cpp")) return "<" + name + "> in a header";
    return "";
  }
  return "<" + name + "> is not in the table of third parties";
}

std::string wrong_with_quoted(const SourceFile& file, const std::string& name) {
  if (file.path.starts_with("include/")) return "a public header includes \"" + name + "\"";
  if (!file.path.starts_with("sim/")) return "";
  if (!std::filesystem::exists(project_root() / "sim" / name)) {
    return "\"" + name + "\" is not a path from sim/";
  }
  const std::string from = layer_of(file.path);
  const std::string to = layer_of(name);
  return may_include(from, to) ? "" : from + " may not include " + to + ": \"" + name + "\"";
}

std::vector<Finding> wrong_includes(const SourceFile& file) {
  std::vector<Finding> findings;
  for (const Include& include : includes_of(file.text)) {
    const std::string wrong = include.quoted ? wrong_with_quoted(file, include.name)
                                             : wrong_with_angled(file, include.name);
    if (!wrong.empty()) findings.push_back({file.path, include.line, wrong});
  }
  return findings;
}

bool passes(std::string path, const std::string& include) {
  return wrong_includes(fixture(std::move(path), "#include " + include + "\n")).empty();
}

}  // namespace

TEST_SUITE("tidy") {
  TEST_CASE("a layer includes what is below it, never what is above or beside") {
    const std::vector<std::string> order{"core",  "load",  "model/cache",
                                         "world", "study", "practice"};
    for (std::size_t i = 0; i < order.size(); ++i) {
      for (std::size_t j = 0; j < order.size(); ++j) {
        CAPTURE(order[i]);
        CAPTURE(order[j]);
        CHECK(may_include(order[i], order[j]) == (j <= i));
      }
    }
    CHECK_FALSE(may_include("model/cache", "model/net"));
    CHECK_FALSE(may_include("model/cache", "report"));
    CHECK_FALSE(may_include("cost", "model/cache"));
    CHECK_FALSE(may_include("measure", "report"));
    CHECK(may_include("report", "measure"));
  }

  TEST_CASE("an include against the order is found") {
    CHECK(passes("sim/load/x.cpp", "\"core/check.hpp\""));
    CHECK_FALSE(passes("sim/core/x.cpp", "\"load/fields.hpp\""));
    CHECK_FALSE(passes("sim/core/x.cpp", "\"check.hpp\""));
    CHECK_FALSE(passes("include/edgecase/x.hpp", "\"core/check.hpp\""));
    CHECK(passes("tools/cli/x.cpp", "\"load/fields.hpp\""));
  }

  TEST_CASE("a third-party header in the wrong folder is found") {
    CHECK(passes("sim/core/x.cpp", "<vector>"));
    CHECK(passes("sim/load/x.cpp", "<yaml-cpp/yaml.h>"));
    CHECK_FALSE(passes("sim/cost/x.cpp", "<yaml-cpp/yaml.h>"));
    CHECK(passes("sim/model/net/x.cpp", "<Eigen/Dense>"));
    CHECK_FALSE(passes("sim/model/net/x.hpp", "<Eigen/Dense>"));
    CHECK_FALSE(passes("sim/world/x.cpp", "<boost/asio.hpp>"));
    CHECK_FALSE(passes("include/edgecase/x.hpp", "<fmt/core.h>"));
    CHECK_FALSE(passes("sim/core/x.cpp", "<unheard/of.hpp>"));
  }

  TEST_CASE("every include in the tree respects the layers") {
    std::vector<Finding> all;
    for (const SourceFile& file : whole_tree()) {
      const auto found = wrong_includes(file);
      all.insert(all.end(), found.begin(), found.end());
    }
    CHECK_MESSAGE(all.empty(), listed(all));
  }
}
