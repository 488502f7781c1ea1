#include "model/attack/kinds.hpp"

#include <array>

#include "core/check.hpp"

namespace edgecase {
namespace {

struct AttackKind {
  Alternative alternative;
  AttackProfile (*profile)(const void* spec);
};

template <class Spec>
AttackKind kind(const char* name, const char* doc) {
  return {alternative<Spec>(name, doc),
          [](const void* spec) { return edgecase::profile(*static_cast<const Spec*>(spec)); }};
}

const auto& kinds() {
  static const std::array all{
      kind<VolumetricSpec>("volumetric", "packets that fill links"),
      kind<SynFloodSpec>("syn_flood", "half-open connections that fill tables"),
      kind<DnsFloodSpec>("dns_flood", "questions to name servers"),
      kind<HttpFloodSpec>("http_flood", "requests like people's, too many of them"),
      kind<CacheBustingSpec>("cache_busting", "requests that no cache can answer"),
      kind<CredentialStuffingSpec>("credential_stuffing", "logins with leaked passwords"),
      kind<ScrapingSpec>("scraping", "a copy of everything, object by object"),
      kind<RapidResetSpec>("rapid_reset", "streams cancelled at once: work without answers"),
      kind<SlowRequestsSpec>("slow_requests", "connections held open by sending slowly"),
      kind<HotEndpointSpec>("hot_endpoint", "the most expensive thing, again and again"),
      kind<DenialOfWalletSpec>("denial_of_wallet", "below every limit, above every budget"),
      kind<ZeroDaySpec>("zero_day", "an exploit that no rule matches yet"),
  };
  return all;
}

}  // namespace

Menu menu(Of<AttackMenu>) {
  Menu all;
  for (const AttackKind& k : kinds()) all.alternatives.push_back(k.alternative);
  all.alternatives.push_back(
      alternative<PresetSpec>("preset", "an attack that has been seen, from the catalogue"));
  return all;
}

AttackProfile profile_of(const AttackChoice& choice) {
  for (const AttackKind& k : kinds()) {
    if (k.alternative.name == choice.name()) return k.profile(choice.spec());
  }
  EC_CHECK(false, "an attack that is not on the menu, or a preset that was not resolved");
  return {};
}

}  // namespace edgecase
