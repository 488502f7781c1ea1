#pragma once
// Files that the tool reads: the shipped scenarios and catalogues, and scenarios.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/load.hpp>

#include "load/catalogue.hpp"

namespace edgecase::cli {

/// The folder of the shipped scenarios: $EDGECASE_DATA, else beside the installed binary, else in
/// the source tree of its build folder. Throws Error when there is none.
std::filesystem::path data_folder();

struct Example {
  std::string name;
  std::filesystem::path file;
  std::string title;
  std::string question;
};
/// The shipped scenarios, sorted by name.
std::vector<Example> examples();

/// A scenario's own folder comes first, then the shipped catalogues.
Catalogue catalogue_beside(const std::filesystem::path& scenario);

/// Loads a scenario from a file, or from stdin when it is called "-".
Loaded load_scenario(const std::string& scenario, const std::vector<std::string>& overrides,
                     bool color, bool allow_outside);

std::string read_file(const std::filesystem::path& file);

/// All of stdin, at most as long as a scenario file may be. Throws Error.
std::string read_stdin();

}  // namespace edgecase::cli
