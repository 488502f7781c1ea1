// Files that the tool writes: whole or untouched, whatever happens meanwhile.

#include <doctest/doctest.h>

#include "cli/tool.hpp"

using namespace edgecase::test;
namespace fs = std::filesystem;

namespace {

std::size_t files_in_folder(const Tool& tool) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(tool.folder()), fs::directory_iterator()));
}

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("an output that cannot be written is found before the run") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    for (const std::string where : {"-o absent/r.json", "--bill absent/b.csv", "-o /sys/r.json"}) {
      CAPTURE(where);
      const Answer answer = edgecase("run s.yaml -o fine.json " + where);
      CHECK(answer.code == 1);
      CHECK(has(answer.err, "cannot write "));
      CHECK_FALSE(has(answer.err, "requests in"));
      CHECK_FALSE(fs::exists(edgecase.folder() / "fine.json"));
    }
    const Answer twice = edgecase("run s.yaml -o r.csv --bill ./r.csv");
    CHECK(twice.code == 2);
    CHECK(has(twice.err, "`./r.csv` is named twice as an output file"));
  }

  TEST_CASE("a write that fails leaves the old file, no other one, and does not lose the next") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    edgecase.write("r.json", "a good result\n");
    // 4 KiB: enough for the bill's two lines, not for the result. ulimit counts KiB in bash only.
    const Answer answer = edgecase("run s.yaml --replications 2 -o r.json --bill b.csv",
                                   "trap '' XFSZ; ulimit -f 8;");
    CHECK(answer.code == 1);
    CHECK(has(answer.err, "cannot write r.json: File too large"));
    CHECK(edgecase.read("r.json") == "a good result\n");
    CHECK(edgecase.read("b.csv").size() > 10);
    CHECK(files_in_folder(edgecase) == 5);  // s.yaml, r.json, b.csv, .out, .err
  }

  TEST_CASE(
      "a disk that fills up: the old file stays, the other output is written, nothing is left") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    // A file system of 16 KiB that only this command sees. Not every container may mount one.
    if (std::system("unshare -rm mount -t tmpfs -o size=16k none /tmp 2>/dev/null") != 0) {
      MESSAGE("skipped: a file system cannot be mounted here");
      return;
    }
    edgecase.write("s.yaml", small_scenario());
    const Answer answer =
        edgecase("run s.yaml --replications 2 -o disk/r.json -o whole.md",
                 "mkdir disk; unshare -rm sh -c 'mount -t tmpfs -o size=16k none disk && "
                 "echo old >disk/r.json && \"$0\" \"$@\"; code=$?; ls -A disk >listing; "
                 "cp disk/r.json kept; exit $code'");
    CHECK(answer.code == 1);
    CHECK(has(answer.err, "cannot write disk/r.json: No space left on device"));
    CHECK(edgecase.read("kept") == "old\n");
    CHECK(edgecase.read("listing") == "r.json\n");
    CHECK(edgecase.read("whole.md").size() > 500);
  }

  TEST_CASE("a full device is said, on stdout and in a file") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    fs::create_symlink("/dev/full", edgecase.folder() / "full.json");
    const Answer file = edgecase("run s.yaml --replications 2 -o full.json -o good.md");
    CHECK(file.code == 1);
    CHECK(has(file.err, "cannot write full.json: No space left on device"));
    CHECK(edgecase.read("good.md").size() > 500);
    const Answer out = edgecase("run s.yaml --replications 2 >/dev/full 2>err; echo $? >code #");
    CHECK(edgecase.read("code") == "1\n");
    CHECK(has(edgecase.read("err"), "cannot write to stdout: No space left on device"));
  }

  TEST_CASE("closed streams: nothing is written into a file that took their number") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    const Answer both = edgecase("run s.yaml --replications 2 -o r.json >&- 2>&-; echo $? >code #");
    CHECK(edgecase.read("code") == "0\n");
    CHECK(edgecase.read("r.json").starts_with("{"));
    CHECK_FALSE(has(edgecase.read("r.json"), "edgecase: "));
    edgecase("run s.yaml --replications 2 >&- 2>err; echo $? >code #");
    CHECK(edgecase.read("code") == "1\n");
    CHECK(has(edgecase.read("err"), "cannot write to stdout"));
    edgecase("run - --replications 2 <&- 2>err; echo $? >code #");
    CHECK(edgecase.read("code") != "0\n");
  }

  TEST_CASE("a link stays a link, and an existing file keeps its permissions") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    edgecase.write("real.json", "old");
    fs::permissions(edgecase.folder() / "real.json",
                    fs::perms::owner_read | fs::perms::owner_write);
    fs::create_symlink("real.json", edgecase.folder() / "link.json");
    CHECK(edgecase("run s.yaml --replications 2 -o link.json").code == 0);
    CHECK(fs::is_symlink(edgecase.folder() / "link.json"));
    CHECK(edgecase.read("real.json").starts_with("{"));
    CHECK(fs::status(edgecase.folder() / "real.json").permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
  }

  TEST_CASE("kill -9 leaves the old file and no other") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    edgecase.write("r.json", "a good result\n");
    const Answer killed =
        edgecase("run s.yaml --replications 1000 --set world.horizon.measure=1h -o r.json",
                 "timeout -s KILL 0.4");
    CHECK(killed.code != 0);
    CHECK(edgecase.read("r.json") == "a good result\n");
    CHECK(files_in_folder(edgecase) == 4);  // s.yaml, r.json, .out, .err
  }

  TEST_CASE("what could steer a terminal never reaches it; tags never reach Markdown") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const std::string scenario = small_scenario();
    const std::string name = "metadata: {name: small}";
    const auto asking = [&](const std::string& question) {
      std::string text = scenario;
      return text.replace(text.find(name), name.size(),
                          "metadata: {name: small, question: " + question + "}");
    };
    edgecase.write("escape.yaml", asking("\"\\e[31mred\""));
    edgecase.write("c1.yaml", asking("\"\\x9b31mred\""));
    edgecase.write("raw.yaml", asking("\"\xc2\x9b"
                                      "31mred\""));
    for (const std::string file : {"escape.yaml", "c1.yaml", "raw.yaml"}) {
      CAPTURE(file);
      const Answer answer = edgecase("run " + file);
      CHECK(answer.code == 2);
      CHECK(has(answer.err, "error[EC0119]"));
      CHECK(has(answer.err, "control character 0x"));
    }
    const Answer named = edgecase("run \"$(printf 'a\\033[31m.yaml')\"");
    CHECK(named.code == 1);
    CHECK_FALSE(has(named.err, "\x1b"));
    edgecase.write("tag.yaml", asking("\"a <img src=x onerror=alert(1)> & < 5\""));
    const Answer markdown = edgecase("run tag.yaml --replications 2 --format md");
    CHECK(markdown.code == 0);
    CHECK_FALSE(has(markdown.out, "<img"));
    CHECK(has(markdown.out, "&lt;img src=x onerror=alert(1)> & < 5"));
  }

  TEST_CASE("stdin may be as long as a file") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const Answer answer = edgecase("run - </dev/zero");
    CHECK(answer.code == 2);
    CHECK(has(answer.err, "more than 1048576 bytes"));
  }
}
