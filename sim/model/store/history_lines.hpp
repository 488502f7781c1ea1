#pragma once
// The two forms of a line of a history (history_text.hpp).

#include <optional>
#include <string_view>

#include "model/store/history_events.hpp"

namespace edgecase {

std::optional<HistoryProblem> add_json_line(std::string_view text, int line,
                                            HistoryBuilder& builder);

/// `operation` becomes false if the line is not an operation; it is then ignored.
std::optional<HistoryProblem> add_jepsen_line(std::string_view text, int line,
                                              HistoryBuilder& builder, bool& operation);

}  // namespace edgecase
