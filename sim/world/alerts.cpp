#include "world/alerts.hpp"

#include <algorithm>

namespace edgecase {

Alerts::Alerts(const AlertsPlan& plan, Instant measured_from)
    : plan_(plan), measured_from_(measured_from), seen_(1), firing_(plan.rules.size()) {}

double Alerts::failing(Instant now, Duration window) const {
  const Duration all = now - Instant{};
  const auto back = static_cast<std::size_t>(window / plan_.every);
  const std::size_t last = seen_.size() - 1;
  const Counts& then = seen_[last - std::min(back, last)];
  const double requests = seen_[last].requests - then.requests;
  if (requests <= 0) return 0;
  const double covered = std::min(1.0, in_seconds(all) / in_seconds(window));
  return (seen_[last].failures - then.failures) / requests * covered;
}

void Alerts::count(const AlertRuleSpec& rule, Instant now, bool blameless) {
  if (now < measured_from_) return;
  if (rule.urgency == AlertUrgency::ticket) {
    ++meter_.tickets;
    return;
  }
  ++meter_.pages;
  meter_.false_pages += blameless;
  if (!meter_.first_page.happened()) meter_.first_page.at(now - measured_from_);
}

bool Alerts::evaluate(Instant now, bool blameless) {
  seen_.push_back(now_);
  bool pages = false;
  for (std::size_t i = 0; i < plan_.rules.size(); ++i) {
    const AlertRuleSpec& rule = plan_.rules[i];
    const double most = rule.burn * (1 - plan_.objective) * (1 - 1e-9);
    const bool fires = failing(now, rule.window) >= most && failing(now, rule.short_window) >= most;
    if (fires && !firing_[i]) count(rule, now, blameless);
    firing_[i] = fires;
    pages |= fires && rule.urgency == AlertUrgency::page;
  }
  return pages;
}

}  // namespace edgecase
