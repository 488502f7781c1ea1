#include "load/text/number.hpp"

#include <charconv>
#include <cmath>
#include <version>

#ifndef __cpp_lib_to_chars
#include <locale>
#include <sstream>
#include <string>
#endif

namespace edgecase {

#ifdef __cpp_lib_to_chars

bool read_double(std::string_view text, double& value) {
  const char* const end = text.data() + text.size();
  double read = 0;
  const auto [at, error] = std::from_chars(text.data(), end, read);
  if (error != std::errc{} || at != end || !std::isfinite(read)) return false;
  value = read;
  return true;
}

#else

bool read_double(std::string_view text, double& value) {
  if (text.empty() || text.front() == '+' ||
      text.find_first_not_of("0123456789.eE+-") != std::string_view::npos)
    return false;
  std::istringstream in{std::string(text)};
  in.imbue(std::locale::classic());
  double read = 0;
  if (!(in >> read) || in.peek() != std::istringstream::traits_type::eof()) return false;
  value = read;
  return true;
}

#endif

}  // namespace edgecase
