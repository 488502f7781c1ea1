#pragma once
// The folder of a session: session.jsonl (the log), design.yaml, brief.md.
// The log is only ever appended to: a line is written and flushed, or the log is as it was before
// (a full disk, a lost process). One command at a time writes it.

#include <filesystem>
#include <string>

#include "cli/case_files.hpp"
#include "practice/session.hpp"

namespace edgecase::cli {

inline constexpr const char* log_name = "session.jsonl";
inline constexpr const char* design_name = "design.yaml";

/// Appends lines to a file and flushes them. Throws Error, and the file is as it was. Text beyond
/// `whole` (a line that was cut off) is dropped first.
void append_lines(const std::filesystem::path& file, std::size_t whole, const std::string& lines);

class SessionFolder {
 public:
  /// Throws Error: there is no session, its log is damaged, or its case has changed.
  explicit SessionFolder(std::filesystem::path folder);

  /// Writes an event with the present time.
  void add(const Json& event);

  const std::filesystem::path& folder() const { return folder_; }
  const CaseFile& of_case() const { return *case_; }
  const CaseSpec& spec() const { return case_->spec; }
  Catalogue catalogue() const { return catalogue_of_case(*case_); }
  const SessionLog& log() const { return log_; }
  Session state() const;
  /// The text of design.yaml. Throws Error.
  CaseDesign design() const;

 private:
  std::filesystem::path folder_;
  SessionLog log_;
  std::optional<CaseFile> case_;
};

/// Seconds since 1970; $EDGECASE_NOW replaces the clock ("2026-11-30T22:00:00Z"), so that a session
/// can be written again byte for byte.
std::int64_t now_seconds();

/// The design of a run or claim, or what is wrong with it on stderr. False: it was refused.
bool design_is_right(const SessionFolder& folder, const CaseEntry& entry);

}  // namespace edgecase::cli
