// What a user of the installed package writes: a scenario by name, with one value changed, studied
// and written as JSON. Nothing but the standard library and the public headers.
#include <cmath>
#include <iostream>

#include <edgecase/load.hpp>
#include <edgecase/report.hpp>
#include <edgecase/run.hpp>

int main(int count, char** values) {
  if (count != 2) return 64;
  const std::filesystem::path shipped = values[1];
  const auto fail = [](const std::string& why) {
    std::cerr << why << '\n';
    return 1;
  };
  try {
    const edgecase::Loaded wrong =
        edgecase::load_text("kind: Scenarios\n", "wrong.yaml", {.catalogues = {shipped}});
    if (wrong.scenario || wrong.diagnostics.empty() || wrong.text.empty())
      return fail("a wrong scenario was loaded");

    const edgecase::Loaded loaded = edgecase::load_file(
        shipped / "image-shop.yaml", {.overrides = {"world.horizon.measure=1min"}});
    if (!loaded.scenario) return fail(loaded.text);

    std::size_t steps = 0;
    edgecase::StudyOptions options{.seed = 7, .replications = 2};
    options.progress = [&](std::size_t, std::size_t) { ++steps; };
    const edgecase::Result result = edgecase::study(*loaded.scenario, options);
    const edgecase::Metric* cost = result.find("cost.monthly");
    if (cost == nullptr || !(cost->estimate.mean > 0)) return fail("the month costs nothing");
    if (steps != 2) return fail("no progress was reported");
    for (const auto format :
         {edgecase::Format::text, edgecase::Format::csv, edgecase::Format::markdown})
      if (edgecase::render(result, format).empty()) return fail("a report is empty");

    const edgecase::ComparisonResult same =
        edgecase::compare(*loaded.scenario, *loaded.scenario, {.replications = 2});
    for (const edgecase::Difference& difference : same.differences)
      if (difference.significant) return fail(difference.name + " differs from itself");

    std::cout << edgecase::render(result, edgecase::Format::json);
  } catch (const edgecase::Error& error) {
    return fail(error.what());
  }
}
