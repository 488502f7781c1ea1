#pragma once
// The files that a scenario refers to: networks, price sheets, runtimes, size distributions,
// attacks. By name they are those of the catalogue, one YAML file each; by path (with a folder or
// an extension) they are the user's own, in the scenario's folder or below it.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/checker.hpp"
#include "load/read.hpp"

namespace edgecase {

/// Whether the paths of files may lead outside the folder of the scenario that names them.
enum class Reach { folder, anywhere };

class Catalogue {
 public:
  /// Each root holds folders such as networks/, prices/, sizes/. A root need not exist; an earlier
  /// one takes precedence.
  explicit Catalogue(std::vector<std::filesystem::path> roots, Reach reach = Reach::folder)
      : roots_(std::move(roots)), reach_(reach) {}

  /// The same catalogue for a scenario in this folder, to which paths are relative.
  Catalogue beside(std::filesystem::path folder) const;

  /// The names on a shelf ("networks"), sorted.
  std::vector<std::string> names(std::string_view shelf) const;

  /// ROOT/networks/NAME.yaml; empty if there is none or if the name is invalid (a-z 0-9 -).
  std::optional<std::filesystem::path> find(std::string_view shelf, std::string_view name) const;

  /// The file of this name or path; if there is none, or it may not be read, reports that at
  /// `path`, with the names that exist.
  std::optional<std::filesystem::path> find(std::string_view shelf, std::string_view name,
                                            Checker& checker, std::string_view path) const;

  /// A file of the user's, by its path. Reports at `path` that it may not be read.
  std::optional<std::filesystem::path> own_file(std::string_view file, Checker& checker,
                                                std::string_view path) const;

  /// How a scenario, or a file of this shelf, is read: what it may extend.
  LoadLimits limits(std::string_view shelf = {}) const;

  /// Finds and reads a file; errors go to the checker's diagnostics.
  template <class T>
  std::optional<T> load(std::string_view shelf, std::string_view name, Checker& checker,
                        std::string_view path) const {
    const auto file = find(shelf, name, checker, path);
    if (!file) return std::nullopt;
    const auto document = load_document(*file, {}, checker.diagnostics(), limits(shelf));
    return document ? read<T>(*document, checker.diagnostics()) : std::nullopt;
  }

 private:
  std::vector<std::filesystem::path> roots_;
  std::filesystem::path folder_;
  Reach reach_;
};

}  // namespace edgecase
