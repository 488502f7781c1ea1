#pragma once
// A YAML text as a tree with source locations (file, line, column). It is stricter than YAML:
// duplicate keys, merge keys, tags, tabs, multiple documents, invalid UTF-8, and excessive aliases,
// nesting or size are rejected with a diagnostic.
// Keys that start with `x-` are user notes and are left out of the tree.

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "load/text/diagnostics.hpp"

namespace edgecase {

struct Entry;

struct Node {
  enum class Kind { empty, scalar, list, map };
  Kind kind = Kind::empty;
  bool quoted = false;  // "300" is a text, 300 may be a number
  std::string text;     // of a scalar
  Place place;
  std::vector<Node> items;     // of a list
  std::vector<Entry> entries;  // of a map, in the order written

  const Entry* find(std::string_view key) const;
};

struct Entry {
  std::string key;
  Place place;  // of the key
  Node value;
};

struct LoadLimits {
  std::size_t bytes = 1 << 20;  // of one file
  std::size_t nodes = 200'000;  // after aliases are expanded
  int depth = 64;
  int extends = 8;
  /// Folders whose files `extends:` may name beside those below the first file's own folder; those
  /// that are not found there are looked up in these.
  std::vector<std::filesystem::path> shelves = {};
  bool outside = false;  // `extends:` may name any file
};

/// A loaded, merged, overridden text.
struct Document {
  Node root;
  std::shared_ptr<const Sources> sources;

  /// The node at "design.caches.static.ttl", "faults[0].at", "faults[gru].at" (by `name`); or null.
  const Node* find(std::string_view path) const;
  /// The location to report for this path: its key if there is one, else what encloses it.
  Place place_of(std::string_view path) const;
};

/// What is wrong with a path that leaves the folder of the file that names it.
Finding outside_folder(std::string_view name);

/// Reads the file, follows its `extends:` (below its folder and the shelves), applies the overrides
/// ("path=value", in order).
/// Returns empty if it is not valid YAML; the diagnostics hold the reasons.
/// Throws Error: the file cannot be read.
std::optional<Document> load_document(const std::filesystem::path& file,
                                      std::span<const std::string> overrides,
                                      Diagnostics& diagnostics, LoadLimits limits = {});

/// The same for a text in memory; `extends:` is looked up beside `name` as if it were a file there.
std::optional<Document> parse_document(std::string text, const std::string& name,
                                       std::span<const std::string> overrides,
                                       Diagnostics& diagnostics, LoadLimits limits = {});

}  // namespace edgecase
