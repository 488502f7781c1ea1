#include "path/client_copies.hpp"

namespace edgecase {

std::optional<Instant> ClientCopies::served_by_client_cache(Request& r) {
  ClientCaches& clients = *world_.clients;
  const RoutePlan& route = plan_.routes[r.route];
  const std::uint64_t person = world_.people.who(r.arrived, r.number, r.metro, r.route).id;
  ClientCaches::Asked& last = clients.last(person, r.route);
  const bool reads = r.operation == Operation::read;
  if (reads && last.key != 0 && world_.again.unit(r.number) < plan_.clients.asks_again) {
    r.object = last.object;
    r.key = last.key;
  } else if (is_kept(r)) {
    last = {r.object, r.key};
  }
  const ClientCaches::Copy* copy =
      route.client_ttl > Duration{0} ? clients.find(person, r.key, r.arrived) : nullptr;
  if (copy != nullptr && r.arrived < copy->fresh_until)
    return world_.truth.outdated(r.route, r.object, copy->version, copy->outdated);
  clients.add_pending(r.number, person, copy);
  return std::nullopt;
}

/// Neither what is for one user alone nor an address that no second request names, nor a 404.
bool ClientCopies::is_kept(const Request& r) const {
  return r.key != 0 && r.key <= plan_.traffic.dense_keys && !world_.is_missing(r.route, r.object);
}

Content ClientCopies::keep(const Request& r, const Content& content) {
  ClientCaches& clients = *world_.clients;
  const ClientCaches::PendingFetch fetch = clients.take_pending(r.number);
  const Duration ttl = plan_.routes[r.route].client_ttl;
  if (ttl <= Duration{0} || !is_kept(r)) return content;
  const bool ages = plan_.routes[r.route].cache < 0 || plan_.cache_of(r.route).age_inherited;
  const Instant from = ages ? content.fetched : world_.engine.now();
  clients.keep(fetch.person, r.key, {from + ttl, content.outdated, content.version});
  Content sent = content;
  const auto unchanged = [&](const ClientCaches::Copy& old) {
    return world_.truth.outdated(r.route, r.object, old.version, old.outdated) > content.fetched;
  };
  if (fetch.has_old && unchanged(fetch.old)) sent.size = Bytes{0};
  return sent;
}

}  // namespace edgecase
