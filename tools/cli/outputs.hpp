#pragma once
// Files that the tool writes. A file is written as a whole or stays as it was: its new content is
// complete on disk, under a temporary name in the same folder, before it takes the file's place.
// Devices, pipes and sockets are written directly.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace edgecase::cli {

/// Replaces the file, or creates it. A symbolic link stays one: what it points to is replaced; the
/// permissions of an existing file stay. Throws Error, and the file is as it was.
void write_file(const std::filesystem::path& file, std::string_view text);

/// The files that a command was asked to write.
class Outputs {
 public:
  /// Finds out whether each of them can be written, so that a run is not lost at its end. Changes
  /// no file. Throws Error for one that cannot be, UsageError for one that is named twice.
  explicit Outputs(const std::vector<std::string>& files, bool quiet);

  /// Writes one of them and says so unless quiet; a failure is kept for finish().
  void write(const std::string& file, std::string_view text);

  /// Throws Error if a file could not be written. The others have been.
  void finish() const;

 private:
  bool quiet_;
  std::string failures_;
};

}  // namespace edgecase::cli
