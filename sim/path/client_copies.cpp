// Copies in the caches of the users themselves: requests that never leave, and what comes back.

#include "path/path.hpp"

namespace edgecase {

// True: its owner has a fresh copy, and no request goes out.
bool Path::is_at_home(Request& r) {
  ClientCaches& clients = *world_.clients;
  const RoutePlan& route = plan_.routes[r.route];
  const std::uint64_t person = world_.people.who(r.arrived, r.number, r.metro, r.route).id;
  ClientCaches::Asked& last = clients.last(person, r.route);
  if (last.key != 0 && world_.again.unit(r.number) < plan_.asked_again) {
    r.object = last.object;
    r.key = last.key;
  } else if (is_kept_by_clients(r)) {
    last = {r.object, r.key};
  }
  const ClientCaches::Copy* copy =
      route.client_ttl > Duration{0} ? clients.find(person, r.key, r.arrived) : nullptr;
  if (copy == nullptr || r.arrived >= copy->fresh_until) {
    clients.leaves(r.number, person, copy);
    return false;
  }
  ++seen_.simulated_requests;
  r.status = CacheStatus::client;
  if (r.measured) answer_at_home(r, copy->outdated);
  return true;
}

void Path::answer_at_home(const Request& r, Instant outdated) {
  Cell& cell = cell_of(r);
  cell.latency.add(0);
  cell.first_byte.add(0);
  ++cell.requests;
  ++cell.statuses[static_cast<std::size_t>(r.status)];
  if (outdated <= r.arrived) cell.outdated_age.add((r.arrived - outdated).count());
  if (r.besieged) {
    ++seen_.besieged[r.region].requests;
    seen_.besieged[r.region].latency.add(0);
  }
  ++moment_of(r).requests;
}

/// Neither what is for one user alone nor an address that nobody asks for twice, nor a 404.
bool Path::is_kept_by_clients(const Request& r) const {
  return r.key != 0 && r.key <= plan_.dense_keys && !world_.is_missing(r.route, r.object);
}

// What the answer is once its owner has it: nothing is sent of what he has already.
Content Path::bring_home(const Request& r, const Content& content) {
  ClientCaches& clients = *world_.clients;
  const ClientCaches::Errand errand = clients.returns(r.number);
  const Duration ttl = plan_.routes[r.route].client_ttl;
  if (ttl <= Duration{0} || !is_kept_by_clients(r)) return content;
  const bool ages = plan_.routes[r.route].cache < 0 || cache_of(r).age_inherited;
  const Instant from = ages ? content.fetched : world_.engine.now();
  clients.keep(errand.person, r.key, {from + ttl, content.outdated});
  Content sent = content;
  if (errand.has_old && errand.old.outdated > content.fetched) sent.size = Bytes{0};
  return sent;
}

}  // namespace edgecase
