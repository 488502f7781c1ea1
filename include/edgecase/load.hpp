#pragma once
// Scenarios: a YAML text with overrides becomes something that can be simulated, or a list of what
// is wrong with it. The library never prints, holds no globals and keeps nothing between calls.
//
//   const edgecase::Loaded loaded = edgecase::load_file("shop.yaml", {.catalogues = {folder}});
//   if (!loaded.scenario) show(loaded.text);

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/diagnostic.hpp>

namespace edgecase {

struct Blueprint;

/// A scenario that is right, with everything it names (network, prices, traces). Immutable, cheap
/// to copy; several threads may study one at a time.
class Scenario {
 public:
  /// Made by load_text and load_file.
  explicit Scenario(std::shared_ptr<const Blueprint> plan);

  const std::string& name() const;
  const std::string& title() const;
  /// The scenario as JSON (on one line), every default spelled out. It can be loaded again: JSON is
  /// YAML.
  std::string resolved() const;

  /// What the library has planned; its type is not part of the public API.
  const std::shared_ptr<const Blueprint>& plan() const { return plan_; }

 private:
  std::shared_ptr<const Blueprint> plan_;
};

struct LoadOptions {
  /// "design.caches.static.ttl=5min": values other than those of the text, applied in this order.
  std::vector<std::string> overrides = {};
  /// Folders with networks/, prices/, sizes/, runtimes/ and attacks/, searched in this order after
  /// the scenario's own folder. The scenarios that ship are such a folder.
  std::vector<std::filesystem::path> catalogues = {};
  /// Whether the files that a scenario names (`extends:`, traces, its own price sheets, networks,
  /// runtimes) may lie outside of its folder. Leave it false for scenarios from others.
  bool allow_outside = false;
  /// Whether Loaded::text has the colours of a terminal (ANSI escape sequences).
  bool color = false;
};

struct Loaded {
  std::optional<Scenario> scenario;     ///< absent: one of the diagnostics is an error
  std::vector<Diagnostic> diagnostics;  ///< errors and warnings by place; at most 1000
  std::string text;  ///< the same as text: each with its line, carets and what to write instead
};

/// `name` is what diagnostics call the text; relative files that it names (`extends:`, traces) and
/// its own catalogues are looked up as if it were a file of that name.
/// Throws Error: a file that the scenario names cannot be read.
Loaded load_text(const std::string& text, const std::string& name, const LoadOptions& options = {});

/// Throws Error: the file, or one that it names, cannot be read.
Loaded load_file(const std::filesystem::path& file, const LoadOptions& options = {});

}  // namespace edgecase
