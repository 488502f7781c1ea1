#pragma once
// Runs the real binary as a user would, in an empty folder of its own. Units: none.
// Assumes: EDGECASE_BINARY names the binary, as ctest sets it.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/skipped.hpp"

namespace edgecase::test {

struct Answer {
  int code = -1;
  std::string out;
  std::string err;
};

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// Of the CSV of a replay, without its last column, which is how fast it went.
inline std::string without_speed(const std::string& csv) {
  std::string out;
  for (const std::string& line : lines_of(csv)) out += line.substr(0, line.rfind(',')) + "\n";
  return out;
}

/// A scenario on the lab network that takes a moment: half the load that its only worker can bear.
inline std::string small_scenario(const std::string& extra = "") {
  return "apiVersion: edgecase/v1\n"
         "kind: Scenario\n"
         "metadata: {name: small}\n"
         "world:\n"
         "  network: lab\n"
         "  horizon: {warm_up: 1s, measure: 10s}\n"
         "  demand: {rate: 50 rps}\n"
         "  routes: {all: {share: 100%, objects: 100, size: 1kB}}\n"
         "  origin: {workers: 1, service: {exponential: {mean: 10ms}}, queue: unlimited}\n"
         "design:\n"
         "  routes: {all: {cache: edge}}\n"
         "  caches: {edge: {capacity: 30kB, ttl: 2s}}\n" +
         extra;
}

class Tool {
 public:
  /// The program that an environment variable names.
  explicit Tool(const char* variable = "EDGECASE_BINARY") : variable_(variable) {
    const char* binary = std::getenv(variable);
    if (binary != nullptr) binary_ = binary;
    std::string pattern = (std::filesystem::temp_directory_path() / "edgecase-cli-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) folder_ = pattern;
  }
  ~Tool() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Tool(const Tool&) = delete;
  Tool& operator=(const Tool&) = delete;

  /// Whether there is a binary to test.
  bool ready() const {
    REQUIRE(!folder_.empty());
    if (binary_.empty()) skipped(variable_ + " is not set");
    return !binary_.empty();
  }

  std::filesystem::path folder() const { return folder_; }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  std::string read(const std::string& name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }

  /// `arguments` as a shell reads them; `before`: assignments of environment variables.
  Answer operator()(const std::string& arguments, const std::string& before = "") const {
    const std::string command = "cd '" + folder_.string() + "' && " + before + " '" + binary_ +
                                "' " + arguments + " >.out 2>.err";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(".out"), read(".err")};
  }

 private:
  std::string variable_;
  std::string binary_;
  std::filesystem::path folder_;
};

}  // namespace edgecase::test
