#pragma once
// A menu: a set of alternative kinds, each with its own parameters (cache policies, distributions,
// guards). A scenario writes `policy: lru`, `policy: {s3_fifo: {small: 10%}}` or, if one parameter
// is marked shorthand(), `popularity: {zipf: 0.8}`.
//
//   struct PolicyMenu {};
//   using PolicyChoice = Choice<PolicyMenu>;
//   Menu menu(Of<PolicyMenu>);                      // in kinds.cpp: the explicit table
//     -> return {{alternative<LruSpec>("lru", "evicts the least recently used object"), ...}};
//   PolicyChoice policy{"lru"};                     // a default
//   if (const auto* spec = policy.get_if<SieveSpec>()) ...
//
// The value is a name and an immutable specification, so headers that hold a choice do not depend
// on its kinds. Tables are explicit because self-registering statics vanish from a static library.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "load/type/type.hpp"

namespace edgecase {

struct Alternative {
  std::string name;
  std::string doc;
  TypeRef spec;                     // a record
  std::shared_ptr<void> (*make)();  // with its defaults
  std::shared_ptr<void> (*copy)(const void* spec);
};

struct Menu {
  std::vector<Alternative> alternatives;
  /// A bare value (`service: 20ms`) means this alternative, through its shorthand field.
  std::string bare = {};
  const Alternative* find(std::string_view name) const;
};

template <class Spec>
Alternative alternative(std::string name, std::string doc) {
  return {std::move(name), std::move(doc), &type_of<Spec>,
          []() -> std::shared_ptr<void> { return std::make_shared<Spec>(); },
          [](const void* spec) -> std::shared_ptr<void> {
            return std::make_shared<Spec>(*static_cast<const Spec*>(spec));
          }};
}

template <class Tag>
const Menu& menu_of() {
  static const Menu all = menu(Of<Tag>{});
  return all;
}

/// The common base of every Choice<Tag>.
class ChoiceValue {
 public:
  ChoiceValue() = default;  // nothing chosen: only for required fields
  std::string_view name() const { return alternative_ ? alternative_->name : std::string_view{}; }
  const Alternative* alternative() const { return alternative_; }
  const void* spec() const { return spec_.get(); }
  explicit operator bool() const { return alternative_ != nullptr; }
  void choose(const Alternative& which, std::shared_ptr<const void> spec) {
    alternative_ = &which;
    spec_ = std::move(spec);
  }

 protected:
  void choose(const Menu& menu, std::string_view name, std::shared_ptr<const void> spec,
              TypeRef spec_type);  // throws std::logic_error: no such name, or another spec type

 private:
  const Alternative* alternative_ = nullptr;
  std::shared_ptr<const void> spec_;
};

template <class Tag>
class Choice : public ChoiceValue {
 public:
  Choice() = default;
  explicit Choice(std::string_view name) { choose(menu_of<Tag>(), name, nullptr, nullptr); }
  template <class Spec>
  Choice(std::string_view name, Spec spec) {
    choose(menu_of<Tag>(), name, std::make_shared<const Spec>(std::move(spec)), &type_of<Spec>);
  }
  /// The parameters, if they are of this type.
  template <class Spec>
  const Spec* get_if() const {
    return alternative() && alternative()->spec == &type_of<Spec> ? static_cast<const Spec*>(spec())
                                                                  : nullptr;
  }
};

}  // namespace edgecase
