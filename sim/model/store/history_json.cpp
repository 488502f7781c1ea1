// Histories as JSON lines, written and read.
#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/core.h>

#include "load/json.hpp"
#include "model/store/history_lines.hpp"
#include "model/store/history_text.hpp"

namespace edgecase {
namespace {

/// Thrown and caught while a line is read.
struct BadMember {
  HistoryProblem problem;
};

[[noreturn]] void bad(std::string message, std::string hint = {}) {
  throw BadMember{{std::move(message), std::move(hint)}};
}

RegisterValue register_value(const Json& json) {
  if (json.is_null()) return std::nullopt;
  if (json.is_number_unsigned() && json.get<std::uint64_t>() > std::uint64_t{INT64_MAX})
    bad(fmt::format("{} is too large", dumped(json, -1)), "values have 64 bits with a sign");
  if (!json.is_number_integer())
    bad(fmt::format("{} is not a value", dumped(json, -1)),
        "values are whole numbers, or null where there is none");
  return json.get<std::int64_t>();
}

std::string key_name(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  if (json.is_number_integer()) return json.dump();
  bad(fmt::format("{} is not a key", dumped(json, -1)), "keys are texts or whole numbers");
}

std::uint64_t count_of(const Json& json, std::string_view member, std::uint64_t most) {
  if (!json.is_number_unsigned() || json.get<std::uint64_t>() > most)
    bad(fmt::format("`{}` is not a whole number from 0 to {}", member, most));
  return json.get<std::uint64_t>();
}

ListStep list_step(const Json& json, History& history) {
  constexpr const char* form = "[\"append\", key, value] or [\"r\", key, list]";
  if (!json.is_array() || json.size() != 3 || !json[0].is_string())
    bad(fmt::format("{} is not a step of a transaction", dumped(json, -1)), form);
  const std::string what = json[0].get<std::string>();
  ListStep step;
  step.key = history.key(key_name(json[1]));
  if (what == "append") {
    const RegisterValue value = register_value(json[2]);
    if (!value) bad("an append needs a value", form);
    step.append = true;
    step.value = *value;
    return step;
  }
  if (what != "r") bad(fmt::format("`{}` is not a step of a transaction", what), form);
  if (json[2].is_null()) return step;
  if (!json[2].is_array()) bad("a read of a transaction reads a list", form);
  step.known = true;
  for (const Json& item : json[2]) {
    const RegisterValue value = register_value(item);
    if (!value) bad("null is not an element of a list");
    step.list.push_back(*value);
  }
  return step;
}

void take_value(const Json& json, WrittenEvent& event, History& history) {
  event.has_value = true;
  const bool pair = event.function == "cas" || event.function == "rmw";
  if (event.function == "txn") {
    if (!json.is_array()) bad("the value of a txn is a list of steps");
    for (const Json& step : json) event.steps.push_back(list_step(step, history));
  } else if (pair) {
    if (!json.is_array() || json.size() != 2)
      bad(fmt::format("the value of a {} is [{}, new]", event.function,
                      event.function == "cas" ? "expected" : "read"));
    event.first = register_value(json[0]);
    event.second = register_value(json[1]);
  } else {
    event.first = register_value(json);
  }
}

void take_version(const Json& json, WrittenEvent& event) {
  event.has_version = true;
  if (event.function == "rmw" || event.function == "cas") {
    if (!json.is_array() || json.size() != 2) bad("the version of this is [read, written]");
    event.version_seen = static_cast<std::uint32_t>(count_of(json[0], "version", UINT32_MAX));
    event.version_written = static_cast<std::uint32_t>(count_of(json[1], "version", UINT32_MAX));
    if (event.type == "ok" && event.version_written <= event.version_seen)
      bad("the version written is not above the version read");
    return;
  }
  const auto version = static_cast<std::uint32_t>(count_of(json, "version", UINT32_MAX));
  if (event.function == "write" && version == 0) bad("the first version of a key is 1");
  (event.function == "read" ? event.version_seen : event.version_written) = version;
}

WrittenEvent event_of(const Json& json, History& history) {
  for (const char* member : {"process", "type", "f"})
    if (!json.contains(member)) bad(fmt::format("`{}` is missing", member));
  WrittenEvent event;
  event.process = count_of(json["process"], "process", UINT64_MAX);
  for (const auto& [member, target] : {std::pair{"type", &event.type}, {"f", &event.function}}) {
    if (!json[member].is_string()) bad(fmt::format("`{}` is not a text", member));
    *target = json[member].get<std::string>();
  }
  constexpr std::string_view types[] = {"invoke", "ok", "fail", "info"};
  if (std::ranges::find(types, event.type) == std::end(types))
    bad(fmt::format("`{}` is not a type", event.type), "invoke, ok, fail or info");
  if (event.function != "txn" && !register_function(event.function))
    bad(fmt::format("`{}` is not a function", event.function), "read, write, cas, rmw or txn");
  if (const auto at = json.find("session"); at != json.end())
    event.session = count_of(*at, "session", UINT64_MAX);
  if (const auto at = json.find("key"); at != json.end() && !at->is_null())
    event.key = key_name(*at);
  if (const auto at = json.find("value"); at != json.end()) take_value(*at, event, history);
  if (const auto at = json.find("version"); at != json.end()) take_version(*at, event);
  event.has_error = json.contains("error") && !json["error"].is_null();
  if (const auto at = json.find("time"); at != json.end()) {
    if (!at->is_number_integer()) bad("`time` is not a whole number of nanoseconds");
    event.time_ns = *register_value(*at);
  }
  return event;
}

Json json_value(const RegisterValue& value) { return value ? Json(*value) : Json(nullptr); }

Json json_steps(const ListTransaction& transaction, const History& history, bool answered) {
  Json steps = Json::array();
  for (const ListStep& step : transaction.steps) {
    if (step.append)
      steps.push_back({"append", history.keys[step.key], step.value});
    else
      steps.push_back({"r", history.keys[step.key], answered ? Json(step.list) : Json(nullptr)});
  }
  return steps;
}

constexpr const char* type_name(bool end, OperationEnd how) {
  if (!end) return "invoke";
  if (how == OperationEnd::ok) return "ok";
  return how == OperationEnd::fail ? "fail" : "info";
}

Json json_event(const RegisterOperation& o, const History& history, bool end) {
  const bool ok = end && o.end == OperationEnd::ok;
  Json line{{"process", o.process}, {"type", type_name(end, o.end)}, {"f", name_of(o.function)}};
  if (o.session != o.process) line["session"] = o.session;
  if (!history.keys[o.key].empty()) line["key"] = history.keys[o.key];
  const RegisterValue seen = ok || o.function == RegisterFunction::cas ? o.seen : std::nullopt;
  const bool pair = o.function == RegisterFunction::cas || o.function == RegisterFunction::update;
  if (pair)
    line["value"] = {json_value(seen), json_value(o.written)};
  else
    line["value"] = json_value(o.function == RegisterFunction::read ? seen : o.written);
  if (ok && o.has_version && pair)
    line["version"] = {o.version_seen, o.version_written};
  else if (ok && o.has_version)
    line["version"] = o.function == RegisterFunction::read ? o.version_seen : o.version_written;
  line["time"] = (end ? o.ended_at : o.invoked_at).time_since_epoch().count();
  if (end && o.end == OperationEnd::fail && !o.compared) line["error"] = "refused";
  return line;
}

Json json_event(const ListTransaction& t, const History& history, bool end) {
  return {{"process", t.process},
          {"type", type_name(end, t.end)},
          {"f", "txn"},
          {"value", json_steps(t, history, end && t.end == OperationEnd::ok)},
          {"time", (end ? t.ended_at : t.invoked_at).time_since_epoch().count()}};
}

}  // namespace

std::optional<HistoryProblem> add_json_line(std::string_view text, int line,
                                            HistoryBuilder& builder) {
  const Json json = parsed_json(text);
  if (!json.is_object())
    return HistoryProblem{"not a JSON object", "one event per line, as in {\"process\":0,…}"};
  try {
    return builder.add(event_of(json, builder.history()), line);
  } catch (const BadMember& found) {
    return found.problem;
  }
}

std::string as_json_lines(const History& history) {
  std::string text;
  for (const HistoryEvent& event : events_of(history)) {
    const Json line = event.transaction
                          ? json_event(history.transactions[event.number], history, event.end)
                          : json_event(history.operations[event.number], history, event.end);
    text += dumped(line, -1) + "\n";
  }
  return text;
}

}  // namespace edgecase
