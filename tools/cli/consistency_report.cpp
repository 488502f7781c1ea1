#include "cli/consistency_report.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/json.hpp"
#include "model/store/history_events.hpp"
#include "report/numbers.hpp"

namespace edgecase::cli {
namespace {

constexpr std::size_t most_keys_shown = 20;

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count_text(static_cast<double>(count)), count == 1 ? one : many);
}

std::string shown(const RegisterValue& value) { return value ? std::to_string(*value) : "nothing"; }

/// "process 3 read 4 (events 51 to 60)". Events count from 1, as the lines of a file.
std::string described(const RegisterOperation& o) {
  std::string what;
  switch (o.function) {
    case RegisterFunction::read:
      what = "read " + shown(o.seen);
      break;
    case RegisterFunction::write:
      what = "wrote " + shown(o.written);
      break;
    case RegisterFunction::update:
      what = fmt::format("read {} and wrote {}", shown(o.seen), shown(o.written));
      break;
    case RegisterFunction::cas:
      what =
          fmt::format("{} {} with {}", o.end == OperationEnd::ok ? "replaced" : "did not replace",
                      shown(o.seen), shown(o.written));
      break;
  }
  return fmt::format("process {} {} (events {} to {})", o.process, what, o.invoked + 1,
                     o.ended + 1);
}

std::string key_shown(const History& history, std::uint32_t key) {
  return history.keys[key].empty() ? "the register" : history.keys[key];
}

Section linearizability_section(const ConsistencyAnswer& answer) {
  Section section{"Linearizability", {}};
  const std::uint64_t holds = answer.keys_with(Linearizability::holds);
  const std::uint64_t violated = answer.keys_with(Linearizability::violated);
  const std::uint64_t undecided = answer.keys_with(Linearizability::undecided);
  const Tone tone = violated > 0 ? Tone::bad : undecided > 0 ? Tone::unsure : Tone::good;
  std::string text = fmt::format("{} of {} linearizable", holds,
                                 counted(answer.keys.size(), "key is", "keys are"));
  if (undecided > 0) text += fmt::format("; {} undecided: the search became too large", undecided);
  TextTable table{{{"key", Align::left, true},
                   {"operations"},
                   {"verdict", Align::left},
                   {"first operation that cannot be placed", Align::left}},
                  {}};
  for (const KeyVerdict& key : answer.keys) {
    if (key.verdict == Linearizability::holds || table.rows.size() == most_keys_shown) continue;
    const bool bad = key.verdict == Linearizability::violated;
    table.rows.push_back(
        {{TextCell(key_shown(answer.history, key.key)), count_text(key.operations),
          TextCell(bad ? "not linearizable" : "undecided", bad ? Tone::bad : Tone::unsure),
          TextCell(key.first_impossible == no_event
                       ? ""
                       : described(answer.history.operations[key.first_impossible]))}});
  }
  const std::uint64_t hidden = violated + undecided - table.rows.size();
  if (hidden > 0) text += fmt::format("; {} more than are shown", hidden);
  section.blocks.emplace_back(Paragraph{{TextCell(text + ".", tone)}});
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

Section session_section(const ConsistencyAnswer& answer) {
  const SessionReport& report = answer.sessions;
  const SessionCounts& counts = report.counts;
  Section section{"Stale reads and sessions", {}};
  if (counts.reads == 0 && counts.updates == 0) {
    section.blocks.emplace_back(
        Paragraph{{"Not judged: the answers of reads do not tell a version."}});
    return section;
  }
  TextTable table{{{"", Align::left}, {"found"}, {"of"}, {"", Align::left}}, {}};
  const auto row = [&](const char* name, std::uint64_t found, std::uint64_t of, std::string note) {
    table.rows.push_back(
        {{TextCell(name),
          TextCell(count_text(static_cast<double>(found)), found > 0 ? Tone::bad : Tone::good),
          count_text(static_cast<double>(of)), TextCell(std::move(note))}});
  };
  std::string stalest;
  if (counts.stale_reads > 0)
    stalest = fmt::format("at most {} and {} old",
                          counted(report.stalest.versions, "version", "versions"),
                          seconds_text(static_cast<double>(report.stalest.ns) * 1e-9));
  row("stale reads", counts.stale_reads, counts.reads, stalest);
  row("reads that miss an own write", counts.own_writes_missed, counts.reads, "");
  row("reads that go back in time", counts.backward_reads, counts.reads, "");
  row("lost updates", counts.lost_updates, counts.updates, "");
  section.blocks.emplace_back(std::move(table));
  if (report.unversioned > 0)
    section.blocks.emplace_back(
        Paragraph{{fmt::format("Not judged: {} whose answer tells no version.",
                               counted(report.unversioned, "operation", "operations"))}});
  return section;
}

std::string example_text(const History& history, const std::vector<std::uint32_t>& example) {
  std::string text;
  for (const std::uint32_t t : example)
    text += (text.empty() ? "" : ", ") + std::to_string(history.transactions[t].invoked + 1);
  return text;
}

Section transaction_section(const ConsistencyAnswer& answer) {
  const AnomalyReport& report = answer.transactions;
  Section section{"Transactions", {}};
  TextTable table{{{"anomaly", Align::left},
                   {"found"},
                   {"rules out", Align::left},
                   {"example: invoked at events", Align::left, true},
                   {"what happened", Align::left, true}},
                  {}};
  for (const AnomalyMeaning& one : anomaly_meanings()) {
    const FoundAnomaly& found = report[one.anomaly];
    if (found.count == 0) continue;
    table.rows.push_back(
        {{TextCell(std::string(one.name), Tone::bad), count_text(static_cast<double>(found.count)),
          TextCell(std::string(one.rules_out)),
          TextCell(example_text(answer.history, found.example)),
          TextCell(std::string(one.meaning))}});
  }
  const std::string of =
      counted(report.committed, "committed transaction", "committed transactions");
  if (report.none())
    section.blocks.emplace_back(Paragraph{{TextCell("No anomaly in " + of + ".", Tone::good)}});
  else
    section.blocks.emplace_back(Paragraph{{of + "; cycles that can exist apart count once."}});
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  if (report.unclassified > 0)
    section.blocks.emplace_back(
        Paragraph{{fmt::format("{}: too large to tell G-single from G2-item.",
                               counted(report.unclassified, "more cycle", "more cycles"))}});
  return section;
}

Json json_keys(const ConsistencyAnswer& answer) {
  Json keys = Json::array();
  for (const KeyVerdict& key : answer.keys) {
    Json one{{"key", answer.history.keys[key.key]}, {"operations", key.operations}};
    one["linearizable"] = key.verdict == Linearizability::undecided
                              ? Json(nullptr)
                              : Json(key.verdict == Linearizability::holds);
    if (key.first_impossible != no_event) {
      const RegisterOperation& o = answer.history.operations[key.first_impossible];
      one["first_impossible"] = {{"process", o.process},
                                 {"f", name_of(o.function)},
                                 {"invoked_at_event", o.invoked + 1},
                                 {"ended_at_event", o.ended + 1}};
    }
    keys.push_back(std::move(one));
  }
  return keys;
}

Json json_sessions(const SessionReport& report) {
  const SessionCounts& counts = report.counts;
  return {{"reads", counts.reads},
          {"stale_reads", counts.stale_reads},
          {"versions_behind", counts.versions_behind},
          {"most_versions_behind", report.stalest.versions},
          {"stale_ns", counts.stale_ns},
          {"most_stale_ns", report.stalest.ns},
          {"own_writes_missed", counts.own_writes_missed},
          {"backward_reads", counts.backward_reads},
          {"updates", counts.updates},
          {"lost_updates", counts.lost_updates},
          {"unversioned", report.unversioned}};
}

Json json_transactions(const ConsistencyAnswer& answer) {
  const AnomalyReport& report = answer.transactions;
  Json anomalies = Json::object();
  for (const AnomalyMeaning& one : anomaly_meanings()) {
    Json example = Json::array();
    for (const std::uint32_t t : report[one.anomaly].example)
      example.push_back(answer.history.transactions[t].invoked + 1);
    anomalies[std::string(one.name)] = {{"count", report[one.anomaly].count},
                                        {"rules_out", one.rules_out},
                                        {"example_events", std::move(example)}};
  }
  return {{"committed", report.committed},
          {"unclassified", report.unclassified},
          {"anomalies", std::move(anomalies)}};
}

}  // namespace

