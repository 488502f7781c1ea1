// Probabilistic admission by size: an object of s bytes is stored with probability exp(-s/c).
// Berger, Sitaraman, Harchol-Balter, "AdaptSize", NSDI 2017, with c given instead of tuned.

#include <cmath>

#include "model/cache/admission_kinds.hpp"

namespace edgecase {
namespace {

class SizeProbability final : public Admission {
 public:
  SizeProbability(Bytes scale, Stream random)
      : scale_(static_cast<double>(scale.count)), draws_(random) {}
  bool admits(ObjectKey, std::int64_t size) override {
    return draws_.unit() < std::exp(-static_cast<double>(size) / scale_);
  }

 private:
  double scale_;
  Draws draws_;
};

}  // namespace

std::vector<Field> fields(Of<SizeProbabilitySpec>) {
  return list<SizeProbabilitySpec>(
      field("scale", &SizeProbabilitySpec::scale,
            "c: an object of s bytes is stored with probability exp(-s/c)", shorthand(),
            at_least(Bytes{1}), source("libCacheSim's default exponent, 1e-6 a byte", "2026-11")));
}

std::unique_ptr<Admission> make(const SizeProbabilitySpec& spec, Stream random, std::uint64_t) {
  return std::make_unique<SizeProbability>(spec.scale, random);
}

}  // namespace edgecase
