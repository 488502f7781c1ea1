#pragma once
// The origin of each value of a resolved specification: the scenario (or a file it extends), an
// override, or a default with its source. `run --print-config` and the report's list of
// assumptions print these rows.

#include <string>
#include <vector>

#include "load/text/document.hpp"
#include "load/type/type.hpp"

namespace edgecase {

enum class ValueOrigin { scenario, override_, default_ };

struct ConfigRow {
  std::string path;   // design.caches.static.ttl
  std::string value;  // 2h; none; a kind's name
  ValueOrigin origin = ValueOrigin::default_;
  std::string file;  // of a scenario or override value ("--set")
  int line = 0;
  Provenance provenance;  // of a default; empty if it needs none
  std::string doc;
};

/// Every scalar in the order of the fields; a kind is a row of its own, then its parameters.
/// Requires: `value` was read from `document`.
std::vector<ConfigRow> config_rows(const Type& type, const void* value, const Document& document);

template <class T>
std::vector<ConfigRow> config_rows(const T& value, const Document& document) {
  return config_rows(type_of<T>(), &value, document);
}

/// "shop.yaml:14", "--set:1", "default: TTL of 200 responses (2026-08)", "assumed: varies by site".
std::string describe_origin(const ConfigRow& row);

}  // namespace edgecase
