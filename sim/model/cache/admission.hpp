#pragma once
// Whether an object that was fetched is kept at all. Asked once for each miss; what is cached
// already is renewed without asking.

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

/// The admission a scenario chose, for one cache; null: everything is admitted.
/// `random`: draws of this cache's admission and of nobody else.
std::unique_ptr<Admission> make_admission(const AdmissionChoice& choice, Stream random);

}  // namespace edgecase
