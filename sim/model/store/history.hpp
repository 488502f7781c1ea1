#pragma once
// What clients of a store saw: every operation with its invocation and its answer. From a history
// alone one can judge what a store promised, whatever is inside it.
//
// The order of the calls of `invoke` and `end` is the order of the events, which is what
// consistency is about: an operation precedes another if it ended before the other was invoked.
// Times are for reading and for ages. A process runs one operation after the other; it may be one
// of several that belong to a session (a user with parallel requests).
//
// Text forms: history_text.hpp. Definitions and sources: docs/models/consistency.md.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <edgecase/units.hpp>

namespace edgecase {

/// The content of a register; nothing: it has never been written, or was deleted.
using RegisterValue = std::optional<std::int64_t>;

enum class RegisterFunction : std::uint8_t {
  read,
  write,
  cas,    ///< compare and set: writes if the register holds the expected value
  update  ///< read-modify-write: always writes, and answers what it had read
};

enum class OperationEnd : std::uint8_t {
  ok,
  fail,  ///< it has had no effect; of a cas that `compared`: the register held something else
  info   ///< unknown: it may have happened, may still happen, or never will
};

/// The position of an event that is not in the history.
inline constexpr std::uint32_t no_event = UINT32_MAX;

struct RegisterOperation {
  std::uint64_t process = 0;
  std::uint64_t session = 0;
  std::uint32_t key = 0;  ///< an index into History::keys
  RegisterFunction function = RegisterFunction::read;
  OperationEnd end = OperationEnd::info;
  bool compared = true;            ///< of a failed cas: it failed because the values differed
  RegisterValue seen;              ///< what a read or update read; what a cas expects
  RegisterValue written;           ///< by a write, cas or update
  std::uint32_t version_seen = 0;  ///< by a read or update; 0: unknown, or never written
  std::uint32_t version_written =
      0;                     ///< the store's number of the write, per key from 1; 0: unknown
  bool has_version = false;  ///< the answer told versions
  Instant invoked_at{}, ended_at{};
  std::uint32_t invoked = no_event;  ///< position among the events
  std::uint32_t ended = no_event;    ///< no_event: it was never answered
};

/// One step of a transaction on lists: appends a value that nothing else appends to this key, or
/// reads the whole list.
struct ListStep {
  std::uint32_t key = 0;
  bool append = false;
  bool known = false;              ///< of a read: its answer is known
  std::int64_t value = 0;          ///< appended
  std::vector<std::int64_t> list;  ///< read
};

struct ListTransaction {
  std::uint64_t process = 0;
  OperationEnd end = OperationEnd::info;
  std::vector<ListStep> steps;
  Instant invoked_at{}, ended_at{};
  std::uint32_t invoked = no_event, ended = no_event;
};

struct History {
  std::vector<std::string> keys;
  std::vector<RegisterOperation> operations;  ///< in the order of their invocations
  std::vector<ListTransaction> transactions;  ///< likewise
  std::uint32_t events = 0;                   ///< positions are below

  /// The index of the key with this name.
  std::uint32_t key(std::string_view name);

  /// Returns the number of the operation, with which it is ended.
  std::uint32_t invoke(RegisterOperation operation, Instant now);
  std::uint32_t invoke(ListTransaction transaction, Instant now);
  /// Fill in what the answer told (`seen`, versions, lists) before or after.
  RegisterOperation& end_operation(std::uint32_t number, OperationEnd how, Instant now);
  ListTransaction& end_transaction(std::uint32_t number, OperationEnd how, Instant now);

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

/// An event of a history, for walking it in order.
struct HistoryEvent {
  std::uint32_t number = 0;  ///< of the operation or transaction
  bool transaction = false;
  bool end = false;
};

/// All events by position.
std::vector<HistoryEvent> events_of(const History& history);

}  // namespace edgecase
