// `edgecase consistency`: what a recorded history of a store's operations proves about the store.
#include <memory>

#include "cli/commands.hpp"
#include "cli/consistency_report.hpp"
#include "cli/files.hpp"
#include "cli/terminal.hpp"
#include "load/text/render.hpp"
#include "model/store/history_text.hpp"

namespace edgecase::cli {
namespace {

struct ConsistencyRequest {
  std::string file;
  std::string format = "text";
  bool strict = false;
  std::string color = "auto";
};

ExitCode judge(const ConsistencyRequest& request) {
  Diagnostics diagnostics;
  auto history = read_history(read_file(request.file), request.file, diagnostics);
  if (!history) {
    show(render_text(diagnostics, {.color = wants_color(request.color, Stream::err)}));
    return ExitCode::usage;
  }
  ConsistencyAnswer answer{request.file, std::move(*history), {}, {}, {}};
  answer.keys = check_linearizability(answer.history);
  answer.sessions = check_sessions(answer.history);
  answer.transactions = find_anomalies(answer.history);
  print(request.format == "json"
            ? json_of(answer)
            : as_text(sections_of(answer),
                      {.color = wants_color(request.color, Stream::out), .width = text_width()}));
  if (answer.violated()) return ExitCode::broken;
  return answer.undecided() && request.strict ? ExitCode::inconclusive : ExitCode::ok;
}

}  // namespace

Command consistency_command() {
  const auto request = std::make_shared<ConsistencyRequest>();
  return {
      "consistency",
      "judge a recorded history of reads and writes: linearizable? which anomalies?",
      "Reads a history as JSON lines, one event a line, or a log of Jepsen on one register.\n"
      "Each key is linearizable or not, with the first operation that cannot be placed. Where\n"
      "answers tell versions, stale reads, missed own writes, reads back in time and lost\n"
      "updates are counted; of transactions that append to lists, the anomalies of Adya.\n"
      "Exit code 3: something was found that a linearizable, strictly serializable store never\n"
      "shows. `edgecase explain EC0309` and docs/models/consistency.md describe the lines.\n\n"
      "  edgecase consistency history.jsonl\n"
      "  edgecase consistency etcd_000.log --format json\n",
      {positional("FILE", request->file, "the history"),
       choice("--format", {"text", "json"}, request->format, "format of stdout"),
       flag("--strict", request->strict, "exit with 5 if a key is undecided"),
       choice("--color", {"auto", "always", "never"}, request->color, "coloured text output")},
      [request] { return judge(*request); }};
}

}  // namespace edgecase::cli
