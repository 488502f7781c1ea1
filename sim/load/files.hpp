#pragma once
// Everything that the library asks of the file system: scenarios, catalogues and traces are found
// and opened here, and nowhere else below tools/. Where there are no files (in a web page), texts
// come from memory and this is the one source to replace.

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace edgecase {

bool is_file(const std::filesystem::path& path);
bool is_folder(const std::filesystem::path& path);
/// A pipe counts: what can be opened, and is no folder.
bool can_be_read(const std::filesystem::path& path);

/// One name for one file, however it is written; a text in memory may bear any name.
std::filesystem::path canonical_name(const std::filesystem::path& path);

/// Whether a path, whatever links and `..` it has, leads into the folder. An empty folder is the
/// current one.
bool is_inside(const std::filesystem::path& path, const std::filesystem::path& folder);

/// The files of a folder with this extension (".yaml"), in no order; none where there is no folder.
std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder,
                                            std::string_view extension);

/// Bytes of a file, from its start. `kind` names in messages what it should have been: "a file".
/// Throws Error: it is a folder or cannot be opened.
std::ifstream open_file(const std::filesystem::path& path, std::string_view kind);

/// Its text, at most `most` + 1 bytes, so that a huge file is noticed and not read. Throws Error.
std::string read_text(const std::filesystem::path& path, std::size_t most);

}  // namespace edgecase
