// Which values of a scenario differ between two designs.
#include <map>
#include <string_view>

#include "load/origin.hpp"
#include "study/headlines.hpp"

namespace edgecase {
namespace {

constexpr std::string_view not_set = "not set";
constexpr std::size_t most_values = 4;  // of a part that only one design has

bool lies_below(std::string_view path, std::string_view root) {
  if (!path.starts_with(root)) return false;
  return path.size() == root.size() || path[root.size()] == '.' || path[root.size()] == '[';
}

bool has_any_below(const std::vector<ConfigRow>& rows, std::string_view root) {
  for (const ConfigRow& row : rows)
    if (lies_below(row.path, root)) return true;
  return false;
}

/// The largest part around `path` that the other design lacks entirely.
std::string missing_part(const std::string& path, const std::vector<ConfigRow>& other) {
  for (std::size_t at = path.find_first_of(".["); at != std::string::npos;
       at = path.find_first_of(".[", at + 1)) {
    if (!has_any_below(other, path.substr(0, at))) return path.substr(0, at);
  }
  return path;
}

/// The rest of a path below a part; empty for the part itself and for an entry of its list.
std::string name_below(const std::string& path, const std::string& part) {
  const std::string rest = path.substr(std::min(part.size(), path.size()));
  if (rest.starts_with('[') && rest.find(']') + 1 == rest.size()) return "";
  return rest.starts_with('.') ? rest.substr(1) : rest;
}

/// "limit 100, window 10s": what the design itself states of a part.
std::string stated_in(const std::string& part, const std::vector<ConfigRow>& rows) {
  std::string text;
  std::size_t values = 0;
  std::size_t count = 0;
  for (const ConfigRow& row : rows) {
    if (!lies_below(row.path, part)) continue;
    const std::string name = name_below(row.path, part);
    const std::string one = name.empty() ? row.value : name + " " + row.value;
    ++values;
    if (values == 1 && name.empty() && row.origin == ValueOrigin::default_) text = one;
    if (row.origin == ValueOrigin::default_ || ++count > most_values) continue;
    text += (text.empty() ? "" : ", ") + one;
  }
  if (text.empty()) return "its defaults";
  return count > most_values ? text + ", …" : text;
}

std::vector<ConfigRow> rows_of(const Blueprint& plan) {
  std::vector<ConfigRow> rows = config_rows(plan.spec, *plan.setting.document);
  std::erase_if(rows, [](const ConfigRow& row) {
    return row.value.empty() || row.value == "none" || lies_below(row.path, "metadata");
  });
  return rows;
}

}  // namespace

std::vector<SettingChange> changed_settings(const Blueprint& base, const Blueprint& alternative) {
  const std::vector<ConfigRow> before = rows_of(base);
  const std::vector<ConfigRow> after = rows_of(alternative);
  std::map<std::string, const ConfigRow*> now;
  for (const ConfigRow& row : after) now[row.path] = &row;
  std::map<std::string, const ConfigRow*> was;
  for (const ConfigRow& row : before) was[row.path] = &row;
  std::vector<SettingChange> changes;
  std::string part;  // the missing part whose rows are being passed
  for (const ConfigRow& row : before) {
    const auto same = now.find(row.path);
    if (same != now.end()) {
      if (same->second->value != row.value)
        changes.push_back({row.path, row.value, same->second->value});
    } else if (part.empty() || !lies_below(row.path, part)) {
      part = missing_part(row.path, after);
      changes.push_back({part, stated_in(part, before), std::string(not_set)});
    }
  }
  part.clear();
  for (const ConfigRow& row : after) {
    if (was.contains(row.path) || (!part.empty() && lies_below(row.path, part))) continue;
    part = missing_part(row.path, before);
    changes.push_back({part, std::string(not_set), stated_in(part, after)});
  }
  return changes;
}

}  // namespace edgecase
