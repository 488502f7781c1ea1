// Admission by size: objects above a limit are served but not stored.

#include "model/cache/admission_kinds.hpp"

namespace edgecase {
namespace {

class SizeLimit final : public Admission {
 public:
  explicit SizeLimit(Bytes most) : most_(most.count) {}
  bool admits(ObjectKey, std::int64_t size) override { return size <= most_; }

 private:
  std::int64_t most_;
};

}  // namespace

std::vector<Field> fields(Of<SizeLimitSpec>) {
  return list<SizeLimitSpec>(field("most", &SizeLimitSpec::most, "maximum size of stored objects",
                                   shorthand(), at_least(Bytes{1}),
                                   assumed("a threshold between page resources and downloads")));
}

std::unique_ptr<Admission> make(const SizeLimitSpec& spec, Stream, std::uint64_t) {
  return std::make_unique<SizeLimit>(spec.most);
}

}  // namespace edgecase
