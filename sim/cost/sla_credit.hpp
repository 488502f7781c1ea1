#pragma once
// What a provider pays back when it misses its service level agreement, by vendors' formulas.
//
// Assumes: what is not stated of the month was without errors. Shares of the month's fee, 0 to 1.
// Source: Amazon CloudFront SLA (May 2022): uptime is 100% less the average of the error rates of
//   five-minute intervals, so that a quiet night weighs like the peak; Cloudflare Business SLA:
//   outage minutes times the share of affected customers, over the minutes of the month.
// Not modelled: claims that a customer does not make in time; the cap of twelve months.

#include <cstdint>
#include <span>

#include <edgecase/units.hpp>

namespace edgecase {

enum class SlaKind : std::uint8_t { none, cloudfront, cloudflare_business };

/// The mean of the error rates of all five-minute intervals, taken from 1. `rates`: of the
/// intervals that had errors; the others of the month had none.
double cloudfront_uptime(std::span<const double> rates, Duration month = std::chrono::hours(720));
/// Under 99.9% a tenth, under 99.0% a quarter, under 95.0% all of it.
double cloudfront_credit(double uptime);

/// `outage`: in which customers were affected, `affected`: which share of them.
double business_credit(Duration outage, double affected, Duration month = std::chrono::hours(720));

}  // namespace edgecase
