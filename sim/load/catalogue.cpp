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

/// `my-sheet.yaml`, `sheets/mine`, `./mine`: what is not the name of a catalogue file.
bool is_path(std::string_view name) {
  return name.find_first_of("/\\") != std::string_view::npos || name.ends_with(".yaml") ||
         name.ends_with(".yml");
}

/// Networks can extend others; a file without sites is only a part for others to extend.
bool is_part(std::string_view shelf, const fs::path& file) {
  if (shelf != "networks") return false;
  constexpr std::size_t most = 1 << 20;
  return read_text(file, most).find("\npops:") == std::string::npos;
}

/// The scenario's own folder is the first root: what its links lead to elsewhere is not part of it.
bool leads_outside(const std::vector<fs::path>& roots, const fs::path& root, const fs::path& path) {
  return root == roots.front() && !is_inside(path, root);
}

}  // namespace

Catalogue Catalogue::beside(fs::path folder) const {
  Catalogue here = *this;
  here.folder_ = std::move(folder);
  return here;
}

LoadLimits Catalogue::limits(std::string_view shelf) const {
  LoadLimits limits;
  limits.outside = reach_ == Reach::anywhere;
  for (const fs::path& root : roots_) {
    fs::path folder = shelf.empty() ? root : root / shelf;
    if (limits.outside || !leads_outside(roots_, root, folder))
      limits.shelves.push_back(std::move(folder));
  }
  return limits;
}

std::vector<std::string> Catalogue::names(std::string_view shelf) const {
  std::set<std::string> all;
  for (const fs::path& root : roots_) {
    for (const fs::path& file : files_in(root / shelf, ".yaml")) {
      const std::string name = file.stem().string();
      if (reach_ == Reach::folder && leads_outside(roots_, root, file)) continue;
      if (is_name(name) && !is_part(shelf, file)) all.insert(name);
    }
  }
  return {all.begin(), all.end()};
}

std::optional<fs::path> Catalogue::find(std::string_view shelf, std::string_view name) const {
  if (!is_name(name)) return std::nullopt;
  for (const fs::path& root : roots_) {
    fs::path file = root / shelf / fmt::format("{}.yaml", name);
    if (reach_ == Reach::folder && leads_outside(roots_, root, file)) continue;
    if (is_file(file)) return file;
  }
  return std::nullopt;
}

std::optional<fs::path> Catalogue::find(std::string_view shelf, std::string_view name,
                                        Checker& checker, std::string_view path) const {
  if (is_path(name)) {
    auto file = own_file(name, checker, path);
    if (!file || is_file(*file)) return file;
    checker.report(path, {code::not_in_catalogue,
                          fmt::format("file `{}` does not exist", name),
                          {},
                          "paths are relative to the scenario's folder"});
    return std::nullopt;
  }
  const auto file = find(shelf, name);
  if (file && !is_part(shelf, *file)) return file;
  const auto known = names(shelf);
  const std::vector<std::string_view> all(known.begin(), known.end());
  if (file) {
    checker.report(
        path, {code::not_in_catalogue,
               fmt::format("`{}` has no sites; it is a base that other {} extend", name, shelf),
               {},
               fmt::format("{}: {}", shelf, enumerate(all))});
    return std::nullopt;
  }
  checker.report(path, {code::not_in_catalogue, fmt::format("`{}` is not in {}", name, shelf),
                        did_you_mean(name, all),
                        all.empty() ? fmt::format("{} is empty", shelf)
                                    : fmt::format("{}: {}, or the path of a file: my.yaml", shelf,
                                                  enumerate(all))});
  return std::nullopt;
}

std::optional<fs::path> Catalogue::own_file(std::string_view name, Checker& checker,
                                            std::string_view path) const {
  fs::path file = folder_ / fs::path(name);
  if (reach_ == Reach::anywhere || is_inside(file, folder_)) return file;
  checker.report(path, outside_folder(name));
  return std::nullopt;
}

}  // namespace edgecase
