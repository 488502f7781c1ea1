#pragma once
// Collects all errors and warnings of a load, and keeps the source texts so that each diagnostic
// can show its line. One Diagnostics serves a whole load: the scenario, the files it extends, the
// catalogue files it refers to, the overrides.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <edgecase/diagnostic.hpp>

namespace edgecase {

/// A loaded text. `--set` overrides form one source, with one override per line.
struct Source {
  std::string name;
  std::string text;
  int layer = 0;  // -1: overrides; 0: the file itself; 1: the file it extends; 2: ...
  /// If the text is an excerpt (the bad lines of a trace): its line numbers, increasing.
  std::vector<int> numbers = {};
  std::vector<std::size_t> starts = {};     // of its lines; filled by Sources
  std::string_view line(int number) const;  // counts from 1; empty if there is none
};

using SourceId = std::uint32_t;

/// A range within one line of a source. line 0: no location (a default, or the whole file).
struct Place {
  SourceId source = 0;
  int line = 0;
  int column = 0;
  int length = 1;
};

class Sources {
 public:
  SourceId add(Source source);
  const Source& operator[](SourceId id) const { return *all_[id]; }
  std::size_t size() const { return all_.size(); }
  const Source* find(std::string_view name) const;

 private:
  std::vector<std::unique_ptr<Source>> all_;
};

/// The content of a diagnostic, without its location.
struct Finding {
  std::string_view code;
  std::string message;
  std::string label = {};
  std::string hint = {};
  Severity severity = Severity::error;
};

class Diagnostics {
 public:
  Diagnostics() : sources_(std::make_shared<Sources>()) {}

  void add(Place place, std::string path, Finding finding);
  std::size_t errors() const { return errors_; }  // warnings are not counted
  /// Whether an error was reported at this path, inside it, or for something enclosing it.
  bool concerns(std::string_view path) const;
  bool has_errors() const { return errors_ > 0; }
  bool empty() const { return all_.empty(); }
  /// How many were dropped: a text with thousands of errors must not use gigabytes.
  std::size_t dropped() const { return dropped_; }

  /// Errors and warnings, sorted by source, line and column, without duplicates.
  std::vector<Diagnostic> sorted() const;

  const std::shared_ptr<Sources>& sources() const { return sources_; }

 private:
  struct Located {
    Place place;
    Diagnostic diagnostic;
  };
  std::shared_ptr<Sources> sources_;
  std::vector<Located> all_;
  std::size_t errors_ = 0;
  std::size_t dropped_ = 0;
};

}  // namespace edgecase
