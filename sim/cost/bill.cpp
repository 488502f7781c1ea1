#include "cost/bill.hpp"

#include <algorithm>
#include <map>

#include "cost/exact.hpp"

namespace edgecase {

namespace {

using Sums = std::map<std::string, Contribution>;

void add_to(Sums& sums, const std::string& label, const std::string& value, std::int64_t quantity,
            Money dollars) {
  Contribution& sum = sums[value];
  if (!value.empty()) sum.labels = {{label, value}};
  sum.quantity += quantity;
  sum.dollars += dollars;
}

void add_line(Sums& sums, const BillLine& line, const std::string& label) {
  if (line.contributions.empty()) add_to(sums, label, "", 0, line.known());
  for (const Contribution& part : line.contributions) {
    const auto at = part.labels.find(label);
    add_to(sums, label, at == part.labels.end() ? "" : at->second, part.quantity, part.dollars);
  }
}

std::vector<Contribution> largest_first(Sums sums) {
  std::vector<Contribution> all;
  for (auto& [value, sum] : sums) all.push_back(std::move(sum));
  std::stable_sort(all.begin(), all.end(), [](const Contribution& a, const Contribution& b) {
    return a.dollars != b.dollars ? a.dollars > b.dollars : a.quantity > b.quantity;
  });
  return all;
}

}  // namespace

void Bill::add(BillLine line) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(total.nano_dollars, line.known().nano_dollars, &sum)) {
    line.dollars.reset();
    line.at_least = {};
    sum = total.nano_dollars;
    line.why_unknown = "the bill exceeds $9 billion";
    for (Contribution& part : line.contributions) part.dollars = {};
  }
  total.nano_dollars = sum;
  complete &= line.dollars.has_value();
  lines.push_back(std::move(line));
}

void Bill::add(Unpriced usage) {
  complete = false;
  unpriced.push_back(std::move(usage));
}

std::optional<MoneyRange> Bill::range() const {
  if (!unpriced.empty()) return std::nullopt;
  Wide least = total.nano_dollars;
  Wide most = total.nano_dollars;
  for (const BillLine& line : lines) {
    if (line.dollars) continue;
    if (!line.may_be) return std::nullopt;
    least += line.may_be->least.nano_dollars - line.at_least.nano_dollars;
    most += line.may_be->most.nano_dollars - line.at_least.nano_dollars;
  }
  const auto lower = narrow(least);
  const auto upper = narrow(most);
  if (!lower || !upper) return std::nullopt;
  return MoneyRange{Money{*lower}, Money{*upper}};
}

double Bill::share(const BillLine& line) const {
  if (!line.dollars || total.nano_dollars == 0) return 0;
  return in_dollars(*line.dollars) / in_dollars(total);
}

Bill combined(std::span<const Bill> bills) {
  Bill all;
  if (!bills.empty()) {
    all.measured = bills.front().measured;
    all.month = bills.front().month;
  }
  for (const Bill& bill : bills) {
    for (const BillLine& line : bill.lines) all.add(line);
    all.free.insert(bill.free.begin(), bill.free.end());
  }
  if (bills.empty()) return all;
  for (const Unpriced& usage : bills.front().unpriced) {
    const bool nowhere = std::all_of(bills.begin(), bills.end(), [&](const Bill& bill) {
      return std::any_of(bill.unpriced.begin(), bill.unpriced.end(), [&](const Unpriced& other) {
        return other.meter == usage.meter && other.labels == usage.labels;
      });
    });
    if (nowhere) all.add(usage);
  }
  return all;
}

std::vector<Contribution> split_by(const BillLine& line, std::string_view label) {
  Sums sums;
  add_line(sums, line, std::string(label));
  return largest_first(std::move(sums));
}

std::vector<Contribution> split_by(const Bill& bill, std::string_view label) {
  Sums sums;
  for (const BillLine& line : bill.lines) add_line(sums, line, std::string(label));
  for (auto& [value, sum] : sums)
    sum.quantity = 0;  // quantities of different meters cannot be added
  return largest_first(std::move(sums));
}

}  // namespace edgecase
