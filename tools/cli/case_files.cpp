#include "cli/case_files.hpp"

#include <algorithm>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/terminal.hpp"
#include "load/text/render.hpp"
#include "load/text/suggest.hpp"

namespace edgecase::cli {

namespace fs = std::filesystem;

std::vector<ShippedCase> shipped_cases() {
  std::vector<ShippedCase> all;
  std::error_code absent;
  for (const auto& entry : fs::directory_iterator(data_folder() / "cases", absent))
    if (fs::is_regular_file(entry.path() / "case.yaml"))
      all.push_back({entry.path().filename().string(), entry.path() / "case.yaml"});
  std::ranges::sort(all, {}, &ShippedCase::name);
  return all;
}

fs::path case_file_of(const std::string& name) {
  std::error_code unreadable;
  if (fs::is_directory(name, unreadable)) {
    if (fs::exists(fs::path(name) / "case.yaml", unreadable)) return fs::path(name) / "case.yaml";
  } else if (fs::exists(name, unreadable)) {
    return name;
  }
  const std::vector<ShippedCase> all = shipped_cases();
  const auto found = std::ranges::find(all, name, &ShippedCase::name);
  if (found != all.end()) return found->file;
  std::vector<std::string_view> names;
  for (const ShippedCase& one : all) names.push_back(one.name);
  const std::string near = did_you_mean(name, names);
  throw Error(fmt::format("there is no case `{}`{}{} (`edgecase case list` lists them)", name,
                          near.empty() ? "" : "; ", near));
}

std::optional<CaseFile> open_case_or_complain(const std::string& name) {
  Diagnostics diagnostics;
  auto one = open_case(case_file_of(name), diagnostics);
  if (!one) show(render_text(diagnostics, {.color = wants_color("auto", Stream::err)}));
  return one;
}

Catalogue catalogue_of_case(const CaseFile& one) {
  const fs::path folder = one.file.parent_path();
  return Catalogue({folder.empty() ? fs::path(".") : folder, data_folder()});
}

}  // namespace edgecase::cli