std::uint64_t ConsistencyAnswer::keys_with(Linearizability verdict) const {
  return static_cast<std::uint64_t>(std::ranges::count(keys, verdict, &KeyVerdict::verdict));
}

bool ConsistencyAnswer::violated() const {
  const SessionCounts& counts = sessions.counts;
  return keys_with(Linearizability::violated) > 0 || !transactions.none() ||
         counts.stale_reads + counts.own_writes_missed + counts.backward_reads +
                 counts.lost_updates >
             0;
}

bool ConsistencyAnswer::undecided() const { return keys_with(Linearizability::undecided) > 0; }

std::vector<Section> sections_of(const ConsistencyAnswer& answer) {
  std::string what = counted(answer.history.operations.size(), "operation", "operations") + " on " +
                     counted(answer.keys.size(), "key", "keys");
  if (!answer.history.transactions.empty())
    what += ", " + counted(answer.history.transactions.size(), "transaction", "transactions");
  std::vector<Section> sections{{"History " + answer.file, {Paragraph{{what + "."}}}}};
  if (!answer.keys.empty()) {
    sections.push_back(linearizability_section(answer));
    sections.push_back(session_section(answer));
  }
  if (!answer.history.transactions.empty()) sections.push_back(transaction_section(answer));
  return sections;
}

std::string json_of(const ConsistencyAnswer& answer) {
  const Json all{{"schema_version", 1},
                 {"violated", answer.violated()},
                 {"keys", json_keys(answer)},
                 {"sessions", json_sessions(answer.sessions)},
                 {"transactions", json_transactions(answer)}};
  return dumped(all) + "\n";
}

}  // namespace edgecase::cli
