#pragma once
// EC_CHECK: "this cannot happen unless we are wrong", on in every build.
// A failed check throws CheckFailure; the engine adds the simulated time and place on its way out.
// Not for a wrong scenario (Diagnostic) nor for a failing environment (Error).

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <edgecase/units.hpp>

#include "core/place.hpp"

namespace edgecase {

/// A broken promise of our own code: what was expected, where in the source, when and where in the
/// simulation if that is known.
class CheckFailure : public std::logic_error {
 public:
  CheckFailure(std::string_view expression, std::string_view file, int line, std::string message);

  const char* what() const noexcept override { return text_.c_str(); }
  const std::string& expression() const { return expression_; }
  const std::string& file() const { return file_; }
  int line() const { return line_; }
  const std::string& message() const { return message_; }
  std::optional<Instant> time() const { return time_; }
  PlaceId place() const { return place_; }

  /// Adds when and where in the simulation; the first caller (the innermost engine) wins.
  void locate(Instant time, PlaceId place);

 private:
  void compose();

  std::string expression_;
  std::string file_;
  int line_;
  std::string message_;
  std::optional<Instant> time_;
  PlaceId place_ = no_place;
  std::string text_;
};

/// The part of a source path that means something on every machine: from its last known folder on.
constexpr std::string_view source_name(std::string_view path) {
  for (std::string_view folder : {"/sim/", "/tests/", "/tools/", "/bench/", "/include/"}) {
    const auto at = path.rfind(folder);
    if (at != std::string_view::npos) return path.substr(at + 1);
  }
  return path;
}

[[noreturn]] void check_failed(std::string_view expression, std::string_view file, int line,
                               std::string message = {});

}  // namespace edgecase

/// EC_CHECK(condition) or EC_CHECK(condition, message); the message is built only on failure.
#define EC_CHECK(condition, ...)                                              \
  do {                                                                        \
    if (!(condition)) [[unlikely]] {                                          \
      ::edgecase::check_failed(#condition, ::edgecase::source_name(__FILE__), \
                               __LINE__ __VA_OPT__(, ) __VA_ARGS__);          \
    }                                                                         \
  } while (false)
