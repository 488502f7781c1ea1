#pragma once
// Histories for tests: in the short notation of tables, and drawn from a register that is
// linearizable by construction.

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

#include "core/random.hpp"
#include "model/store/history.hpp"
#include "model/store/linearizability.hpp"

namespace edgecase::test {

inline RegisterValue value_of(std::string_view text) {
  if (text == "nil") return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// On one register: `0:W1`, `0:R`, `0:CAS(1,2)` invoke, `0!`, `0!1`, `0!ok`, `0!fail` answer.
inline History short_history(const std::string& text) {
  History history;
  history.key("");
  std::vector<std::uint32_t> running(10, no_event);
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const auto process = static_cast<std::uint64_t>(word[0] - '0');
    const std::string rest = word.substr(2);
    if (word[1] == '!') {
      const bool fail = rest == "fail";
      RegisterOperation& ended = history.end_operation(
          running[process], fail ? OperationEnd::fail : OperationEnd::ok, Instant{});
      if (ended.function == RegisterFunction::read) ended.seen = value_of(rest);
      continue;
    }
    RegisterOperation operation;
    operation.process = process;
    if (rest[0] == 'W') {
      operation.function = RegisterFunction::write;
      operation.written = value_of(rest.substr(1));
    } else if (rest[0] == 'C') {
      const std::size_t comma = rest.find(',');
      operation.function = RegisterFunction::cas;
      operation.seen = value_of(rest.substr(4, comma - 4));
      operation.written = value_of(rest.substr(comma + 1, rest.size() - comma - 2));
    }
    running[process] = history.invoke(operation, Instant{});
  }
  return history;
}

inline bool linearizable(const History& history) {
  for (const KeyVerdict& verdict : check_linearizability(history)) {
    REQUIRE(verdict.verdict != Linearizability::undecided);
    if (verdict.verdict == Linearizability::violated) return false;
  }
  return true;
}

/// Random numbers of a test, in the order in which they are drawn.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t n) { return edgecase::below(splitmix64(state_), n); }
  bool chance(double p) { return unit_open(splitmix64(state_)) < p; }

 private:
  std::uint64_t state_;
};

struct DrawnHistory {
  std::uint32_t operations = 1000;
  std::uint32_t keys = 10;
  std::uint32_t processes = 10;
  std::uint32_t values = 0;                  ///< written values are below; 0: each is written once
  double reads = 0.5, cas = 0, updates = 0;  ///< the rest writes
  double unanswered = 0;                     ///< half of them take effect
  /// A read answers what the register held this many of its writes ago, with this probability.
  double stale = 0;
};

/// Each operation takes effect at a random moment between its invocation and its answer.
class DrawnRegister {
 public:
  DrawnRegister(const DrawnHistory& what, std::uint64_t seed) : what_(what), draws_(seed) {
    for (std::uint32_t k = 0; k < what.keys; ++k) history_.key("k" + std::to_string(k));
    past_.resize(what.keys, {RegisterValue{}});
    clients_.resize(what.processes);
  }

  History draw() {
    std::uint64_t next_process = what_.processes;
    for (std::uint32_t i = 0; i < what_.processes; ++i) clients_[i].process = i;
    while (history_.operations.size() < what_.operations || busy_ > 0) {
      Client& client = clients_[draws_.below(clients_.size())];
      if (client.step == 0) {
        if (history_.operations.size() < what_.operations) invoke(client);
      } else if (client.step == 1) {
        if (!client.lost || draws_.chance(0.5)) take_effect(client);
        client.step = 2;
      } else {
        --busy_;
        client.step = 0;
        if (client.lost)
          client.process = next_process++;
        else
          history_.end_operation(client.number, client.end, now());
      }
    }
    return std::move(history_);
  }

 private:
  struct Client {
    std::uint64_t process = 0;
    std::uint32_t number = 0;
    int step = 0;
    bool lost = false;
    OperationEnd end = OperationEnd::ok;
  };

  Instant now() const { return Instant{Duration{1000 * static_cast<int>(history_.events)}}; }

  void invoke(Client& client) {
    RegisterOperation operation;
    operation.process = operation.session = client.process;
    operation.key = static_cast<std::uint32_t>(draws_.below(what_.keys));
    const double u = static_cast<double>(draws_.below(1000)) / 1000;
    operation.function = u < what_.reads                               ? RegisterFunction::read
                         : u < what_.reads + what_.cas                 ? RegisterFunction::cas
                         : u < what_.reads + what_.cas + what_.updates ? RegisterFunction::update
                                                                       : RegisterFunction::write;
    if (operation.function != RegisterFunction::read)
      operation.written =
          what_.values == 0 ? ++written_ : static_cast<std::int64_t>(draws_.below(what_.values));
    if (operation.function == RegisterFunction::cas)
      operation.seen = what_.values == 0 || draws_.chance(0.5)
                           ? past_[operation.key].back()
                           : RegisterValue(draws_.below(what_.values));
    client.lost = draws_.chance(what_.unanswered);
    client.end = OperationEnd::ok;
    client.number = history_.invoke(operation, now());
    client.step = 1;
    ++busy_;
  }

  void take_effect(Client& client) {
    RegisterOperation& operation = history_.operations[client.number];
    std::vector<RegisterValue>& past = past_[operation.key];
    const bool stale = what_.stale > 0 && draws_.chance(what_.stale);
    const RegisterValue current = stale ? past[past.size() / 2] : past.back();
    if (operation.function == RegisterFunction::cas && current != operation.seen) {
      client.end = OperationEnd::fail;
      return;
    }
    if (operation.function != RegisterFunction::cas &&
        operation.function != RegisterFunction::write && !client.lost)
      operation.seen = current;
    if (operation.function != RegisterFunction::read) past.push_back(operation.written);
  }

  DrawnHistory what_;
  Dice draws_;
  History history_;
  std::vector<std::vector<RegisterValue>> past_;
  std::vector<Client> clients_;
  std::int64_t written_ = 0;
  std::uint32_t busy_ = 0;
};

inline History drawn_history(const DrawnHistory& what, std::uint64_t seed) {
  return DrawnRegister(what, seed).draw();
}

}  // namespace edgecase::test
