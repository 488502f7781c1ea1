#pragma once
// Firewall rules at work: which rule matches a request, what becomes of it, what it cost.
//
//   const WafVerdict v = waf.inspect({.number = n, .attack = 2, .route = 0, .bytes = 900_B},
//   draws);
//
// A match is a draw: rule r matches request n or not, whatever the other rules and designs, so two
// designs with one seed make the same mistakes. Rules run in order; each costs its CPU time until
// one ends it. `live` says which rules have reached this place.
// Assumes: mistakes of different rules are independent. A weighted request is inspected as one.
// Not modelled: rules that add up to a score, exceptions, response rules.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "model/guard/waf_spec.hpp"

namespace edgecase {

/// Attacks and routes by number, as the caller counts them; 0 attack: a person's request.
struct WafNames {
  std::vector<std::string> attacks;  ///< attack k + 1 is called attacks[k] ...
  std::vector<std::string> kinds;    ///< ... and is of this kind; a rule may name either
  std::vector<std::string> routes;
};

struct WafCall {
  std::uint64_t number = 0;  ///< the request's own: keys its draws
  std::uint32_t attack = 0;
  std::uint32_t route = 0;
  Bytes bytes{};
  std::uint64_t live = ~std::uint64_t{0};  ///< bit r: rule r is in force here and now
};

struct WafVerdict {
  std::optional<GuardAction> action;  ///< of the rule that ended it; nothing: it may go on
  std::uint32_t rule = 0;             ///< which one
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
  /// The chance that a rule matches: of people's requests on a route, of an attack's anywhere.
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

/// Names of attacks, kinds and routes that a firewall's rules speak of and nobody has; `checker`
/// stands at the WafSpec.
void check_waf(const WafSpec& spec, const WafNames& names, Checker& checker);

}  // namespace edgecase
