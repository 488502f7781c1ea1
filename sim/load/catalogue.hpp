#pragma once
// The catalogue of files that a scenario refers to by name: networks, price sheets, size
// distributions. One YAML file each; an earlier root takes precedence over later ones.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/checker.hpp"
#include "load/read.hpp"

namespace edgecase {

class Catalogue {
 public:
  /// Each root holds folders such as networks/, prices/, sizes/. A root need not exist.
  explicit Catalogue(std::vector<std::filesystem::path> roots) : roots_(std::move(roots)) {}

  /// The names on a shelf ("networks"), sorted.
  std::vector<std::string> names(std::string_view shelf) const;

  /// ROOT/networks/NAME.yaml; empty if there is none or if the name is invalid (a-z 0-9 -).
  std::optional<std::filesystem::path> find(std::string_view shelf, std::string_view name) const;

  /// The same; if there is none, reports that at `path`, with the names that exist.
  std::optional<std::filesystem::path> find(std::string_view shelf, std::string_view name,
                                            Checker& checker, std::string_view path) const;

  /// Finds and reads a file; errors go to the checker's diagnostics.
  template <class T>
  std::optional<T> load(std::string_view shelf, std::string_view name, Checker& checker,
                        std::string_view path) const {
    const auto file = find(shelf, name, checker, path);
    if (!file) return std::nullopt;
    const auto document = load_document(*file, {}, checker.diagnostics());
    return document ? read<T>(*document, checker.diagnostics()) : std::nullopt;
  }

 private:
  std::vector<std::filesystem::path> roots_;
};

}  // namespace edgecase
