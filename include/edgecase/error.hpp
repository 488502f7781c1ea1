#pragma once
// The environment failed: a file cannot be read, a folder cannot be written. Thrown by the library,
// caught once in main. A wrong scenario is a Diagnostic, never an Error.

#include <stdexcept>

namespace edgecase {

class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace edgecase
