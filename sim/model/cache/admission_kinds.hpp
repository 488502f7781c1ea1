#pragma once
// The menu of admission policies. To add one: a file with its class and its `make`, its spec here
// and a line in admission_kinds.cpp.

#include <memory>

#include "load/type/fields.hpp"
#include "model/cache/admission.hpp"

namespace edgecase {

struct AdmitAllSpec {};
std::vector<Field> fields(Of<AdmitAllSpec>);
std::unique_ptr<Admission> make(const AdmitAllSpec& spec, Stream random, std::uint64_t objects);

struct SizeLimitSpec {
  Bytes most = 1_MB;
};
std::vector<Field> fields(Of<SizeLimitSpec>);
std::unique_ptr<Admission> make(const SizeLimitSpec& spec, Stream random, std::uint64_t objects);

struct SecondHitSpec {
  Count objects{1'000'000};
  Share false_positives{0.001};
};
std::vector<Field> fields(Of<SecondHitSpec>);
std::unique_ptr<Admission> make(const SecondHitSpec& spec, Stream random, std::uint64_t objects);

struct SizeProbabilitySpec {
  Bytes scale = 1_MB;
};
std::vector<Field> fields(Of<SizeProbabilitySpec>);
std::unique_ptr<Admission> make(const SizeProbabilitySpec& spec, Stream random,
                                std::uint64_t objects);

}  // namespace edgecase
