#pragma once
// The environment failed: a file cannot be read, a folder cannot be written, memory is exhausted.
// Thrown by the library, caught once in main. A wrong scenario is a Diagnostic, never an Error.

#include <stdexcept>

namespace edgecase {

class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Thrown by work that was asked to stop before it had a result.
class Interrupted : public Error {
 public:
  Interrupted() : Error("interrupted") {}
};

}  // namespace edgecase
