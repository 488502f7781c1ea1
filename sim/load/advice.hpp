#pragma once
// What to write instead: for values of the wrong shape and for keys at the wrong level.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/text/document.hpp"
#include "load/type/kind.hpp"
#include "load/type/type.hpp"

namespace edgecase {

/// A node as one line of YAML: {p50: 30ms, p99: 200ms}. Long ones end with "…".
std::string flow_text(const Node& node);

/// A node that is neither a value, a list nor a mapping of the kind that its type expects. `out` is
/// the value that was to be read; it may be overwritten.
Finding wrong_shape(const Node& node, const Type& type, void* out);

/// {type: lognormal, p50: …} and {p50: …}: the parameters of a kind beside its name or without it.
std::optional<Finding> flattened_kind(const Node& node, const Menu& menu);

/// Whether a node may be meant as this type. For a mapping one known key is enough.
bool could_be(const Node& node, const Type& type);

/// Where a key that has no place at `path` belongs.
class Levels {
 public:
  Levels(const Type& root, const Document& document) : root_(root), document_(document) {}

  struct Found {
    std::string label;                // "belongs in design.caches.edge"
    std::vector<std::string> places;  // the paths of the key at its places
  };
  /// Nothing: the key exists nowhere, or in too many places.
  std::optional<Found> of(std::string_view key, const std::string& path);

 private:
  using Steps = std::vector<std::string>;  // `*` for names and items
  void collect(const Type& type, const Steps& above);
  std::string named(const Steps& place, const Steps& here) const;

  const Type& root_;
  const Document& document_;
  std::vector<Steps> known_;  // of keys; filled when first asked
};

}  // namespace edgecase
