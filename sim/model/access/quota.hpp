#pragma once
// Quotas of an API gateway: each consumer has a plan with a number of requests per period, and
// every response states when the next period begins.
//
// Periods are aligned to the clock (a day starts at midnight of the run's clock); counting is exact
// and central. Requests above the quota are refused (429) or admitted and counted as overage.
// Assumes: consumers are distributed over the plans by their shares. Not modelled: delayed counters
// (see rate limits with `scope: global`), quotas by bytes.

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

enum class OverQuota : std::uint8_t { refuse, allow };
inline auto names(Of<OverQuota>) {
  return enumerators<OverQuota>({{"refuse", OverQuota::refuse, "429 until the end of the period"},
                                 {"allow", OverQuota::allow, "admitted and counted as overage"}});
}

struct QuotaPlanSpec {
  Count requests{0};
  Duration period = std::chrono::hours(24);
  Share consumers{1};
  OverQuota over = OverQuota::refuse;
};
std::vector<Field> fields(Of<QuotaPlanSpec>);

struct QuotaSpec {
  std::map<std::string, QuotaPlanSpec> plans;
  Duration cpu = std::chrono::microseconds(2);
};
std::vector<Field> fields(Of<QuotaSpec>);
void check(const QuotaSpec& spec, Checker& checker);

struct QuotaAnswer {
  std::int64_t within = 0;  ///< requests within the quota
  std::int64_t over = 0;    ///< the rest: refused, or overage
  bool refused = false;     ///< whether `over` is refused
  Instant resets{};         ///< sent as RateLimit-Reset and, if refused, as Retry-After
};

class ConsumerQuota {
 public:
  ConsumerQuota(const QuotaSpec& spec, const Stream& draws);

  /// Counts `asked` simultaneous requests of a consumer.
  QuotaAnswer take(Instant now, std::uint64_t consumer, std::int64_t asked = 1);
  /// The plan of a consumer, by index in the order of the plans' names.
  std::size_t plan_of(std::uint64_t consumer) const;
  Duration cpu() const { return cpu_; }

 private:
  struct Used {
    std::int64_t period = -1;
    std::int64_t count = 0;
  };
  std::vector<QuotaPlanSpec> plans_;
  std::vector<double> cumulative_;
  Duration cpu_;
  Stream draws_;
  std::unordered_map<std::uint64_t, Used> used_;
};

}  // namespace edgecase
