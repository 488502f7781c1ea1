#pragma once
// Files that cannot be read as traces, recognised by their first bytes, and what to do with them.

#include <optional>
#include <string_view>

namespace edgecase {

struct ForeignFile {
  std::string_view what;  // "a file compressed with bzip2"
  std::string_view remedy;
};

std::optional<ForeignFile> foreign_file(std::string_view beginning);

}  // namespace edgecase
