#pragma once
// Where checks across fields report to. Paths are relative to the struct being checked ("ttl",
// "phases[2].rate", "steps[gru].at"); a path that the scenario does not set is reported at the
// nearest enclosing key that it does set.

#include <string>
#include <string_view>

#include "load/text/diagnostics.hpp"
#include "load/text/document.hpp"

namespace edgecase {

class Checker {
 public:
  Checker(const Document& document, Diagnostics& diagnostics, std::string base = "")
      : document_(document), diagnostics_(diagnostics), base_(std::move(base)) {}

  void report(std::string_view path, Finding finding);
  /// Warns about something that is not used.
  void changes_nothing(std::string_view path, std::string message, std::string help);
  /// From now on suppresses reports about values that already have an error, in whole or in part:
  /// they hold defaults, so further checks would be misleading.
  void keep_off_errors() { keeps_off_errors_ = true; }
  /// The same, for the nested struct at this path.
  Checker at(std::string_view path) const;
  /// Whether the scenario itself (or a file it extends, or an override) sets this path.
  bool written(std::string_view path) const;
  Diagnostics& diagnostics() { return diagnostics_; }

 private:
  std::string full(std::string_view path) const;

  const Document& document_;
  Diagnostics& diagnostics_;
  std::string base_;
  bool keeps_off_errors_ = false;
};

}  // namespace edgecase
