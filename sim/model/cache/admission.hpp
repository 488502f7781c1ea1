#pragma once
// Whether a fetched object is stored at all. Consulted once per miss; objects that are already
// cached are renewed without consulting it.

#include <cstdint>
#include <memory>

#include "core/random.hpp"
#include "load/type/fields.hpp"
#include "model/cache/policy.hpp"

namespace edgecase {

struct AdmissionMenu {};
using AdmissionChoice = Choice<AdmissionMenu>;
Menu menu(Of<AdmissionMenu>);

class Admission {
 public:
  virtual ~Admission() = default;
  virtual bool admits(ObjectKey key, std::int64_t size) = 0;
  virtual void on_clear() {}
};

/// The admission policy of one cache, as chosen by the scenario; null: everything is admitted.
/// `random`: a stream used only by this cache's admission. `objects`: how many different ones it
/// will be asked about at most, so that it takes no memory for more.
std::unique_ptr<Admission> make_admission(const AdmissionChoice& choice, Stream random,
                                          std::uint64_t objects = UINT64_MAX);

}  // namespace edgecase
