// Batched purges: collected centrally in a list that each PoP polls with its own phase. Waiting
// dominates, so distances are neglected.
// Not modelled: long lists, limits on concurrent purges.
#include "model/purge/kinds.hpp"
#include "model/purge/steps.hpp"

namespace edgecase {
namespace {

class Batch final : public Propagation {
 public:
  Batch(const BatchSpec& spec, std::uint64_t seed, std::uint64_t replication)
      : poll_(spec.poll),
        work_(spec.work, seed, replication, "purge listed"),
        fetch_(seed, replication, "purge fetched") {}

  Duration delay(std::uint64_t n, std::uint16_t pop) const override {
    return work_.work(n) + from_seconds(in_seconds(poll_) * fetch_.unit(n, pop));
  }

 private:
  Duration poll_;
  PurgeStep work_;
  Stream fetch_;
};

}  // namespace

std::vector<Field> fields(Of<BatchSpec>) {
  return list<BatchSpec>(
      field("work", &BatchSpec::work, "time until the purge is in the list",
            assumed("with poll: 60 to 300 s, second-hand for CloudFront; measured there "
                    "from three places: median 3 to 4 s (cdnplanet.com)")),
      field("poll", &BatchSpec::poll, "polling interval of each PoP", more_than(Duration{0}),
            assumed("see work")));
}

PurgeWayPtr make_way(const BatchSpec& spec, const PurgePaths&, std::uint64_t seed,
                     std::uint64_t replication) {
  return std::make_unique<Batch>(spec, seed, replication);
}

}  // namespace edgecase
