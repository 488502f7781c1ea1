#pragma once
// Quotas of an API gateway: each consumer has a plan, a plan so many requests in a period, and
// every answer says when the next one begins.
//
// Counts by the clock (a day starts at midnight of the run's clock), exactly, in one place. A
// plan's requests above its quota are refused (429) or let through and counted, which some bill
// for. Assumes: consumers are spread over the plans by their shares. Not modelled: counters that
// lag (a rate limit with `scope: global` does that), quotas by bytes.

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
  return enumerators<OverQuota>({{"refuse", OverQuota::refuse, "429 until the period ends"},
                                 {"allow", OverQuota::allow, "counted as overage"}});
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
  std::int64_t within = 0;  ///< of those asked
  std::int64_t over = 0;    ///< the rest: refused, or overage
  bool refused = false;     ///< whether `over` is refused
  Instant resets{};         ///< told in RateLimit-Reset, and to who is refused in Retry-After
};

class ConsumerQuota {
 public:
  ConsumerQuota(const QuotaSpec& spec, const Stream& draws);

  /// `asked` requests of a consumer at once.
  QuotaAnswer take(Instant now, std::uint64_t consumer, std::int64_t asked = 1);
  /// Which plan a consumer has, in the order of the plans' names.
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
