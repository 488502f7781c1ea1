#include "cost/operations_sheet.hpp"

#include <algorithm>

#include "load/checker.hpp"
#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "load/text/suggest.hpp"

namespace edgecase {

std::vector<Field> fields(Of<OperationsSheet>) {
  constexpr Duration most = std::chrono::hours(1000);
  return list<OperationsSheet>(
      field("apiVersion", &OperationsSheet::api_version, "version of the format",
            only("edgecase/v1"), required()),
      field("kind", &OperationsSheet::kind, "what the file is", only("OperationsSheet"),
            required()),
      field("name", &OperationsSheet::name, "file name without .yaml", required()),
      field("title", &OperationsSheet::title, "one line", required()),
      field("source", &OperationsSheet::source, "where its figures come from", required()),
      field("retrieved", &OperationsSheet::retrieved, "when", required()),
      field("hour", &OperationsSheet::hour, "what an hour of work costs, overheads included",
            required()),
      field("page", &OperationsSheet::page, "work after a page: looking, mending, writing it up",
            required(), at_most(most)),
      field("false_page", &OperationsSheet::false_page, "work after a page without a cause",
            required(), at_most(most)),
      field("change", &OperationsSheet::change, "work to ship a change: watching its steps",
            required(), at_most(most)),
      field("rollback", &OperationsSheet::rollback,
            "work after a rollback: finding the fault, shipping again", required(), at_most(most)),
      field("approval", &OperationsSheet::approval, "work of a review", required(), at_most(most)),
      field("ticket", &OperationsSheet::ticket, "work on a ticket", required(), at_most(most)),
      field("tickets_by_refusal", &OperationsSheet::tickets_by_refusal,
            "tickets for each request of a user that was blocked by mistake or could not log in",
            required(), at_most(Share{1})),
      field("parts", &OperationsSheet::parts,
            "work a month for each part that must be run: stores, gates, rules, tiers, functions, "
            "third_parties, tools, regions (with data)",
            required()));
}

void check(const OperationsSheet& sheet, Checker& checker) {
  const std::vector<std::string_view> known(std::begin(part_names), std::end(part_names));
  for (const auto& [part, hours] : sheet.parts)
    if (std::ranges::find(known, part) == known.end())
      checker.report(join_path("parts", part), {code::unknown_name, "unknown part `" + part + "`",
                                                did_you_mean(part, known), enumerate(known)});
}

}  // namespace edgecase
