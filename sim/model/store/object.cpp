// An object store: all data in one place, and every read sees the writes before it. Each write may
// be copied to other places (cross-region replication), which answer no reads: what that costs is
// billed.
//
// Assumes: unlimited parallelism; first-byte times do not depend on the object. Not modelled:
// limits of requests per prefix, multipart uploads (a large object counts as one write).

#include "model/store/kinds.hpp"

namespace edgecase {
namespace {

class ObjectStore final : public Store {
 public:
  ObjectStore(const ObjectStoreSpec& spec, const StoreContext& context)
      : Store(context),
        read_(distribution_of(spec.read)),
        write_(distribution_of(spec.write)),
        draws_(context.seed, context.replication, "object store", context.entity) {}

 private:
  Step<StoreAnswer> read(StoreCall call) override {
    co_await engine_.travel(place_of(0), way_there(call.from, 0));
    if (!reaches(call.from, 0)) co_return unavailable(call);
    const Duration work = from_seconds(read_(draws_.bits(call.number)));
    StoreAnswer answer = shown(call, log_.newest(call.key));
    sends(call, 0, call.size, FlowReason::read);
    answer.at_store = work;
    answer.back = work + way_back(call.from, 0);
    co_return answer;
  }

  Step<StoreAnswer> write(StoreCall call, Basis basis) override {
    co_await engine_.travel(place_of(0), way_there(call.from, 0));
    const Duration work = from_seconds(write_(draws_.bits(call.number, 1)));
    co_await engine_.delay(work);
    if (!reaches(call.from, 0)) co_return unavailable(call);
    StoreAnswer answer = commit(call, basis, 0);
    if (answer.end == StoreEnd::done) replicates(call, 0);
    answer.at_store = work;
    answer.back = way_back(call.from, 0);
    co_return answer;
  }

  QuantileTable read_, write_;
  Stream draws_;
};

}  // namespace

std::vector<Field> fields(Of<ObjectStoreSpec>) {
  return list<ObjectStoreSpec>(
      field("replicas", &ObjectStoreSpec::replicas,
            "places that each write is copied to, e.g. [eu-central-1]; they answer no reads; "
            "absent: none"),
      field("class", &ObjectStoreSpec::storage_class, "storage class",
            assumed("data that requests read")),
      field("read", &ObjectStoreSpec::read, "time until the first byte of an object",
            assumed("first byte of object stores: tens of ms, a tail of hundreds")),
      field("write", &ObjectStoreSpec::write, "time until a write is durable",
            assumed("writes are copied to several zones before they are acknowledged")));
}

StorePtr make_store(const ObjectStoreSpec& spec, const StoreContext& context) {
  return std::make_unique<ObjectStore>(spec, context);
}

}  // namespace edgecase
