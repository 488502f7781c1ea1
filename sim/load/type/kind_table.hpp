#pragma once
// The explicit table behind a menu whose kinds have factories: each alternative with its factory.
// One table per menu, in its kinds.cpp:
//
//   using FaultTable = KindTable<Outage (*)(const void* spec)>;
//   const FaultTable& fault_table() { static const FaultTable all{...}; return all; }
//   Menu menu(Of<FaultMenu>) { return fault_table().menu(); }
//   Outage outage_of(const FaultChoice& c) { return fault_table().of(c)(c.spec()); }

#include <initializer_list>
#include <vector>

#include "core/check.hpp"
#include "load/type/kind.hpp"

namespace edgecase {

template <class Make>
class KindTable {
 public:
  struct Row {
    Alternative alternative;
    Make make;
  };

  KindTable(std::initializer_list<Row> rows) : rows_(rows) {}

  Menu menu() const {
    Menu all;
    for (const Row& row : rows_) all.alternatives.push_back(row.alternative);
    return all;
  }

  /// The factory of the chosen row. Requires: the choice is of this menu.
  const Make& of(const ChoiceValue& choice) const {
    for (const Row& row : rows_)
      if (row.alternative.name == choice.name()) return row.make;
    EC_CHECK(false, "a kind that is not on its menu");
    return rows_.front().make;
  }

 private:
  std::vector<Row> rows_;
};

}  // namespace edgecase
