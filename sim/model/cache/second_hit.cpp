// Admission at the second request: an object is stored only if it was requested before, so that
// one-hit wonders never displace anything. Requests are remembered in two rotating Bloom filters:
// when the younger one is full, the older one is cleared and becomes the younger.
// Maggs & Sitaraman, "Algorithmic nuggets in content delivery", SIGCOMM CCR 2015; Bloom 1970.
// Assumes: -log2(p) hash functions and 1.44 -log2(p) bits per object give a full filter the stated
// chance p of a false positive; two filters together at most twice that.

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "model/cache/admission_kinds.hpp"

namespace edgecase {
namespace {

class Bloom {
 public:
  Bloom(std::uint64_t objects, double false_positives)
      : hashes_(std::max(1U, static_cast<unsigned>(std::lround(-std::log2(false_positives))))) {
    const double bits =
        -std::log(false_positives) / (std::log(2.0) * std::log(2.0)) * static_cast<double>(objects);
    words_.resize(static_cast<std::size_t>(bits / 64) + 1);
  }
  bool has(ObjectKey key) const {
    Draw draw(key);
    for (unsigned i = 0; i < hashes_; ++i) {
      const std::uint64_t at = draw.next(std::uint64_t{words_.size()} * 64);
      if ((words_[at / 64] >> (at % 64) & 1U) == 0) return false;
    }
    return true;
  }
  void add(ObjectKey key) {
    Draw draw(key);
    for (unsigned i = 0; i < hashes_; ++i) {
      const std::uint64_t at = draw.next(std::uint64_t{words_.size()} * 64);
      words_[at / 64] |= std::uint64_t{1} << (at % 64);
    }
  }
  void clear() { words_.assign(words_.size(), 0); }

 private:
  struct Draw {
    explicit Draw(ObjectKey key) : state(key) {}
    std::uint64_t next(std::uint64_t bits) { return below(splitmix64(state), bits); }
    std::uint64_t state;
  };
  unsigned hashes_;
  std::vector<std::uint64_t> words_;
};

/// The number of objects that a filter has room for. With few objects, room for 16 times as many
/// gives as few errors as the configured size: practically none.
std::uint64_t room(const SecondHitSpec& spec, std::uint64_t objects) {
  constexpr std::uint64_t usual = 1'000'000;
  const auto asked = static_cast<std::uint64_t>(spec.objects.value);
  return objects > asked / 16 ? asked : std::min(asked, std::max(usual, 16 * objects));
}

class SecondHit final : public Admission {
 public:
  SecondHit(const SecondHitSpec& spec, std::uint64_t objects)
      : most_(static_cast<std::uint64_t>(spec.objects.value)),
        young_(room(spec, objects), spec.false_positives.value),
        old_(room(spec, objects), spec.false_positives.value) {}

  bool admits(ObjectKey key, std::int64_t) override {
    if (young_.has(key)) return true;
    const bool known = old_.has(key);
    if (count_ == most_) {
      std::swap(young_, old_);
      young_.clear();
      count_ = 0;
    }
    young_.add(key);
    ++count_;
    return known;
  }
  void on_clear() override {
    young_.clear();
    old_.clear();
    count_ = 0;
  }

 private:
  std::uint64_t most_;
  Bloom young_;
  Bloom old_;
  std::uint64_t count_ = 0;
};

}  // namespace

std::vector<Field> fields(Of<SecondHitSpec>) {
  return list<SecondHitSpec>(
      field("objects", &SecondHitSpec::objects,
            "distinct objects per filter; the previous filter is still consulted",
            at_least(std::int64_t{1}), at_most(std::int64_t{1} << 32),
            assumed("several times the objects of a cache")),
      field("false_positives", &SecondHitSpec::false_positives,
            "false-positive probability of a full filter", at_least(Share{1e-9}),
            at_most(Share{0.5}), assumed("small compared with miss ratios")));
}

std::unique_ptr<Admission> make(const SecondHitSpec& spec, Stream, std::uint64_t objects) {
  return std::make_unique<SecondHit>(spec, objects);
}

}  // namespace edgecase
