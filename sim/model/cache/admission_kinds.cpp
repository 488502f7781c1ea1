#include "model/cache/admission_kinds.hpp"

#include "load/type/kind_table.hpp"

namespace edgecase {
namespace {

using AdmissionTable = KindTable<std::unique_ptr<Admission> (*)(const void* spec, Stream random,
                                                                std::uint64_t objects)>;

template <class Spec>
AdmissionTable::Row admission_kind(const char* name, const char* doc) {
  return {alternative<Spec>(name, doc), [](const void* spec, Stream random, std::uint64_t objects) {
            return edgecase::make(*static_cast<const Spec*>(spec), random, objects);
          }};
}

const AdmissionTable& admission_table() {
  static const AdmissionTable all{
      admission_kind<AdmitAllSpec>("all", "stores every fetched object"),
      admission_kind<SizeLimitSpec>("size_limit", "stores objects up to a maximum size"),
      admission_kind<SecondHitSpec>(
          "second_hit", "stores objects from their second request: keeps one-hit wonders out"),
      admission_kind<SizeProbabilitySpec>("size_probability",
                                          "stores larger objects with lower probability"),
  };
  return all;
}

}  // namespace

std::vector<Field> fields(Of<AdmitAllSpec>) { return list<AdmitAllSpec>(); }

Menu menu(Of<AdmissionMenu>) { return admission_table().menu(); }

std::unique_ptr<Admission> make(const AdmitAllSpec&, Stream, std::uint64_t) { return nullptr; }

std::unique_ptr<Admission> make_admission(const AdmissionChoice& choice, Stream random,
                                          std::uint64_t objects) {
  return admission_table().of(choice)(choice.spec(), random, objects);
}

}  // namespace edgecase
