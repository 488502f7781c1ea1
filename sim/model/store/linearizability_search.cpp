// Rules that keep the search small. Each keeps at least one linearization if there is one.
//
// 1. A call that changes nothing and is possible now (a read of the current value; a failed cas
//    where the value differs) is placed at once. Wherever a linearization has it later, it can
//    stand here: nothing need precede it, and it changes no state.
// 2. A value that answered calls still need, and nothing left can write, must not be overwritten.
// 3. Of open calls with the same effect, the one invoked first is placed first: they can be
//    exchanged.
// 4. If every value is written once, and neither a failed cas nor an open cas is left, then a write
//    all of whose reads have been invoked, as nothing left needs the current value, is placed at
//    once. In a linearization it and its reads stand together, before a write that does not depend
//    on the state, or last; what stands before them begins with such a write too. So they can stand
//    first.
#include "model/store/linearizability_search.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/random.hpp"

namespace edgecase {
namespace {

bool bit_of(const std::vector<std::uint64_t>& bits, std::uint32_t at) {
  return ((bits[at / 64] >> (at % 64)) & 1) != 0;
}
void flip_bit(std::vector<std::uint64_t>& bits, std::uint32_t at) {
  bits[at / 64] ^= std::uint64_t{1} << (at % 64);
}

}  // namespace

bool ConfigurationSet::insert(std::span<const std::uint64_t> words) {
  if ((size_ + 1) * 2 > places_.size()) grow();
  std::uint64_t hash = words.size();
  for (const std::uint64_t word : words) hash = mix(hash, word);
  std::size_t place = hash & (places_.size() - 1);
  for (; places_[place] != 0; place = (place + 1) & (places_.size() - 1)) {
    const std::uint64_t* at = words_.data() + (places_[place] - 1);
    if (at[0] == hash && at[1] == words.size() && std::equal(words.begin(), words.end(), at + 2))
      return false;
  }
  places_[place] = words_.size() + 1;
  words_.push_back(hash);
  words_.push_back(words.size());
  words_.insert(words_.end(), words.begin(), words.end());
  ++size_;
  return true;
}

void ConfigurationSet::grow() {
  places_.assign(std::max<std::size_t>(64, places_.size() * 2), 0);
  for (std::size_t at = 0; at < words_.size(); at += 2 + words_[at + 1]) {
    std::size_t place = words_[at] & (places_.size() - 1);
    while (places_[place] != 0) place = (place + 1) & (places_.size() - 1);
    places_[place] = at + 1;
  }
}

LinearizationSearch::LinearizationSearch(const History& history,
                                         std::span<const std::uint32_t> numbers,
                                         std::uint32_t until)
    : demands_(1) {
  for (const std::uint32_t number : numbers)
    if (history.operations[number].invoked <= until) add(history.operations[number], until);
  drop_unobserved();
  for (Call& call : calls_) {
    call.rank = call.open ? open_++ : answered_++;
    has_other_value_ |= call.needs == Needs::other_value;
    if (call.writes) ++demands_[call.written].all_writers;
  }
  clusters_ = !has_other_value_ && std::ranges::none_of(calls_, [&](const Call& call) {
    return (call.open && call.needs == Needs::value) ||
           (call.writes && (call.written == 0 || demands_[call.written].all_writers > 1));
  });
  for (Demand& demand : demands_) demand.writers = demand.all_writers;
  order_open();
  link();
  done_answered_.assign(answered_ / 64 + 1, 0);
  done_open_.assign(open_ / 64 + 1, 0);
  left_ = answered_;
}

std::uint32_t LinearizationSearch::number_of(RegisterValue value) {
  if (!value) return 0;
  const auto [at, fresh] = values_.try_emplace(*value, static_cast<std::uint32_t>(demands_.size()));
  if (fresh) demands_.emplace_back();
  return at->second;
}

/// Leaves out what constrains nothing.
void LinearizationSearch::add(const RegisterOperation& operation, std::uint32_t until) {
  Call call;
  call.invoked = operation.invoked;
  const bool answered = operation.ended != no_event && operation.ended <= until;
  const bool compared_and_failed = operation.end == OperationEnd::fail && operation.compared &&
                                   operation.function == RegisterFunction::cas;
  if (operation.end == OperationEnd::fail && !compared_and_failed) return;
  call.open = !answered || operation.end == OperationEnd::info;
  if (!call.open) call.ended = operation.ended;
  const bool knows_seen = operation.function == RegisterFunction::cas || !call.open;
  if (operation.function != RegisterFunction::write && knows_seen) {
    call.needs = Needs::value;
    call.needed = number_of(operation.seen);
  }
  if (!call.open && compared_and_failed) {
    call.needs = Needs::other_value;
  } else if (operation.function != RegisterFunction::read) {
    call.writes = true;
    call.written = number_of(operation.written);
  }
  // A cas from a value to itself changes nothing.
  if (call.needs == Needs::value && call.writes && call.needed == call.written) call.writes = false;
  if (call.open && !call.writes) return;
  calls_.push_back(call);
}

/// An open write that nothing could observe can be left out of any linearization, unless a failed
/// cas may need it.
void LinearizationSearch::drop_unobserved() {
  bool fails = false;
  for (const Call& call : calls_) {
    fails |= call.needs == Needs::other_value;
    if (call.needs != Needs::value) continue;
    Demand& demand = demands_[call.needed];
    if (call.open) {
      demand.wanted_by_open = true;
      continue;
    }
    ++demand.observers;
    demand.last_observer = call.invoked;
    demand.swapped |= call.writes;
  }
  if (fails) return;
  std::erase_if(calls_, [&](const Call& call) {
    const Demand& demand = demands_[call.written];
    return call.open && demand.observers == 0 && !demand.wanted_by_open;
  });
}

void LinearizationSearch::order_open() {
  std::map<std::tuple<Needs, std::uint32_t, std::uint32_t>, std::uint32_t> latest;
  for (std::uint32_t i = 0; i < calls_.size(); ++i) {
    if (!calls_[i].open) continue;
    const auto [at, fresh] =
        latest.try_emplace({calls_[i].needs, calls_[i].needed, calls_[i].written}, i);
    if (!fresh) calls_[i].same_before = std::exchange(at->second, i);
  }
}

void LinearizationSearch::link() {
  const auto count = static_cast<std::uint32_t>(calls_.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> nodes;  // by position
  for (std::uint32_t i = 0; i < count; ++i) {
    nodes.emplace_back(calls_[i].invoked, i);
    if (!calls_[i].open) nodes.emplace_back(calls_[i].ended, count + i);
  }
  std::ranges::sort(nodes);
  next_.assign(2 * std::size_t{count} + 1, 2 * count);
  before_ = next_;
  std::uint32_t last = 2 * count;
  for (const auto& [position, node] : nodes) {
    next_[last] = node;
    before_[node] = last;
    last = node;
  }
  next_[last] = 2 * count;
  before_[2 * count] = last;
}

Linearizability LinearizationSearch::run(std::size_t most_configurations) {
  most_ = most_configurations;
  while (left_ > 0) {
    const std::uint32_t call = forced();
    const bool onwards = call != no_event ? place(call, true) : branch(next_.back());
    if (onwards) continue;
    if (call != no_event) take_back();
    if (exhausted_ || !backtrack()) break;
  }
  if (left_ == 0) return Linearizability::holds;
  return exhausted_ ? Linearizability::undecided : Linearizability::violated;
}

bool LinearizationSearch::possible(const Call& call) const {
  if (call.open && call.same_before != no_event && !done(call.same_before)) return false;
  if (call.needs == Needs::value) return call.needed == state_;
  return call.needs == Needs::nothing || call.needed != state_;
}

bool LinearizationSearch::done(std::uint32_t call) const {
  return bit_of(calls_[call].open ? done_open_ : done_answered_, calls_[call].rank);
}

/// A call that rule 1 or 4 places now.
std::uint32_t LinearizationSearch::forced() const {
  std::uint32_t node = next_.back();
  for (; is_call(node); node = next_[node])
    if (!calls_[node].writes && possible(calls_[node])) return node;
  if (!clusters_ || demands_[state_].observers > 0) return no_event;
  // `node` is the first answer: what was invoked before it can be placed now.
  const std::uint32_t answer = calls_[node - calls_.size()].ended;
  for (node = next_.back(); is_call(node); node = next_[node]) {
    if (!calls_[node].writes || calls_[node].needs != Needs::nothing) continue;
    const Demand& demand = demands_[calls_[node].written];
    if (!demand.swapped && (demand.observers == 0 || demand.last_observer < answer)) return node;
  }
  return no_event;
}

bool LinearizationSearch::branch(std::uint32_t from) {
  for (std::uint32_t node = from; is_call(node); node = next_[node]) {
    if (!possible(calls_[node])) continue;
    if (place(node, false) && fresh()) return true;
    take_back();
    if (exhausted_) return false;
  }
  return false;
}

bool LinearizationSearch::backtrack() {
  while (!steps_.empty()) {
    const Step step = steps_.back();
    take_back();
    if (!step.forced && branch(next_[step.call])) return true;
    if (exhausted_) return false;
  }
  return false;
}

/// False: rule 2 forbids it; the caller takes it back.
bool LinearizationSearch::place(std::uint32_t call, bool forced) {
  const Call& c = calls_[call];
  steps_.push_back({call, state_, low_, high_, forced});
  unlink(call);
  if (c.open) {
    flip_bit(done_open_, c.rank);
  } else {
    unlink(static_cast<std::uint32_t>(calls_.size()) + call);
    flip_bit(done_answered_, c.rank);
    --left_;
    high_ = std::max(high_, c.rank + 1);
    while (low_ < answered_ && bit_of(done_answered_, low_)) ++low_;
    if (c.needs == Needs::value) --demands_[c.needed].observers;
  }
  if (!c.writes) return true;
  --demands_[c.written].writers;
  const Demand& left = demands_[state_];
  const bool lost = c.written != state_ && left.observers > 0 && left.writers == 0;
  state_ = c.written;
  return !lost;
}

void LinearizationSearch::take_back() {
  const Step step = steps_.back();
  steps_.pop_back();
  const Call& c = calls_[step.call];
  if (c.writes) ++demands_[c.written].writers;
  if (c.open) {
    flip_bit(done_open_, c.rank);
  } else {
    if (c.needs == Needs::value) ++demands_[c.needed].observers;
    ++left_;
    flip_bit(done_answered_, c.rank);
    relink(static_cast<std::uint32_t>(calls_.size()) + step.call);
  }
  relink(step.call);
  state_ = step.state;
  low_ = step.low;
  high_ = step.high;
}

/// Whether this configuration is new. Everything below low_ is done and nothing from high_ on, so
/// the words between tell which answered calls are.
bool LinearizationSearch::fresh() {
  words_.clear();
  words_.push_back((std::uint64_t{state_} << 32) | low_);
  words_.insert(words_.end(), done_open_.begin(), done_open_.end());
  for (std::uint32_t word = low_ / 64; word * 64 < high_; ++word)
    words_.push_back(done_answered_[word]);
  const bool is_new = seen_.insert(words_);
  exhausted_ |= seen_.size() > most_;
  return is_new;
}

void LinearizationSearch::unlink(std::uint32_t node) {
  next_[before_[node]] = next_[node];
  before_[next_[node]] = before_[node];
}

void LinearizationSearch::relink(std::uint32_t node) {
  next_[before_[node]] = node;
  before_[next_[node]] = node;
}

}  // namespace edgecase
