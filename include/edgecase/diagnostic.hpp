#pragma once
// What is wrong with a scenario, where, and how to put it right. A plain value: the loader collects
// them all, and a front end renders them or hands them to an editor.
// Units: line and column count from 1, column and length in characters (code points).

#include <string>

namespace edgecase {

enum class Severity { error, warning };

struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;  // "EC0104"; stable, described by `edgecase explain EC0104`
  std::string file;  // as the user named it; "--set" for overrides (line n is the n-th override)
  int line = 0;      // 0: the whole file
  int column = 0;
  int length = 0;       // how many characters the carets cover
  std::string path;     // "design.caches.static.ttl"
  std::string message;  // "unknown key `tll`"
  std::string label;    // beside the carets: "did you mean `ttl`?"
  std::string hint;     // after "= help:"
};

}  // namespace edgecase
