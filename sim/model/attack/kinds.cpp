#include "model/attack/kinds.hpp"

#include "load/type/kind_table.hpp"

namespace edgecase {
namespace {

using AttackTable = KindTable<AttackProfile (*)(const void* spec)>;

template <class Spec>
AttackTable::Row attack_kind(const char* name, const char* doc) {
  return {alternative<Spec>(name, doc),
          [](const void* spec) { return edgecase::profile(*static_cast<const Spec*>(spec)); }};
}

const AttackTable& attack_table() {
  static const AttackTable all{
      attack_kind<VolumetricSpec>("volumetric", "packets that saturate links"),
      attack_kind<SynFloodSpec>("syn_flood", "half-open connections that fill connection tables"),
      attack_kind<DnsFloodSpec>("dns_flood", "DNS queries to name servers"),
      attack_kind<HttpFloodSpec>("http_flood", "large numbers of ordinary requests"),
      attack_kind<CacheBustingSpec>("cache_busting",
                                    "requests that bypass caches with random query strings"),
      attack_kind<CredentialStuffingSpec>("credential_stuffing", "logins with leaked passwords"),
      attack_kind<ScrapingSpec>("scraping", "copying the whole catalogue, object by object"),
      attack_kind<RapidResetSpec>(
          "rapid_reset", "HTTP/2 streams that are cancelled immediately: work without responses"),
      attack_kind<SlowRequestsSpec>("slow_requests", "connections held open by sending slowly"),
      attack_kind<HotEndpointSpec>("hot_endpoint", "repeated requests to an expensive endpoint"),
      attack_kind<DenialOfWalletSpec>("denial_of_wallet",
                                      "requests below rate limits that run up the bill"),
      attack_kind<ZeroDaySpec>("zero_day", "an exploit that no rule matches yet"),
  };
  return all;
}

}  // namespace

std::vector<Field> fields(Of<PresetSpec>) {
  return list<PresetSpec>(
      field("of", &PresetSpec::of, "a file of the attacks catalogue", shorthand(), required()));
}

Menu menu(Of<AttackMenu>) {
  Menu all = attack_table().menu();
  all.alternatives.push_back(
      alternative<PresetSpec>("preset", "a real-world attack from the catalogue"));
  return all;
}

AttackProfile profile_of(const AttackChoice& choice) {
  return attack_table().of(choice)(choice.spec());
}

}  // namespace edgecase
