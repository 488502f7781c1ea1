#pragma once
// Alerts on the rate at which an error budget is spent: a rule fires while the errors of both its
// windows, a long and a short one, spend the budget at least `burn` times as fast as the objective
// allows.
//
// Assumes: requests come at a constant rate; before an outage nothing failed. Units: seconds;
//   shares of requests. A time that never comes is infinite.
// Source: Google, The Site Reliability Workbook (2018), ch. 5, tables 5-4 and 5-8.

#include <array>
#include <cstdint>

#include <edgecase/units.hpp>

namespace edgecase {

enum class AlertKind : std::uint8_t { page, ticket };

struct BurnRule {
  Duration window{};
  Duration short_window{};
  double burn = 1;
  AlertKind kind = AlertKind::page;

  /// The share of failures from which it fires.
  double threshold(double objective) const { return burn * (1 - objective); }
};

/// The recommended rules for an objective of 99.9% over 30 days.
std::array<BurnRule, 3> workbook_rules();

/// From the start of an outage in which this share of the requests fails.
double time_to_fire(const BurnRule& rule, double objective, double failing);
/// From the end of that outage until the rule no longer fires; the outage was long.
double time_to_clear(const BurnRule& rule, double objective, double failing);
/// The share of the budget that is spent when the rule fires.
double budget_spent(const BurnRule& rule, Duration period);
/// Until all of the budget is spent at this rate.
double time_to_exhaustion(double burn, Duration period);

}  // namespace edgecase
