// `edgecase schema`: JSON Schemas (draft-07) for editors and for programs that read results.
#include "load/schema.hpp"

#include <memory>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "cost/price_sheet.hpp"
#include "cost/usage_file.hpp"
#include "model/net/network_spec.hpp"
#include "report/report.hpp"
#include "scenario/scenario.hpp"

namespace edgecase::cli {
namespace {

std::string schema_of(const std::string& what) {
  if (what == "result") return result_schema();
  if (what == "network") return json_schema(type_of<NetworkSpec>(), "edgecase network");
  if (what == "prices") return json_schema(type_of<PriceSheet>(), "edgecase price sheet");
  if (what == "usage") return json_schema(type_of<UsageSpec>(), "edgecase usage");
  return json_schema(type_of<ScenarioSpec>(), "edgecase scenario");
}

}  // namespace

Command schema_command() {
  const auto what = std::make_shared<std::string>("scenario");
  Argument argument = choice("WHAT", {"scenario", "result", "network", "prices", "usage"}, *what,
                             "what it describes");
  argument.positional = true;
  return {"schema",
          "print the JSON Schema of scenarios, results, networks, price sheets or usage files",
          "`edgecase init` writes the scenario schema beside the scenario, for completion in "
          "editors.\n",
          {std::move(argument)},
          [what] {
            const std::string text = schema_of(*what);
            print(text.ends_with('\n') ? text : text + "\n");
            return ExitCode::ok;
          }};
}

}  // namespace edgecase::cli
