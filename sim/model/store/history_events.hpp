#pragma once
// Builds a history from the events of a text, line by line: matches answers to invocations and
// finds what cannot be.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "load/text/diagnostics.hpp"
#include "model/store/history.hpp"

namespace edgecase {

/// What is wrong with a line.
struct HistoryProblem {
  std::string message;
  std::string hint = {};
};

/// An event as a line says it.
struct WrittenEvent {
  std::uint64_t process = 0;
  std::optional<std::uint64_t> session;
  std::string type;             // invoke, ok, fail, info
  std::string function;         // read, write, cas, rmw, txn
  std::string key;              // of an answer: empty, or as invoked
  RegisterValue first, second;  // the value, or the pair of a cas or rmw
  std::uint32_t version_seen = 0, version_written = 0;
  bool has_version = false;
  bool has_value = false;  // the line gives the value
  bool has_error = false;
  std::optional<std::int64_t> time_ns;
  std::vector<ListStep> steps;  // of a txn
};

class HistoryBuilder {
 public:
  /// Nothing: it fits what came before.
  std::optional<HistoryProblem> add(const WrittenEvent& event, int line);
  History& history() { return history_; }

 private:
  struct Pending {
    std::uint32_t number;
    bool transaction;
    int line;
    std::string function;
  };
  std::optional<HistoryProblem> begin(const WrittenEvent& event, int line, Instant now);
  std::optional<HistoryProblem> finish(const WrittenEvent& event, Instant now);
  std::optional<HistoryProblem> finish_operation(const WrittenEvent& event, OperationEnd how,
                                                 const Pending& pending, Instant now);
  std::optional<HistoryProblem> finish_transaction(const WrittenEvent& event, OperationEnd how,
                                                   const Pending& pending, Instant now);

  History history_;
  std::unordered_map<std::uint64_t, Pending> pending_;  // by process
  std::int64_t last_ns_ = INT64_MIN;
};

/// The value of "f" as a function; nothing: it is none of a register.
std::optional<RegisterFunction> register_function(std::string_view name);
std::string_view name_of(RegisterFunction function);

}  // namespace edgecase
