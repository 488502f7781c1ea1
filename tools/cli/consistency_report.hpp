#pragma once
// The verdicts on a history, to be shown.

#include <string>
#include <vector>

#include "model/store/anomalies.hpp"
#include "model/store/history.hpp"
#include "model/store/linearizability.hpp"
#include "model/store/session_check.hpp"
#include "report/layout.hpp"

namespace edgecase::cli {

struct ConsistencyAnswer {
  std::string file;
  History history;
  std::vector<KeyVerdict> keys;
  SessionReport sessions;
  AnomalyReport transactions;

  std::uint64_t keys_with(Linearizability verdict) const;
  /// Something was found that a store which is linearizable and strictly serializable never shows.
  bool violated() const;
  /// Not everything could be judged.
  bool undecided() const;
};

std::vector<Section> sections_of(const ConsistencyAnswer& answer);
std::string json_of(const ConsistencyAnswer& answer);

}  // namespace edgecase::cli
