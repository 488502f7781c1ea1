#pragma once
// The source tree as text, for the tidy rules: files with their path from the project's root, and
// the same text with everything blanked that is not code. Positions in both agree.

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace edgecase::tidy {

struct SourceFile {
  std::string path;  // "sim/core/queue.hpp"
  std::string text;
  std::string code;  // text without comments, literals and preprocessor lines; see code_of
};

struct Finding {
  std::string path;
  std::size_t line = 0;
  std::string message;
};

inline std::string listed(const std::vector<Finding>& findings) {
  std::ostringstream out;
  for (const Finding& f : findings) out << "\n  " << f.path << ':' << f.line << ": " << f.message;
  return out.str();
}

inline bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

inline std::size_t line_at(std::string_view text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
  return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

/// The offsets at which `word` stands as a whole word (it may hold "::", "." and blanks inside).
inline std::vector<std::size_t> words_at(std::string_view code, std::string_view word) {
  std::vector<std::size_t> found;
  for (auto at = code.find(word); at != code.npos; at = code.find(word, at + 1)) {
    const bool starts = at == 0 || !is_word(code[at - 1]);
    const std::size_t end = at + word.size();
    if (starts && (end == code.size() || !is_word(code[end]))) found.push_back(at);
  }
  return found;
}

inline std::size_t skip_blanks(std::string_view code, std::size_t at) {
  while (at < code.size() && std::isspace(static_cast<unsigned char>(code[at])) != 0) ++at;
  return at;
}

/// Where the comment, literal or preprocessor line that starts at `at` ends; `at` if none does.
inline std::size_t end_of_non_code(std::string_view text, std::size_t at) {
  const auto after = [&](std::string_view mark, std::size_t from) {
    const std::size_t found = text.find(mark, from);
    return found == text.npos ? text.size() : found + mark.size();
  };
  const char c = text[at];
  if (text.substr(at, 2) == "//") return std::min(text.find('\n', at), text.size());
  if (text.substr(at, 2) == "/*") return after("*/", at + 2);
  if (text.substr(at, 2) == "R\"" && (at == 0 || !is_word(text[at - 1]))) {
    const std::size_t open = text.find('(', at);
    if (open == text.npos) return text.size();
    return after(")" + std::string(text.substr(at + 2, open - at - 2)) + "\"", open);
  }
  const bool separator = c == '\'' && at > 0 && is_word(text[at - 1]);  // 1'000
  if (c == '"' || (c == '\'' && !separator)) {
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != c) end += text[end] == '\\' ? 2 : 1;
    return std::min(end + 1, text.size());
  }
  if (c == '#') {
    const std::size_t line = at == 0 ? 0 : text.find_last_of('\n', at - 1) + 1;
    if (skip_blanks(text, line) != at) return at;
    std::size_t end = std::min(text.find('\n', at), text.size());
    while (end < text.size() && text[end - 1] == '\\')
      end = std::min(text.find('\n', end + 1), text.size());
    return end;
  }
  return at;
}

/// The text with comments, literals and preprocessor lines as blanks; line breaks stay.
inline std::string code_of(std::string_view text) {
  std::string code(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_non_code(text, at);
    for (std::size_t i = at; i < end; ++i) {
      if (code[i] != '\n') code[i] = ' ';
    }
    at = std::max(end, at + 1);
  }
  return code;
}

inline std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::filesystem::path project_root() { return EDGECASE_SOURCE_DIR; }

/// Every file below these folders of the project whose name ends so, in the order of the paths.
inline std::vector<SourceFile> files_under(const std::vector<std::string>& folders,
                                           const std::vector<std::string>& endings = {".hpp",
                                                                                      ".cpp"}) {
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    const auto top = project_root() / folder;
    if (!std::filesystem::exists(top)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(top)) {
      const std::string ending = entry.path().extension().string();
      if (!entry.is_regular_file() || std::ranges::find(endings, ending) == endings.end()) continue;
      SourceFile file{std::filesystem::relative(entry.path(), project_root()).generic_string(),
                      read_text(entry.path()),
                      {}};
      file.code = code_of(file.text);
      files.push_back(std::move(file));
    }
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

/// A piece of source that stands in a test, as if it were the file at `path`.
inline SourceFile fixture(std::string path, std::string text) {
  std::string code = code_of(text);
  return {std::move(path), std::move(text), std::move(code)};
}

/// Every C++ file of the project.
inline std::vector<SourceFile> whole_tree() {
  return files_under({"include", "sim", "tools", "tests", "bench"});
}

}  // namespace edgecase::tidy
