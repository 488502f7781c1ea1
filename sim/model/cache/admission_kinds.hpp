#pragma once
// The menu of admissions: what is let into a cache at all. To add one: a file with its class and
// its `make`, its spec here and a line in admission_kinds.cpp.

#include <memory>

#include "load/fields.hpp"
#include "model/cache/admission.hpp"

namespace edgecase {

struct AdmitAllSpec {};
inline auto fields(Of<AdmitAllSpec>) { return list<AdmitAllSpec>(); }
std::unique_ptr<Admission> make(const AdmitAllSpec& spec, Stream random);

struct SizeLimitSpec {
  Bytes most = 1_MB;
};
inline auto fields(Of<SizeLimitSpec>) {
  return list<SizeLimitSpec>(field("most", &SizeLimitSpec::most, "larger objects stay out",
                                   shorthand(), at_least(Bytes{1}),
                                   assumed("a threshold between pages' parts and downloads")));
}
std::unique_ptr<Admission> make(const SizeLimitSpec& spec, Stream random);

struct SecondHitSpec {
  Count objects{1'000'000};
  Share false_positives{0.001};
};
inline auto fields(Of<SecondHitSpec>) {
  return list<SecondHitSpec>(
      field("objects", &SecondHitSpec::objects,
            "distinct objects after which a fresh filter begins; the last one is still asked",
            at_least(std::int64_t{1}), at_most(std::int64_t{1} << 32),
            assumed("several times what a cache holds")),
      field("false_positives", &SecondHitSpec::false_positives,
            "chance that an object never seen passes for seen, of a full filter",
            at_least(Share{1e-9}), at_most(Share{0.5}),
            assumed("small beside the miss ratios it is to change")));
}
std::unique_ptr<Admission> make(const SecondHitSpec& spec, Stream random);

struct SizeProbabilitySpec {
  Bytes scale = 1_MB;
};
inline auto fields(Of<SizeProbabilitySpec>) {
  return list<SizeProbabilitySpec>(
      field("scale", &SizeProbabilitySpec::scale,
            "c: an object of s bytes is let in with probability exp(-s/c)", shorthand(),
            at_least(Bytes{1}), source("libCacheSim's default exponent, 1e-6 a byte", "2026-11")));
}
std::unique_ptr<Admission> make(const SizeProbabilitySpec& spec, Stream random);

}  // namespace edgecase
