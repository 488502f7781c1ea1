#include "plan/clients.hpp"

#include <algorithm>
#include <cmath>

#include "plan/blueprint.hpp"

namespace edgecase {

void Blueprint::plan_metros() {
  const ClientsSpec& given = spec.world.clients;
  const auto share = static_cast<double>(given.dns.users_per_resolver.value);
  const double asked = given.dns.asked.value / given.requests_per_connection;
  const std::vector<double> rates = traffic.demand.rates_at(Instant{});
  for (const Metro& metro : network.metros()) {
    MetroPlan one{.region = static_cast<std::uint8_t>(metro.site.region),
                  .access_mix = static_cast<std::uint8_t>(metro.mix),
                  .first_resolver = clients.resolvers};
    one.resolvers =
        static_cast<std::uint32_t>(std::clamp(std::ceil(metro.users / share), 1.0, 1e6));
    const double whole_rate = rates[clients.metros.size()] * static_cast<double>(one_in);
    const double queries = whole_rate * asked / one.resolvers * in_seconds(given.dns.ttl);
    one.resolver_knows = queries / (1 + queries);
    clients.resolvers += one.resolvers;
    clients.metros.push_back(one);
  }
}

void Blueprint::plan_access() {
  if (const auto& line = spec.world.clients.access) {
    clients.access_lines.push_back(
        {QuantileTable(distribution_of(line->rtt).scaled(1e9)), Download(line->bandwidth)});
    clients.access_mixes.assign(network.access_mixes().size(), AliasTable(std::vector<double>{1}));
    return;
  }
  for (const AccessKind& kind : network.access_kinds()) {
    clients.access_lines.push_back(
        {QuantileTable(kind.latency_seconds.scaled(1e9)), Download(kind.bandwidth)});
  }
  for (const AccessMix& mix : network.access_mixes()) {
    std::vector<double> shares(clients.access_lines.size(), 0);
    for (const AccessShare& s : mix.shares) shares[s.kind] += s.share;
    clients.access_mixes.emplace_back(shares);
  }
}

void Blueprint::plan_connections() {
  const ClientsSpec& given = spec.world.clients;
  const double opened = 1 / given.requests_per_connection;
  const double quic = given.http3.value;
  const double old = (1 - quic) * given.tls12.value;
  const double modern = 1 - quic - old;
  const double resumed = given.tls_resumption.value;
  const double early = resumed * given.early_data.value;
  std::vector<double> weights;
  const auto add = [&](double weight, Connection kind) {
    const HandshakeRoundTrips trips = handshake(kind);
    const bool is_quic = kind == Connection::quic || kind == Connection::quic_early_data;
    clients.connection_kinds.push_back({is_quic ? 0 : trips.transport,
                                        is_quic ? trips.transport + trips.tls : trips.tls,
                                        kind != Connection::reused});
    weights.push_back(weight);
  };
  add(1 - opened, Connection::reused);
  clients.fresh_connection = static_cast<std::uint8_t>(clients.connection_kinds.size());
  add(opened * modern * (1 - early), Connection::tcp_tls13);
  add(opened * modern * early, Connection::tcp_tls13_early_data);
  add(opened * old * (1 - resumed), Connection::tcp_tls12);
  add(opened * old * resumed, Connection::tcp_tls12_resumed);
  add(opened * quic * (1 - early), Connection::quic);
  add(opened * quic * early, Connection::quic_early_data);
  clients.connections = AliasTable(weights);
}

}  // namespace edgecase
