#pragma once
// Web application firewall: the matching rule of a request, its action and its cost.
//
//   const WafVerdict v = waf.inspect({.number = n, .attack = 2, .route = 0, .bytes = 900_B},
//   draws);
//
// Matches are random: whether rule r matches request n is independent of other rules and designs,
// so two designs with the same seed have the same false positives. Rules run in order; each costs
// CPU time until one ends the request. `live`: the rules that have reached this place.
// Assumes: false positives of different rules are independent. A weighted request is inspected as
// one. Not modelled: anomaly scores, exceptions, response rules.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "model/guard/waf_spec.hpp"

namespace edgecase {

/// Attacks and routes, numbered by the caller; attack 0: a legitimate request.
struct WafNames {
  std::vector<std::string> attacks;  ///< attack k + 1 is called attacks[k] ...
  std::vector<std::string> kinds;    ///< ... and is of this kind; a rule may name either
  std::vector<std::string> routes;
};

struct WafCall {
  std::uint64_t number = 0;  ///< request number: keys its random draws
  std::uint32_t attack = 0;
  std::uint32_t route = 0;
  Bytes bytes{};
  std::uint64_t live = ~std::uint64_t{0};  ///< bit r: rule r is in force here and now
};

struct WafVerdict {
  std::optional<GuardAction> action;  ///< of the rule that ended it; empty: it continues
  std::uint32_t rule = 0;             ///< the rule that ended it
  std::uint64_t logged = 0;           ///< bit r: rule r matched and only logs
  Duration cpu{};
};

class Waf {
 public:
  static constexpr std::size_t most_rules = 64;
  Waf(const WafSpec& spec, const WafNames& names);

  WafVerdict inspect(const WafCall& call, const Stream& draws) const;

  std::size_t rules() const { return rules_.size(); }
  const std::string& name(std::size_t rule) const { return rules_[rule].name; }
  /// The match probabilities of a rule: legitimate requests by route, and attacks.
  double match_share(std::size_t rule, std::uint32_t attack, std::uint32_t route) const;

 private:
  struct Rule {
    std::string name;
    GuardAction action;
    WafCostChoice cost;
    std::vector<double> of_people;   // by route
    std::vector<double> of_attacks;  // by attack - 1
  };
  std::vector<Rule> rules_;
  Bytes body_;
};

/// Reports unknown attacks, kinds and routes in a firewall's rules; `checker` is at the WafSpec.
void check_waf(const WafSpec& spec, const WafNames& names, Checker& checker);

}  // namespace edgecase
