#include "model/attack/profile.hpp"

namespace edgecase {

std::vector<Field> fields(Of<BotnetSpec>) {
  return list<BotnetSpec>(
      field("count", &BotnetSpec::count, "number of bots", shorthand(), at_least(std::int64_t{1}),
            at_most(std::int64_t{1'000'000'000}),
            source("about 20,000 sent the HTTP/2 rapid resets of 2023; Aisuru had 1 to 4 million "
                   "hosts in 2025-12",
                   "2026-11")),
      field("rotate", &BotnetSpec::rotate, "how long a bot keeps an IP address; 0: for ever",
            at_least(Duration{0}), assumed("home routers keep addresses for days")),
      field("addresses", &BotnetSpec::addresses,
            "number of IP addresses that a bot rotates through", at_least(std::int64_t{1}),
            at_most(std::int64_t{1'000'000'000}), assumed("1, unless it is a proxy network")),
      field("fingerprint", &BotnetSpec::fingerprint, "client fingerprint of the requests",
            assumed("most floods come from scripts")));
}

}  // namespace edgecase
