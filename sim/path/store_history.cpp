#include "path/store_history.hpp"

#include "core/check.hpp"

namespace edgecase {
namespace {

constexpr std::size_t most_recorded = 20'000'000;  // at about 200 bytes each

RegisterValue value_of(std::uint32_t version) {
  if (version == 0) return std::nullopt;
  return std::int64_t{version};
}

}  // namespace

std::uint32_t StoreHistory::invoke(std::size_t store, const StoreCall& call, bool owned,
                                   Instant now) {
  if (history_.operations.size() >= most_recorded)
    throw Error("a history of more than 20 million operations: lower the rate or the horizon");
  RegisterOperation operation;
  operation.process = call.number;
  operation.session = owned ? call.key : call.number;
  operation.key = history_.key(plan_.stores.stores[store].name + "/" + std::to_string(call.key));
  operation.function = call.operation == Operation::read    ? RegisterFunction::read
                       : call.operation == Operation::write ? RegisterFunction::write
                                                            : RegisterFunction::update;
  return history_.invoke(operation, now);
}

void StoreHistory::end(std::uint32_t number, const StoreAnswer& answer, Instant now) {
  using enum StoreEnd;
  OperationEnd how = OperationEnd::fail;
  if (answer.end == done || answer.end == sold_out) how = OperationEnd::ok;
  if (answer.end == unavailable) how = OperationEnd::info;
  RegisterOperation& operation = history_.end_operation(number, how, now);
  if (how != OperationEnd::ok) return;
  operation.has_version = true;
  const bool wrote = operation.function != RegisterFunction::read && answer.end == done;
  if (!wrote) operation.function = RegisterFunction::read;  // it found nothing left to take
  const std::uint32_t seen =
      operation.function == RegisterFunction::update ? answer.based_on : answer.version;
  if (operation.function != RegisterFunction::write) {
    operation.seen = value_of(seen);
    operation.version_seen = seen;
  }
  if (!wrote) return;
  operation.written = value_of(answer.version);
  operation.version_written = answer.version;
}

}  // namespace edgecase
