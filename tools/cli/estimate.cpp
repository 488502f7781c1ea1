#include "cli/estimate.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/free_memory.hpp"
#include "cli/terminal.hpp"
#include "report/numbers.hpp"

namespace edgecase::cli {
namespace {

std::string memory_text(double bytes) {
  if (bytes < 1e9) return fmt::format("{:.0f} MB", std::max(10.0, std::round(bytes * 1e-7) * 10));
  return bytes < 1e10 ? fmt::format("{:.1f} GB", bytes * 1e-9)
                      : fmt::format("{:.0f} GB", bytes * 1e-9);
}

double to_digits(double value, double digits) {
  const double unit = std::pow(10, std::floor(std::log10(value)) - (digits - 1));
  return std::round(value / unit) * unit;
}

/// What to add to the command so that a study fits into this memory.
std::string remedy(const Blueprint& plan, const StudyOptions& options,
                   const StudyEstimate& estimate, double free) {
  if (estimate.bytes(1) <= free) return "run fewer replications at once: -j 1";
  if (const auto share = sample_that_fits(plan, options, free))
    return fmt::format("simulate a sample of the objects: -j 1 --set world.sample={:g}%",
                       *share * 100);
  return "fewer --replications, objects or requests take less";
}

void refuse_too_large(const Blueprint& plan, const StudyOptions& options,
                      const StudyEstimate& estimate) {
  const auto free = static_cast<double>(free_memory());
  const double needed = estimate.bytes(threads_of(options));
  if (needed <= free) return;
  throw Error(fmt::format("this run needs about {} of memory, and {} are free; {}",
                          memory_text(needed), memory_text(free),
                          remedy(plan, options, estimate, free)));
}

}  // namespace

std::string about(double seconds) {
  if (seconds < 1) return "less than a second";
  if (seconds < 90) return fmt::format("about {:.0f} s", to_digits(seconds, 1));
  if (seconds < 5400) return fmt::format("about {:.0f} min", std::ceil(to_digits(seconds, 2) / 60));
  if (seconds < 2 * 86400) return fmt::format("about {:.2g} h", seconds / 3600);
  return fmt::format("about {:.0f} days", to_digits(seconds / 86400, 2));
}

std::string estimate_line(const Blueprint& plan) {
  const StudyEstimate estimate = estimate_of(plan, {});
  return fmt::format("a run simulates about {} requests: {} of processor time, about {}",
                     count_text(to_digits(std::max(1.0, estimate.requests), 2)),
                     about(estimate.cpu_s), memory_text(estimate.bytes(1)));
}

StudyEstimate announce(std::span<const Blueprint* const> plans, const StudyOptions& options,
                       bool quiet) {
  StudyEstimate all;
  for (const Blueprint* plan : plans) {
    const StudyEstimate one = estimate_of(*plan, options);
    refuse_too_large(*plan, options, one);
    all.requests += one.requests;
    all.cpu_s += one.cpu_s;
    all.replications += one.replications;
    all.runs = std::max(all.runs, one.runs);
  }
  const double seconds = all.cpu_s / threads_of(options);
  constexpr double worth_saying = 60;
  if (quiet || seconds <= worth_saying) return all;
  const std::string of_each =
      all.runs > 1 ? fmt::format(" of {:.0f} runs each, with and without what happens", all.runs)
                   : "";
  say(fmt::format(
      "this takes {}: {} requests in {:.0f} replications{}; ^C ends it with those that "
      "are finished by then",
      about(seconds), count_text(to_digits(all.requests, 2)), all.replications, of_each));
  return all;
}

}  // namespace edgecase::cli
