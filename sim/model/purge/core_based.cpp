// The older architecture: every purge goes to one core data centre, waits in its queues, and is
// sent from there to all PoPs. Source: Cloudflare blog, "Instant Purge" (2024-09-24).
// Not modelled: load of the queues (queueing does not depend on the rate of purges).
#include "model/purge/kinds.hpp"
#include "model/purge/steps.hpp"

namespace edgecase {
namespace {

class CoreBased final : public Propagation {
 public:
  CoreBased(const CoreBasedSpec& spec, const PurgePaths& paths, std::uint64_t seed,
            std::uint64_t replication)
      : transport_(spec.transport),
        accept_(spec.accept, seed, replication, "purge accepted"),
        work_(spec.work, seed, replication, "purge in the core"),
        apply_(spec.apply, seed, replication, "purge applied"),
        to_core_(paths.round_trip(paths.ingest, paths.core)) {
    for (std::size_t pop = 0; pop < paths.pops(); ++pop) {
      from_core_.push_back(paths.round_trip(paths.core, pop));
    }
  }

  Duration delay(std::uint64_t n, std::uint16_t pop) const override {
    return accept_.work(n) + message(transport_, to_core_, work_.chance(n)) + work_.work(n) +
           message(transport_, from_core_[pop], apply_.chance(n, pop)) + apply_.work(n, pop);
  }

 private:
  PurgeTransportSpec transport_;
  PurgeStep accept_, work_, apply_;
  Duration to_core_;
  std::vector<Duration> from_core_;  // by PoP
};

}  // namespace

std::vector<Field> fields(Of<CoreBasedSpec>) {
  return list<CoreBasedSpec>(
      field("core", &CoreBasedSpec::core,
            "location of the core data centre; if absent, the network's default location of "
            "origins"),
      field("accept", &CoreBasedSpec::accept, "processing in the PoP that accepts the request",
            assumed("a proxy in front of a central service")),
      field(
          "work", &CoreBasedSpec::work, "queueing and writing in the core data centre",
          assumed(
              "fitted to the centre of regional medians of 1.0 to 1.42 s (Cloudflare, May 2022)")),
      field("apply", &CoreBasedSpec::apply, "delay within a PoP until its servers apply the purge",
            assumed("as for hub_and_spoke")),
      field("transport", &CoreBasedSpec::transport, "messages between places"));
}

PurgeWayPtr make_way(const CoreBasedSpec& spec, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication) {
  return std::make_unique<CoreBased>(spec, paths, seed, replication);
}

}  // namespace edgecase
