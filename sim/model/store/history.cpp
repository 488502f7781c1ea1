#include "model/store/history.hpp"

#include <utility>

#include "core/check.hpp"

namespace edgecase {
namespace {

template <class Operations>
auto& ended_operation(Operations& all, std::uint32_t number, OperationEnd how, std::uint32_t event,
                      Instant now) {
  EC_CHECK(number < all.size() && all[number].ended == no_event);
  all[number].end = how;
  all[number].ended = event;
  all[number].ended_at = now;
  return all[number];
}

}  // namespace

std::uint32_t History::key(std::string_view name) {
  const auto [at, fresh] =
      numbers_.try_emplace(std::string(name), static_cast<std::uint32_t>(keys.size()));
  if (fresh) keys.emplace_back(name);
  return at->second;
}

std::uint32_t History::invoke(RegisterOperation operation, Instant now) {
  operation.invoked = events++;
  operation.ended = no_event;
  operation.invoked_at = now;
  operation.end = OperationEnd::info;
  operations.push_back(std::move(operation));
  return static_cast<std::uint32_t>(operations.size() - 1);
}

std::uint32_t History::invoke(ListTransaction transaction, Instant now) {
  transaction.invoked = events++;
  transaction.ended = no_event;
  transaction.invoked_at = now;
  transaction.end = OperationEnd::info;
  transactions.push_back(std::move(transaction));
  return static_cast<std::uint32_t>(transactions.size() - 1);
}

RegisterOperation& History::end_operation(std::uint32_t number, OperationEnd how, Instant now) {
  return ended_operation(operations, number, how, events++, now);
}

ListTransaction& History::end_transaction(std::uint32_t number, OperationEnd how, Instant now) {
  return ended_operation(transactions, number, how, events++, now);
}

std::vector<HistoryEvent> events_of(const History& history) {
  std::vector<HistoryEvent> events(history.events);
  const auto place = [&](const auto& all, bool transaction) {
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      events[all[i].invoked] = {i, transaction, false};
      if (all[i].ended != no_event) events[all[i].ended] = {i, transaction, true};
    }
  };
  place(history.operations, false);
  place(history.transactions, true);
  return events;
}

}  // namespace edgecase
