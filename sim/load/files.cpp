#include "load/files.hpp"

#include <algorithm>

#include <fmt/core.h>

#include <edgecase/error.hpp>

namespace edgecase {

namespace fs = std::filesystem;

bool is_file(const fs::path& path) {
  std::error_code absent;
  return fs::is_regular_file(path, absent);
}

bool is_folder(const fs::path& path) {
  std::error_code absent;
  return fs::is_directory(path, absent);
}

bool can_be_read(const fs::path& path) {
  std::error_code absent;
  return fs::exists(path, absent) && !is_folder(path);
}

fs::path canonical_name(const fs::path& path) {
  std::error_code unnamed;
  return fs::weakly_canonical(path, unnamed);
}

bool is_inside(const fs::path& path, const fs::path& folder) {
  const fs::path inner = canonical_name(fs::absolute(path));
  const fs::path outer = canonical_name(fs::absolute(folder.empty() ? "." : folder));
  const auto at = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first;
  return at == outer.end() || (std::next(at) == outer.end() && at->empty());
}

std::vector<fs::path> files_in(const fs::path& folder, std::string_view extension) {
  std::vector<fs::path> found;
  std::error_code absent;
  for (const auto& entry : fs::directory_iterator(folder, absent)) {
    if (entry.path().extension() == extension) found.push_back(entry.path());
  }
  return found;
}

std::ifstream open_file(const fs::path& path, std::string_view kind) {
  if (is_folder(path)) throw Error(fmt::format("{} is a folder, not {}", path.string(), kind));
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error(fmt::format("cannot read {}", path.string()));
  return in;
}

std::string read_text(const fs::path& path, std::size_t most) {
  std::ifstream in = open_file(path, "a file");
  std::string text(most + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) throw Error(fmt::format("cannot read {}", path.string()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace edgecase
