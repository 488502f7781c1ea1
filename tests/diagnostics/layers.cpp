// `extends:` and `--set`: what is refused, and where the caret stands.
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <unistd.h>

#include <edgecase/error.hpp>

#include "diagnostics/shop_spec.hpp"

using edgecase::Diagnostics;
using edgecase::load_document;
using edgecase::shop::complaints;

namespace {

namespace fs = std::filesystem;

struct Folder {
  fs::path path = fs::temp_directory_path() / ("edgecase-layers-" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void write(const char* name, const char* text) const { std::ofstream(path / name) << text; }
  /// What is said when this file is read, without the folder's name.
  std::string read(const char* name) const {
    Diagnostics diagnostics;
    if (const auto document = load_document(path / name, {}, diagnostics))
      edgecase::read<edgecase::shop::ShopSpec>(*document, diagnostics);
    std::string said = render_text(diagnostics);
    const std::string folder = path.string() + "/";
    for (auto at = said.find(folder); at != std::string::npos; at = said.find(folder))
      said.erase(at, folder.size());
    return said;
  }
};

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("an override is shown with a caret of its own") {
    CHECK(complaints("caches: {edge: {}}\n", {"rate=5 rps", "caches.edge.ttl=300"}) ==
          "error[EC0109]: `300` needs a unit\n"
          " --> --set:2:17   caches.edge.ttl\n"
          "2 | caches.edge.ttl=300\n"
          "  |                 ^^^ write 300s\n");
  }

  TEST_CASE("an override of an unknown path") {
    CHECK(complaints("", {}).find("EC0122") != std::string::npos);
    CHECK(complaints("caches: {edge: {}}\n", {"caches.edge.tll=300s"}) ==
          "error[EC0104]: unknown key `tll`\n"
          " --> --set:1:13   caches.edge.tll\n"
          "1 | caches.edge.tll=300s\n"
          "  |             ^^^ did you mean `ttl`?\n"
          "  = help: valid keys: capacity, ttl, stale_while_revalidate, policy, upper_tier   "
          "(edgecase explain caches.edge)\n");
  }

  TEST_CASE("an override of an item that is not there") {
    const char* text = "faults: [{name: gru, kind: slow, at: 1s}]\n";
    CHECK(complaints(text, {"faults[3].at=2s"}) ==
          "error[EC0125]: there is no item 3\n"
          " --> --set:1:8\n"
          "1 | faults[3].at=2s\n"
          "  |        ^\n"
          "  = help: the list has 1 items, counted from 0\n");
    CHECK(complaints(text, {"faults[grv].at=2s"}) ==
          "error[EC0125]: no item is named `grv`\n"
          " --> --set:1:8\n"
          "1 | faults[grv].at=2s\n"
          "  |        ^^^ did you mean `gru`?\n"
          "  = help: available names: gru\n");
  }

  TEST_CASE("overrides that are not path=value") {
    CHECK(complaints("title: a\n", {"rate"}) ==
          "error[EC0125]: an override must be `path=value`\n"
          " --> --set:1:1\n"
          "1 | rate\n"
          "  | ^^^^\n"
          "  = help: for example: --set world.demand.rate=20k rps\n");
    CHECK(complaints("title: a\n", {"=5"}).find("EC0125") != std::string::npos);
    CHECK(complaints("title: a\n", {"a..b=5"}).find("this is not a valid path") !=
          std::string::npos);
    CHECK(complaints("title: a\n", {"a[=5"}).find("an override must be `path=value`") !=
          std::string::npos);
    CHECK(complaints("title: a\n", {"rate="})
              .find("error[EC0122]: the document is empty\n"
                    " --> --set:1:6\n") == 0);
    CHECK(complaints("title: a\n", {"caches=a: {}"}).find("EC0125") != std::string::npos);
    CHECK(complaints("title: a\n", {"title=[a"}).find("error[EC0101]") == 0);
    CHECK(complaints("title: a\n", {"title=a\nb"}).find("an override must be a single line") !=
          std::string::npos);
  }

  TEST_CASE("a path that is set twice is warned of") {
    CHECK(complaints("title: a\n", {"rate=5 rps", "rate=6 rps"}) ==
          "warning[EC0901]: `rate` is set more than once\n"
          " --> --set:2:1\n"
          "2 | rate=6 rps\n"
          "  | ^^^^\n"
          "  = help: the last one wins\n");
  }

  TEST_CASE("extends: no such file, several, itself, a chain without end") {
    const Folder folder;
    folder.write("a.yaml", "extends: absent.yaml\ntitle: a\n");
    CHECK(folder.read("a.yaml") ==
          "error[EC0124]: file `absent.yaml` does not exist\n"
          " --> a.yaml:1:10   extends\n"
          "1 | extends: absent.yaml\n"
          "  |          ^^^^^^^^^^^\n"
          "  = help: the name is relative to the file with `extends`\n");
    folder.write("b.yaml", "extends: [a.yaml]\n");
    CHECK(folder.read("b.yaml").find("`extends` needs the name of a single file") !=
          std::string::npos);
    folder.write("c.yaml", "extends: d.yaml\n");
    folder.write("d.yaml", "extends: ./c.yaml\n");
    CHECK(folder.read("c.yaml").find(
              "error[EC0124]: `./c.yaml` extends itself\n --> d.yaml:1:10") == 0);
  }

  TEST_CASE("a mistake in the file that is extended is shown there") {
    const Folder folder;
    folder.write("base.yaml", "caches:\n  edge: {ttl: 5}\n");
    folder.write("top.yaml", "extends: base.yaml\ntitle: top\n");
    CHECK(folder.read("top.yaml") ==
          "error[EC0109]: `5` needs a unit\n"
          " --> base.yaml:2:15   caches.edge.ttl\n"
          "2 |   edge: {ttl: 5}\n"
          "  |               ^ write 5s\n");
  }

  TEST_CASE("extends can be switched off, for texts that strangers send") {
    edgecase::LoadLimits limits;
    limits.extends = 0;
    CHECK(complaints("extends: /etc/passwd\n", {}, limits).find("`extends` is not allowed here") !=
          std::string::npos);
  }

  TEST_CASE("a file that cannot be read is no diagnostic but an error") {
    Diagnostics diagnostics;
    CHECK_THROWS_AS(load_document("/no/such/file.yaml", {}, diagnostics), edgecase::Error);
    CHECK_THROWS_AS(load_document(fs::temp_directory_path(), {}, diagnostics), edgecase::Error);
  }
}
