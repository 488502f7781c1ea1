#pragma once
// What clients keep, in browsers and apps: their own copies of answers, and what each of them
// requested last.
//
// A copy is fresh for the route's `client_ttl`, counted from when the content left the origin where
// caches pass the Age on, else from when it was received. While it is fresh, the client sends no
// request; after that it revalidates, and unchanged content is not sent again (304). No purge
// reaches it. Assumes: unlimited capacity; client caches are empty when the run begins; expired
// copies are kept for as long again as the longest client_ttl. Not modelled: private answers,
// service workers, reloads, one person's copies on several devices.

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
    Instant outdated = Instant::max();  ///< when the content changed at the origin
    std::uint32_t version = 0;          ///< of a store's value
  };
  /// This person's copy under a cache key; null: none. Calls come in the order of time.
  const Copy* find(std::uint64_t person, std::uint32_t key, Instant now);

  /// A request is sent; `old`: the copy that its client has, if any.
  void add_pending(std::uint64_t number, std::uint64_t person, const Copy* old);
  struct PendingFetch {
    std::uint64_t person = 0;
    bool has_old = false;
    Copy old{};
  };
  /// It has been answered, or has failed.
  PendingFetch take_pending(std::uint64_t number);
  void keep(std::uint64_t person, std::uint32_t key, const Copy& copy);

  struct Asked {
    std::uint32_t object = 0;
    std::uint32_t key = 0;  ///< 0: none yet
  };
  /// What this person requested last on a route.
  Asked& last(std::uint64_t person, std::uint8_t route);

 private:
  using Copies = boost::unordered_flat_map<std::uint64_t, Copy>;
  void age(Instant now);

  Duration span_;
  Instant turn_;  // when the older half is dropped
  Copies young_, old_;
  boost::unordered_flat_map<std::uint64_t, PendingFetch> pending_;  // by number of the request
  boost::unordered_flat_map<std::uint64_t, Asked> last_;
};

}  // namespace edgecase
