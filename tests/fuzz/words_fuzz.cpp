// Whatever bytes a quantity or a study's parameter is made of: it is refused with a reason, or it
// is a number within the bounds of its unit that prints and reads back as itself. The first byte of
// the input chooses which.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "load/quantity_range.hpp"
#include "load/text/scalar.hpp"
#include "study/parameters.hpp"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

template <class T>
void quantity(const std::string& text) {
  T value{};
  if (const auto complaint = edgecase::Scalar<T>::parse(text, value)) {
    demand(!complaint->message.empty());
    return;
  }
  const std::string printed = edgecase::Scalar<T>::print(value);
  T again{};
  demand(!edgecase::Scalar<T>::parse(printed, again));
  demand(edgecase::Scalar<T>::print(again) == printed);
}

void number(const std::string& text) {
  const auto found = edgecase::number_of(text);
  demand(!found || std::isfinite(*found));
}

void parameter(const std::string& text) {
  std::string problem;
  const auto found = edgecase::parameter_of(text, problem);
  demand(found.has_value() == problem.empty());
  if (!found) return;
  const edgecase::PlanKind plans[]{edgecase::PlanKind::factorial, edgecase::PlanKind::one_at_a_time,
                                   edgecase::PlanKind::latin_hypercube, edgecase::PlanKind::sobol};
  for (const edgecase::PlanKind plan : plans) {
    const auto points = edgecase::points_of({*found}, plan, 3, 1, problem);
    demand(points.has_value() || !problem.empty());
    if (points && points->size() < 100)
      for (const edgecase::PointValues& one : *points) edgecase::overrides_of({*found}, one);
  }
  for (const double position : {0.0, 0.3, 1.0}) demand(!found->at(position).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  constexpr void (*kinds[])(const std::string&) = {quantity<edgecase::Duration>,
                                                   quantity<edgecase::Bytes>,
                                                   quantity<edgecase::Rate>,
                                                   quantity<edgecase::Bandwidth>,
                                                   quantity<edgecase::Share>,
                                                   quantity<edgecase::Money>,
                                                   quantity<edgecase::Count>,
                                                   quantity<double>,
                                                   quantity<std::int64_t>,
                                                   quantity<std::uint64_t>,
                                                   number,
                                                   parameter};
  kinds[data[0] % std::size(kinds)](text);
  return 0;
}
