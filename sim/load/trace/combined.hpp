#pragma once
// A line of the access log that nginx and Apache write: common and combined log format. Sources:
// nginx, ngx_http_log_module; Apache, mod_log_config. What precedes the time (a virtual host, an
// address, a user) and what follows the size is not looked at.

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "load/csv/cells.hpp"

namespace edgecase {

class CombinedReader {
 public:
  static const std::array<std::string, 5>& names();

  /// False: not such a line; `problem()` is the offset.
  bool read(std::string_view line);
  /// Time, method, path, status, bytes.
  std::span<const CsvCell> cells() const { return cells_; }
  std::size_t problem() const { return problem_; }
  static constexpr std::string_view complaint = "not a line of an access log";
  static constexpr std::string_view remedy = "[time] \"METHOD path protocol\" status bytes";

 private:
  std::array<CsvCell, 5> cells_;
  std::size_t problem_ = 0;
};

}  // namespace edgecase
