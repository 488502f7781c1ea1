#include "model/store/kinds.hpp"

#include <algorithm>

#include "load/type/kind_table.hpp"

namespace edgecase {
namespace {

struct StoreMakers {
  StorePtr (*make)(const void* spec, const StoreContext& context);
  StoreTraits traits;
};
using StoreTable = KindTable<StoreMakers>;

template <class Spec>
StoreTable::Row store_kind(const char* name, const char* doc, StoreTraits traits) {
  return {alternative<Spec>(name, doc),
          {[](const void* spec, const StoreContext& context) {
             return make_store(*static_cast<const Spec*>(spec), context);
           },
           std::move(traits)}};
}

const StoreTable& store_table() {
  using enum Conflicts;
  static const StoreTable all{
      store_kind<ObjectStoreSpec>(
          "object", "an object store in one place: reads see every write",
          {.places = StorePlaces::regions, .conflicts = {last_write_wins, compare_and_set}}),
      store_kind<KvSpec>("kv",
                         "a central store with copies in hubs and PoPs: quick reads that may be "
                         "a minute old, slow writes",
                         {.places = StorePlaces::hubs,
                          .conflicts = {last_write_wins},
                          .no_jurisdiction = "Workers KV has no jurisdiction setting (Cloudflare "
                                             "docs, data-localization/storage-region, 2026-11)"}),
      store_kind<SingleHomeSpec>(
          "single_home",
          "one instance for each key, which serves its requests one after the other (a durable "
          "object)",
          {.places = StorePlaces::hubs, .conflicts = {serial}}),
      store_kind<ReplicatedSpec>("replicated",
                                 "a leader, and read replicas that follow after a lag",
                                 {.places = StorePlaces::regions,
                                  .conflicts = {serial, compare_and_set, last_write_wins}}),
      store_kind<QuorumSpec>(
          "quorum", "equal replicas: a write is done when W have it, a read when R have answered",
          {.places = StorePlaces::regions, .conflicts = {last_write_wins, merge}}),
      store_kind<OriginDbSpec>("origin_db",
                               "one database server with a limited number of connections",
                               {.places = StorePlaces::regions,
                                .conflicts = {serial, compare_and_set, last_write_wins}}),
      store_kind<QueueSpec>(
          "queue", "messages that consumers take in batches, at least once; it is only written",
          {.conflicts = {last_write_wins}, .only_written = true}),
  };
  return all;
}

}  // namespace

Menu menu(Of<StoreMenu>) { return store_table().menu(); }

StorePtr make_store(const StoreContext& context) {
  return store_table().of(context.spec.kind).make(context.spec.kind.spec(), context);
}

const StoreTraits& traits_of(const StoreChoice& kind) { return store_table().of(kind).traits; }

std::vector<std::string> places_of(const StoreChoice& kind) {
  if (const auto* object = kind.get_if<ObjectStoreSpec>()) return object->replicas;
  if (const auto* replicated = kind.get_if<ReplicatedSpec>()) return replicated->replicas;
  if (const auto* quorum = kind.get_if<QuorumSpec>()) return quorum->replicas;
  if (const auto* database = kind.get_if<OriginDbSpec>()) return database->replicas;
  return {};
}

Conflicts usual_conflicts(const StoreChoice& kind) { return traits_of(kind).conflicts.front(); }

}  // namespace edgecase
