#pragma once
// What people keep themselves, in browsers and apps: their own copies of answers, and what each of
// them asked for last.
//
// A copy is fresh for the route's `client_ttl`, counted from when the content left the origin where
// caches pass the Age on, else from when it came. While it is fresh its owner asks nobody; after
// that he asks, and if the content is still the same it is not sent again (304). No purge reaches
// it. Assumes: room without limit; nobody has anything when the run begins; expired copies are
// kept for as long again as the longest client_ttl. Not modelled: private answers, service workers,
// reloads, one person's copies on several devices.

#include <cstdint>

#include <boost/unordered/unordered_flat_map.hpp>

#include <edgecase/units.hpp>

#include "plan/blueprint.hpp"

namespace edgecase {

class ClientCaches {
 public:
  explicit ClientCaches(const Blueprint& plan);

  struct Copy {
    Instant fresh_until{};
    Instant outdated = Instant::max();  ///< when the origin's content became another
  };
  /// What this person has under a cache key; null: nothing. Calls come in the order of time.
  const Copy* find(std::uint64_t person, std::uint32_t key, Instant now);

  /// A request leaves the house; `old`: the copy that its owner has, if any.
  void add_pending(std::uint64_t number, std::uint64_t person, const Copy* old);
  struct PendingFetch {
    std::uint64_t person = 0;
    bool has_old = false;
    Copy old{};
  };
  /// Its end is known.
  PendingFetch take_pending(std::uint64_t number);
  void keep(std::uint64_t person, std::uint32_t key, const Copy& copy);

  struct Asked {
    std::uint32_t object = 0;
    std::uint32_t key = 0;  ///< 0: nothing yet
  };
  /// What this person asked for last on a route.
  Asked& last(std::uint64_t person, std::uint8_t route);

 private:
  using Copies = boost::unordered_flat_map<std::uint64_t, Copy>;
  void age(Instant now);

  Duration span_;
  Instant turn_;  // when the older half is forgotten
  Copies young_, old_;
  boost::unordered_flat_map<std::uint64_t, PendingFetch> pending_;  // by number of the request
  boost::unordered_flat_map<std::uint64_t, Asked> last_;
};

}  // namespace edgecase
