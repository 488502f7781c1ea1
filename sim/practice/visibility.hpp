#pragma once
// Who may see a field of a case before it is over. Every field of a case states it, as a template
// argument: `seen<Audience::grader>("rank", &AnchorSpec::rank, "…")`. A field list of a case takes
// nothing else, so a field without an audience does not compile, and hand-outs leave nothing hidden
// in by accident.

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "load/type/fields.hpp"

namespace edgecase {

/// Each sees what the ones before it see.
enum class Audience : std::uint8_t {
  candidate,    ///< the person who solves the case
  interviewer,  ///< answers, reveals, asks
  grader,       ///< knows the solutions and how answers are judged
};

/// The fields of a struct with the audience of each.
struct AudienceFields {
  std::vector<Field> fields;
  std::vector<Audience> audiences;  ///< of each
};

template <class S>
struct SeenFieldOf {
  FieldOf<S> field;
  Audience audience;
};

template <Audience A, class S, class M, class... Attributes>
SeenFieldOf<S> seen(const char* key, M S::* member, const char* doc, Attributes... attributes) {
  return {field(key, member, doc, attributes...), A};
}

/// As list() of ordinary structs.
template <class S, std::same_as<SeenFieldOf<S>>... F>
AudienceFields seen_list(F... all) {
  const std::array<Audience, sizeof...(F)> audiences{all.audience...};
  return {list<S>(std::move(all.field)...), {audiences.begin(), audiences.end()}};
}

}  // namespace edgecase
