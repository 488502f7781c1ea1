#pragma once
// The scope of a purge: one URL, all objects with a tag, all under a prefix, or the whole route.
//
// Assumes: each object has exactly one random tag, so that a tag has popular and unpopular objects
// alike; a prefix is a range of consecutive popularity ranks, all prefixes of equal size.
// Errors: EC_CHECK on numbers that check_purge rejects.
// Not modelled: several tags on one object, purge by host name, prefixes inside prefixes.

#include <cstdint>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "load/checker.hpp"
#include "model/purge/spec.hpp"

namespace edgecase {

/// The properties of a route that a purge needs.
struct PurgedRoute {
  std::uint32_t first_object = 0;
  std::uint32_t objects = 0;
  Count tags{0};
  Count prefixes{0};
};

class PurgeTarget {
 public:
  /// The tags of a route's objects depend on the seed and the replication, never on the design.
  PurgeTarget(const PurgeWhatChoice& what, const PurgedRoute& route, std::uint64_t seed,
              std::uint64_t replication);

  /// Objects of other routes never match.
  bool matches(std::uint32_t object) const {
    return object >= begin_ && object < end_ && (tags_ == 0 || tag_of(object) == tag_);
  }
  /// Counts towards the limit of URLs, not towards that of requests.
  bool by_url() const { return by_url_; }
  /// Only objects in begin() … end() - 1 can match.
  std::uint32_t begin() const { return begin_; }
  std::uint32_t end() const { return end_; }

 private:
  std::uint64_t tag_of(std::uint32_t object) const {
    return below(tag_bits_.bits(object), tags_);  // from 0
  }

  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
  std::uint64_t tags_ = 0;  // 0: all from begin to end
  std::uint64_t tag_ = 0;
  bool by_url_ = false;
  Stream tag_bits_;
};

/// Reports a purge outside the run, or of a URL, tag or prefix that the route does not have.
/// `checker` is at the request; `end` is the end of the run.
void check_purge(const PurgeRequestSpec& request, const PurgedRoute& route, Duration end,
                 Checker& checker);

}  // namespace edgecase
