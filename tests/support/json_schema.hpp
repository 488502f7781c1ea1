#pragma once
// Whether JSON texts are as a JSON Schema (draft-07) says.

#include <memory>
#include <string>

namespace edgecase::testing {

class JsonSchema {
 public:
  /// Throws std::exception: not JSON, or not a schema.
  explicit JsonSchema(const std::string& schema);
  ~JsonSchema();

  /// What is wrong, each with its path; empty: nothing. Throws std::exception: not JSON.
  std::string errors(const std::string& json) const;

 private:
  struct Rules;  // so that one source alone includes the validator
  std::unique_ptr<const Rules> rules_;
};

}  // namespace edgecase::testing
