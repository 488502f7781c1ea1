#pragma once
// The search for a linearization of one key's operations (linearizability.hpp).

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "model/store/history.hpp"
#include "model/store/linearizability.hpp"

namespace edgecase {

/// A set of configurations, each a sequence of words. Compared word by word: a hash that collides
/// changes no verdict.
class ConfigurationSet {
 public:
  /// False: it was in the set.
  bool insert(std::span<const std::uint64_t> words);
  std::size_t size() const { return size_; }

 private:
  void grow();

  std::vector<std::uint64_t> words_;  // of each: hash, length, content
  std::vector<std::size_t> places_;   // 1 + where in words_; 0: free
  std::size_t size_ = 0;
};

class LinearizationSearch {
 public:
  /// `numbers`: the key's operations in the order of their invocations. Events after the position
  /// `until` have not happened.
  LinearizationSearch(const History& history, std::span<const std::uint32_t> numbers,
                      std::uint32_t until);

  Linearizability run(std::size_t most_configurations);

 private:
  enum class Needs : std::uint8_t { nothing, value, other_value };
  /// An operation as what it needs and does. Values are numbered; 0 is "no value".
  struct Call {
    Needs needs = Needs::nothing;
    bool writes = false;
    bool open = false;  // without an answer: need not be placed
    std::uint32_t needed = 0, written = 0;
    std::uint32_t rank = 0;                // among the answered, or among the open
    std::uint32_t same_before = no_event;  // an open call of the same effect, invoked earlier
    std::uint32_t invoked = 0, ended = no_event;
  };
  /// What is left to place of a value.
  struct Demand {
    std::uint32_t observers = 0;  // answered calls that need it
    std::uint32_t writers = 0;    // calls that write it
    std::uint32_t all_writers = 0;
    std::uint32_t last_observer = 0;  // when the last of all observers was invoked
    bool swapped = false;             // an observer writes too
    bool wanted_by_open = false;
  };
  struct Step {
    std::uint32_t call, state, low, high;
    bool forced;
  };

  std::uint32_t number_of(RegisterValue value);
  void add(const RegisterOperation& operation, std::uint32_t until);
  void drop_unobserved();
  void order_open();
  void link();

  bool is_call(std::uint32_t node) const { return node < calls_.size(); }
  bool possible(const Call& call) const;
  bool done(std::uint32_t call) const;
  std::uint32_t forced() const;
  bool branch(std::uint32_t from);
  bool backtrack();
  bool place(std::uint32_t call, bool forced);
  void take_back();
  bool fresh();
  void unlink(std::uint32_t node);
  void relink(std::uint32_t node);

  std::vector<Call> calls_;
  std::vector<Demand> demands_;  // by value
  std::unordered_map<std::int64_t, std::uint32_t> values_;
  std::uint32_t answered_ = 0, open_ = 0;
  bool has_other_value_ = false;
  bool clusters_ = false;  // rule 4 applies

  // Calls and answers not yet placed, in the order of events, as a list of nodes: calls are
  // 0 ... n-1, answers n ... 2n-1, the ends of the list 2n.
  std::vector<std::uint32_t> next_, before_;
  std::vector<std::uint64_t> done_answered_, done_open_;
  std::uint32_t state_ = 0, left_ = 0;
  std::uint32_t low_ = 0, high_ = 0;  // answered calls below low_ are done, from high_ on none is
  std::vector<Step> steps_;
  ConfigurationSet seen_;
  std::vector<std::uint64_t> words_;
  std::size_t most_ = 0;
  bool exhausted_ = false;
};

}  // namespace edgecase
