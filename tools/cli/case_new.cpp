// `edgecase case new`: a case to start from.
#include <filesystem>
#include <memory>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/case_commands.hpp"
#include "cli/case_files.hpp"
#include "cli/outputs.hpp"
#include "cli/terminal.hpp"

namespace edgecase::cli {
namespace {

namespace fs = std::filesystem;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

ExitCode write_new_case(const std::string& name, const std::string& model) {
  const bool fine =
      !name.empty() &&
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  if (!fine)
    throw UsageError(fmt::format("`{}` cannot be the name of a case: use a-z, 0-9 and -", name));
  const fs::path source = case_file_of(model).parent_path();
  std::error_code failed;
  if (fs::exists(name, failed))
    throw Error(fmt::format("{} already exists; nothing was written", name));
  fs::create_directories(name, failed);
  if (failed) throw Error(fmt::format("cannot create {}: {}", name, failed.message()));
  const std::string old_name = source.filename().string();
  for (const auto& entry : fs::directory_iterator(source)) {
    if (!entry.is_regular_file()) continue;
    write_file(fs::path(name) / entry.path().filename(),
               replaced(read_file(entry.path()), old_name, name));
    print((fs::path(name) / entry.path().filename()).string() + "\n");
  }
  say(fmt::format("next: edit them, then edgecase case check {} and edgecase case test {}", name,
                  name));
  return ExitCode::ok;
}

}  // namespace

Command case_new_command() {
  struct NewRequest {
    std::string name;
    std::string model = "cold-at-the-edge";
  };
  const auto request = std::make_shared<NewRequest>();
  return {"new",
          "write a case of your own to start from",
          "Copies a shipped case, which passes `case test`, under a new name.\n",
          {positional("NAME", request->name, "of the case and its folder"),
           option("--from", "CASE", request->model, "the case to start from")},
          [request] { return write_new_case(request->name, request->model); }};
}

}  // namespace edgecase::cli
