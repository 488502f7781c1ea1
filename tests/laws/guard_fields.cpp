// What is written beside each key of guards, attacks and access.
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "load/type/kind.hpp"
#include "model/access/gate.hpp"
#include "model/access/quota.hpp"
#include "model/attack/connection_table.hpp"
#include "model/attack/kinds.hpp"
#include "model/attack/link.hpp"
#include "model/attack/withdrawal.hpp"
#include "model/guard/origin_guard.hpp"
#include "model/guard/scrubbing.hpp"
#include "model/guard/spec.hpp"
#include "support/guards.hpp"

using namespace edgecase;

namespace {

/// A value that a scenario gets without having said anything.
bool has_default(const Field& field, const void* record) {
  if (field.required) return false;
  const Type& type = field.type();
  const void* value = static_cast<const char*>(record) + field.offset;
  if (const auto* scalar = type.as<ScalarType>()) return !scalar->print(value).empty();
  return type.as<ChoiceType>() != nullptr;
}

// A distribution's parameters belong to sim/load, and are tested there.
bool is_ours(const Alternative& alternative) {
  const auto& fields = alternative.spec().as<RecordType>()->fields;
  for (const char* key : {"mean", "value", "min", "points", "phases", "scale", "p50"}) {
    if (!fields.empty() && fields.front().key == key && alternative.name != "normal" &&
        alternative.name != "beta") {
      return false;
    }
  }
  return true;
}

void walk(const Type& type, std::set<const Type*>& seen, int& fields) {
  if (!seen.insert(&type).second) return;
  if (const auto* record = type.as<RecordType>()) {
    for (const Field& field : record->fields) {
      CAPTURE(field.key);
      CHECK_FALSE(field.doc.empty());
      if (has_default(field, record->defaults)) {
        CHECK_FALSE(field.provenance.text.empty());
        CHECK(field.provenance.assumed == field.provenance.date.empty());
      }
      ++fields;
      walk(field.type(), seen, fields);
    }
  }
  if (const auto* optional = type.as<OptionalType>()) walk(optional->inner(), seen, fields);
  if (const auto* list = type.as<ListType>()) walk(list->element(), seen, fields);
  if (const auto* map = type.as<MapType>()) walk(map->value(), seen, fields);
  if (const auto* choice = type.as<ChoiceType>()) {
    for (const Alternative& alternative : choice->menu().alternatives) {
      CAPTURE(alternative.name);
      CHECK_FALSE(alternative.doc.empty());
      if (is_ours(alternative)) walk(alternative.spec(), seen, fields);
    }
  }
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE(
      "each key of guards, attacks and access is explained, each default sourced or assumed") {
    std::set<const Type*> seen;
    int fields = 0;
    for (const TypeRef root :
         {&type_of<GuardSpec>, &type_of<ScrubbingSpec>, &type_of<AttackSpec>, &type_of<LinkSpec>,
          &type_of<ConnectionTableSpec>, &type_of<OverloadSpec>, &type_of<AccessGateSpec>,
          &type_of<QuotaSpec>, &type_of<OriginGuardSpec>}) {
      walk(root(), seen, fields);
    }
    CHECK(fields > 120);
  }
}
