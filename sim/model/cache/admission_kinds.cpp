#include "model/cache/admission_kinds.hpp"

#include <array>

#include "core/check.hpp"

namespace edgecase {
namespace {

struct AdmissionKind {
  Alternative alternative;
  std::unique_ptr<Admission> (*make)(const void* spec, Stream random);
};

template <class Spec>
AdmissionKind kind(const char* name, const char* doc) {
  return {alternative<Spec>(name, doc), [](const void* spec, Stream random) {
            return edgecase::make(*static_cast<const Spec*>(spec), random);
          }};
}

const auto& kinds() {
  static const std::array all{
      kind<AdmitAllSpec>("all", "whatever is fetched is kept"),
      kind<SizeLimitSpec>("size_limit", "nothing larger than a limit"),
      kind<SecondHitSpec>("second_hit",
                          "only what was asked for before: keeps one-hit wonders out"),
      kind<SizeProbabilitySpec>("size_probability", "the larger, the less likely"),
  };
  return all;
}

}  // namespace

Menu menu(Of<AdmissionMenu>) {
  Menu all;
  for (const AdmissionKind& k : kinds()) all.alternatives.push_back(k.alternative);
  return all;
}

std::unique_ptr<Admission> make(const AdmitAllSpec&, Stream) { return nullptr; }

std::unique_ptr<Admission> make_admission(const AdmissionChoice& choice, Stream random) {
  for (const AdmissionKind& k : kinds()) {
    if (k.alternative.name == choice.name()) return k.make(choice.spec(), random);
  }
  EC_CHECK(false, "an admission that is not on the menu");
  return nullptr;
}

}  // namespace edgecase
