#pragma once
// Cases that ship with the tool, and those that are named by a path.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/files.hpp"
#include "practice/case_file.hpp"

namespace edgecase::cli {

struct ShippedCase {
  std::string name;
  std::filesystem::path file;
};
/// Sorted by name.
std::vector<ShippedCase> shipped_cases();

/// The file of a case: by name, by folder or by path. Throws Error: there is none.
std::filesystem::path case_file_of(const std::string& name);

/// Opens a case, or shows on stderr what is wrong with it. Its shelves are the shipped ones.
std::optional<CaseFile> open_case_or_complain(const std::string& name);

/// Where the world of a case and what it refers to are looked up.
Catalogue catalogue_of_case(const CaseFile& one);

}  // namespace edgecase::cli
