#include "load/catalogue.hpp"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "load/files.hpp"
#include "load/text/codes.hpp"
#include "load/text/suggest.hpp"

namespace edgecase {

namespace {

namespace fs = std::filesystem;

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

}  // namespace

std::vector<std::string> Catalogue::names(std::string_view shelf) const {
  std::set<std::string> all;
  for (const fs::path& root : roots_) {
    for (const fs::path& file : files_in(root / shelf, ".yaml")) {
      const std::string name = file.stem().string();
      if (is_name(name)) all.insert(name);
    }
  }
  return {all.begin(), all.end()};
}

std::optional<fs::path> Catalogue::find(std::string_view shelf, std::string_view name) const {
  if (!is_name(name)) return std::nullopt;
  for (const fs::path& root : roots_) {
    fs::path file = root / shelf / fmt::format("{}.yaml", name);
    if (is_file(file)) return file;
  }
  return std::nullopt;
}

std::optional<fs::path> Catalogue::find(std::string_view shelf, std::string_view name,
                                        Checker& checker, std::string_view path) const {
  if (auto file = find(shelf, name)) return file;
  const auto known = names(shelf);
  const std::vector<std::string_view> all(known.begin(), known.end());
  checker.report(path, {code::not_in_catalogue, fmt::format("`{}` is not in {}", name, shelf),
                        did_you_mean(name, all),
                        all.empty() ? fmt::format("{} is empty", shelf)
                                    : fmt::format("{}: {}", shelf, enumerate(all))});
  return std::nullopt;
}

}  // namespace edgecase
