#pragma once
// What a rule across fields reports to. Paths are relative to the struct being checked ("ttl",
// "phases[2].rate", "steps[gru].at"); a path that the scenario left to its default is reported at
// the nearest thing around it that the scenario does write.

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
  /// Warns of what nothing uses.
  void changes_nothing(std::string_view path, std::string message, std::string help);
  /// From now on keeps silent about what an error was already reported for, or for a part of: such
  /// values are defaults, and rules about them would blame the wrong thing.
  void keep_off_errors() { keeps_off_errors_ = true; }
  /// The same, for the struct at this path below.
  Checker at(std::string_view path) const;
  /// Whether the scenario itself (or a file it extends, or an override) writes this path.
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
