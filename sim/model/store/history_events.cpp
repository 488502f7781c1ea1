#include "model/store/history_events.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

namespace edgecase {
namespace {

constexpr std::pair<std::string_view, RegisterFunction> register_functions[] = {
    {"read", RegisterFunction::read},
    {"write", RegisterFunction::write},
    {"cas", RegisterFunction::cas},
    {"rmw", RegisterFunction::update}};

bool same_step(const ListStep& a, const ListStep& b) {
  return a.append == b.append && a.key == b.key && (!a.append || a.value == b.value);
}

}  // namespace

std::optional<RegisterFunction> register_function(std::string_view name) {
  for (const auto& [known, function] : register_functions)
    if (known == name) return function;
  return std::nullopt;
}

std::string_view name_of(RegisterFunction function) {
  return std::ranges::find(register_functions, function,
                           &std::pair<std::string_view, RegisterFunction>::second)
      ->first;
}

std::optional<HistoryProblem> HistoryBuilder::add(const WrittenEvent& event, int line) {
  Instant now{};
  if (event.time_ns) {
    if (*event.time_ns < last_ns_)
      return HistoryProblem{"time runs backwards",
                            "events are judged in the order of their lines: sort the file by time"};
    last_ns_ = *event.time_ns;
    now = Instant{Duration{last_ns_}};
  }
  if (event.type == "invoke") return begin(event, line, now);
  return finish(event, now);
}

std::optional<HistoryProblem> HistoryBuilder::begin(const WrittenEvent& event, int line,
                                                    Instant now) {
  const auto [at, idle] = pending_.try_emplace(event.process);
  if (!idle)
    return HistoryProblem{
        fmt::format("process {} has no answer yet to line {}", event.process, at->second.line),
        "a process runs one operation at a time; number parallel ones apart"};
  if (event.function == "txn") {
    ListTransaction transaction;
    transaction.process = event.process;
    transaction.steps = event.steps;
    at->second = {history_.invoke(std::move(transaction), now), true, line, event.function};
    return std::nullopt;
  }
  RegisterOperation operation;
  operation.process = event.process;
  operation.session = event.session.value_or(event.process);
  operation.key = history_.key(event.key);
  operation.function = *register_function(event.function);
  const bool writes = operation.function != RegisterFunction::read;
  if (writes && !event.has_value)
    return HistoryProblem{fmt::format("this {} does not say its value", event.function)};
  if (operation.function == RegisterFunction::cas) operation.seen = event.first;
  if (writes)
    operation.written = operation.function == RegisterFunction::write ? event.first : event.second;
  at->second = {history_.invoke(std::move(operation), now), false, line, event.function};
  return std::nullopt;
}

std::optional<HistoryProblem> HistoryBuilder::finish(const WrittenEvent& event, Instant now) {
  const auto at = pending_.find(event.process);
  if (at == pending_.end())
    return HistoryProblem{
        fmt::format("process {} has invoked nothing that this could answer", event.process)};
  const Pending pending = at->second;
  if (pending.function != event.function)
    return HistoryProblem{fmt::format("this {} answers the {} of line {}", event.function,
                                      pending.function, pending.line)};
  pending_.erase(at);
  const OperationEnd how = event.type == "ok"     ? OperationEnd::ok
                           : event.type == "fail" ? OperationEnd::fail
                                                  : OperationEnd::info;
  return pending.transaction ? finish_transaction(event, how, pending, now)
                             : finish_operation(event, how, pending, now);
}

std::optional<HistoryProblem> HistoryBuilder::finish_operation(const WrittenEvent& event,
                                                               OperationEnd how,
                                                               const Pending& pending,
                                                               Instant now) {
  const RegisterOperation& asked = history_.operations[pending.number];
  const RegisterFunction function = asked.function;
  if (!event.key.empty() && history_.keys[asked.key] != event.key)
    return HistoryProblem{fmt::format("the operation of line {} has another key", pending.line)};
  const RegisterValue written = function == RegisterFunction::write ? event.first : event.second;
  if (function != RegisterFunction::read && event.has_value && written != asked.written)
    return HistoryProblem{
        fmt::format("the operation of line {} writes another value", pending.line)};
  if (function == RegisterFunction::cas && event.has_value && event.first != asked.seen)
    return HistoryProblem{fmt::format("the cas of line {} expects another value", pending.line)};
  const bool reads = function == RegisterFunction::read || function == RegisterFunction::update;
  if (reads && how == OperationEnd::ok && !event.has_value)
    return HistoryProblem{fmt::format("this {} does not say what it read", event.function)};
  RegisterOperation& operation = history_.end_operation(pending.number, how, now);
  operation.compared = !event.has_error;
  if (reads && how == OperationEnd::ok) operation.seen = event.first;
  operation.version_seen = event.version_seen;
  operation.version_written = event.version_written;
  operation.has_version = event.has_version;
  return std::nullopt;
}

std::optional<HistoryProblem> HistoryBuilder::finish_transaction(const WrittenEvent& event,
                                                                 OperationEnd how,
                                                                 const Pending& pending,
                                                                 Instant now) {
  const auto& asked = history_.transactions[pending.number].steps;
  if (event.has_value && !std::ranges::equal(asked, event.steps, [](const auto& a, const auto& b) {
        return same_step(a, b);
      }))
    return HistoryProblem{fmt::format("the transaction of line {} has other steps", pending.line)};
  const bool all_known = std::ranges::all_of(
      event.steps, [](const ListStep& step) { return step.append || step.known; });
  if (how == OperationEnd::ok && (!event.has_value || !all_known))
    return HistoryProblem{"this transaction does not say what it read"};
  ListTransaction& transaction = history_.end_transaction(pending.number, how, now);
  if (how == OperationEnd::ok) transaction.steps = event.steps;
  return std::nullopt;
}

}  // namespace edgecase
