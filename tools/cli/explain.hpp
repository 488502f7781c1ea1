#pragma once
// What a key, a kind, a metric, a term or a diagnostic code means.

#include <string>

#include "cli/command.hpp"

namespace edgecase::cli {

struct Explanation {
  bool known = false;
  std::string text;  ///< unknown: a message, with what may have been meant
};

/// An empty topic: the list of all topics.
Explanation explain_topic(const std::string& topic);

/// The argument that names it.
Argument topic_argument(std::string& topic);

}  // namespace edgecase::cli
