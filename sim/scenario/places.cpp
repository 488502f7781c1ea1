#include "scenario/places.hpp"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/suggest.hpp"

namespace edgecase {
namespace {

std::string folded_city(std::string_view name) {
  std::string out(name.substr(0, name.find(',')));
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

/// "Frankfurt" and "Frankfurt am Main": one begins with the words of the other.
bool same_city(const std::string& a, const std::string& b) {
  const std::string& less = a.size() < b.size() ? a : b;
  const std::string& more = a.size() < b.size() ? b : a;
  return !less.empty() && more.starts_with(less) &&
         (more.size() == less.size() || more[less.size()] == ' ');
}

}  // namespace

Finding no_such(const char* what, const std::string& name,
                std::span<const std::string_view> names) {
  return {code::refers_to_nothing, "unknown " + std::string(what) + " `" + name + "`",
          did_you_mean(name, names),
          names.empty() ? "there is none" : "known: " + enumerate(names)};
}

std::string place_meant(const Network& network, std::string_view name) {
  const std::string city = folded_city(name);
  std::vector<std::string> meant;
  const auto add = [&](const auto& all, auto name_of_one) {
    for (const auto& one : all) {
      if (!same_city(city, folded_city(one.city))) continue;
      meant.push_back(name_of_one(one));
      return;
    }
  };
  add(network.metros(), [](const Metro& metro) { return metro.city; });
  add(network.pops(), [](const Pop& pop) { return pop.code; });
  add(network.places(), [](const NamedPlace& place) { return place.name; });
  if (meant.empty()) {
    std::vector<std::string_view> names = network.place_names();
    for (const Metro& metro : network.metros()) names.emplace_back(metro.city);
    return did_you_mean(name, names);
  }
  std::string text = "did you mean ";
  for (std::size_t i = 0; i < meant.size(); ++i)
    text += fmt::format("{}`{}`", i == 0 ? "" : i + 1 == meant.size() ? " or " : ", ", meant[i]);
  return text + "?";
}

void check_place(const std::string& name, const std::string& path, const Network& network,
                 Checker& checker) {
  if (name.empty() || network.find(name)) return;
  const auto names = network.place_names();
  checker.report(
      path, {code::refers_to_nothing, "unknown place `" + name + "`", place_meant(network, name),
             "a city of the network, a cloud region or a site's code: " + enumerate(names, 8)});
}

}  // namespace edgecase
