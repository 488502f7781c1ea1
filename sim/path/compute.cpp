// A request at a function: in place of the origin, wherever the design puts it.

#include <algorithm>

#include "path/source.hpp"

namespace edgecase {
namespace {

constexpr int call_shift = 44;  // sub-requests of request n are numbered n + (1, 2 ...) << 44

Failure failure_of(InvocationEnd end) {
  switch (end) {
    case InvocationEnd::done:
      return Failure::none;
    case InvocationEnd::killed:
      return Failure::function_killed;
    case InvocationEnd::timed_out:
      return Failure::function_timeout;
    case InvocationEnd::throttled:
      return Failure::throttled;
    case InvocationEnd::shed:
      return Failure::shed;
  }
  return Failure::none;
}

std::uint64_t sub_request_number(const Request& r, std::int64_t which) {
  return r.number + (static_cast<std::uint64_t>(which + 1) << call_shift);
}

std::int64_t at_origin_ns(const Request& r) {
  return r.times[Stage::origin_queue] + r.times[Stage::origin_service];
}

/// How often a function runs for a bot's request that stands for many.
std::uint32_t calls_of(const Request& r) {
  constexpr std::uint32_t most = 16;
  return std::min(r.weight, most);
}

}  // namespace

PlaceId FunctionSource::place_of(const Upstream& up) const {
  return plan_.compute.groups[up.function->group].places[up.place].place;
}

Call FunctionSource::call_of(const Request& r) const {
  // What is left of the handshake when the server has read which site is asked for.
  const std::int64_t head_start = plan_.clients.connection_kinds[r.connection].tls * r.rtt_ns;
  Call call{.number = r.number, .head_start = Duration{head_start}, .measured = r.measured};
  if (r.attack == 0) return call;
  call.stands_for = r.weight / calls_of(r);
  call.cpu_factor = plan_.attacks.runs[r.attack - 1U].plan.profile().traits.cpu_factor;
  return call;
}

// The requests that a bot's stands for come within the second after it, so that they press on slots
// and starts; at most a few are run, and counted for the others too.
void FunctionSource::arrive(const Request& r, const Upstream& up) {
  const std::uint32_t calls = calls_of(r);
  for (std::uint32_t i = 1; i < calls; ++i) {
    Call call = call_of(r);
    if (i == 1) call.stands_for += r.weight % calls;
    call.number += static_cast<std::uint64_t>(i) << call_shift;
    call_beside(up, call, from_seconds(world_.crossings.unit(call.number, 1)));
  }
}

Traveller FunctionSource::call_beside(Upstream up, Call call, Duration after) {
  co_await world_.engine.delay(after);
  const FunctionHome& home = *up.function;
  ComputeSite& site = site_of(up);
  if (site.known(home.number, call, world_.engine.now())) co_return;
  Invocation x = co_await site.enter(home.number, call);
  if (home.spec->sub_requests && x.served())
    site.leave(x, home.spec->sub_requests->count.value * std::int64_t{call.stands_for});
}

// Where PoPs may fall meanwhile, the request waits as a traveller.
std::optional<Content> FunctionSource::at_once(Request& r) {
  const int function = plan_.routes[r.route].function;
  if (function < 0 || plan_.may_fail()) return std::nullopt;
  const FunctionHome& home = plan_.compute.functions[static_cast<std::size_t>(function)];
  const Upstream up{
      .kind = UpstreamKind::function, .place = home.below[r.pop].place, .function = &home};
  if (plan_.compute.groups[home.group].places[up.place].pop != r.pop) return std::nullopt;
  arrive(r, up);
  const auto x = site_of(up).known(home.number, call_of(r), world_.engine.now());
  if (!x) return std::nullopt;
  r.ahead_ns = (x->answered - x->arrived).count();
  return result_of(r, *x, Duration{0}, x->answered);
}

std::optional<Reply> FunctionSource::known(Request& r, const Level& asker, const Upstream& up) {
  const auto x = site_of(up).known(up.function->number, call_of(r), world_.engine.now());
  if (!x) return std::nullopt;
  return reply_to(r, asker, *x, Duration{0}, Failure::none);
}

Step<Reply> FunctionSource::ask(Request& r, Level asker, Upstream up) {
  Engine& engine = world_.engine;
  const FunctionHome& home = *up.function;
  ComputeSite& site = site_of(up);
  Invocation x = co_await site.enter(home.number, call_of(r));
  Duration asked{};
  Failure data = Failure::none;
  if (home.spec->sub_requests && x.served()) {
    const Instant began = engine.now();
    data = co_await ask_data(r, home, up.place);
    asked = engine.now() - began;
    x.waited += asked;
    site.leave(x, home.spec->sub_requests->count.value * std::int64_t{x.stands_for});
  }
  co_return reply_to(r, asker, x, asked, data);
}

// A caller that gives up before the work is done is answered then; the traveller is late.
Reply FunctionSource::reply_to(Request& r, const Level& asker, const Invocation& x, Duration asked,
                               Failure data) const {
  const Instant now = world_.engine.now();
  const Instant left = std::max(x.answered, now);
  Content content = result_of(r, x, asked, left);
  if (content.failure == Failure::none) content.failure = data;
  if (asker.site != nullptr) content.fetched = caching_.born(r, asker.level, left);
  r.ahead_ns += (x.answered - left).count();
  return {content, left - now};
}

Content FunctionSource::received(Request& r, const Level&, const Upstream& up, const Reply& reply) {
  r.spend(Stage::origin_network, up.rtt_ns);
  return reply.content;
}

/// Counts a run that the request leaves at `left`, having spent `asked` of it on sub-requests.
Content FunctionSource::result_of(Request& r, const Invocation& x, Duration asked,
                                  Instant left) const {
  const Duration inside = left - x.arrived - asked;
  const Duration starting = std::min(x.starting, inside);
  const Duration queued = std::min(x.queued + x.cpu_waited, inside - starting);
  r.spend(Stage::cold_start, starting);
  r.spend(Stage::function_queue, queued);
  r.spend(Stage::function, inside - starting - queued);
  if (r.measured) {
    FunctionCounts& counts = recorder_.cell(r).functions;
    counts.requests += r.weight;
    counts.cold += x.how == StartKind::cold ? r.weight : 0;
    if (x.how == StartKind::cold)
      counts.cold_ns.add(static_cast<std::uint64_t>(starting.count()), r.weight);
    counts.victims += x.how == StartKind::victim ? r.weight : 0;
    counts.start_ns.add(static_cast<std::uint64_t>(starting.count()), r.weight);
  }
  Content content{.size = world_.size_of(r.route, r.object), .fetched = left};
  content.outdated = world_.truth.outdated_at(r.route, r.object, left);
  content.failure = edgecase::failure_of(x.end);
  return content;
}

// What a function asks of its data: one thing after the other, or all at once, where the slowest
// counts. All of the time is recorded here: at the origin what it says, the rest as the way there.
Step<Failure> FunctionSource::ask_data(Request& r, const FunctionHome& home, std::uint32_t place) {
  if (home.data == UpstreamKind::store) co_return co_await ask_store(r, home);
  if (calls_.policy(Hop::sub_requests) != nullptr) {
    const Failure failure = co_await ask_by_policy(r, home, place);
    const bool sent = failure != Failure::path_down && failure != Failure::rejected;
    if (sent && home.data == UpstreamKind::remote) {
      recorder_.residency.stored_remotely(r);
    } else if (sent) {
      recorder_.residency.stored(r, world_.place_of_origin());
    }
    co_return failure;
  }
  Engine& engine = world_.engine;
  const SubRequestsSpec& spec = *home.spec->sub_requests;
  const bool parallel = spec.order == SubRequestOrder::parallel;
  const std::int64_t rounds = parallel ? 1 : spec.count.value;
  const Duration way{home.to_data_ns[place]};
  const PlaceId here = engine.here();
  const Instant began = engine.now();
  const std::int64_t at_origin_before = at_origin_ns(r);
  Together together;
  for (std::int64_t i = 0; i < rounds && together.failure == Failure::none; ++i) {
    if (home.data == UpstreamKind::remote) {
      if (!world_.impairments.any()) {
        co_await engine.delay(way);
      } else {
        together.failure = co_await ask_third_party(r, home, place, i);
      }
      if (together.failure != Failure::path_down) recorder_.residency.stored_remotely(r);
      continue;
    }
    co_await engine.travel(world_.place_of_origin(), half(way.count()));
    recorder_.residency.stored(r, world_.place_of_origin());
    if (parallel) {
      together.left = spec.count.value - 1;
      for (std::int64_t k = 1; k < spec.count.value; ++k) ask_beside(r, k, together);
    }
    const Failure failure = co_await origin_.sub_request(r, i, sub_request_number(r, i));
    if (failure != Failure::none) together.failure = failure;
    while (together.left > 0) co_await ParkingWait(engine, together.waiter);
    co_await engine.travel(here, other_half(way.count()));
  }
  r.spend(Stage::origin_network,
          (engine.now() - began).count() - (at_origin_ns(r) - at_origin_before));
  co_return together.failure;
}

// The same of a store, which travels by itself; all of it is recorded as time at the store.
Step<Failure> FunctionSource::ask_store(Request& r, const FunctionHome& home) {
  Engine& engine = world_.engine;
  const SubRequestsSpec& spec = *home.spec->sub_requests;
  const bool parallel = spec.order == SubRequestOrder::parallel;
  const std::int64_t rounds = parallel ? 1 : spec.count.value;
  const Instant began = engine.now();
  Together together;
  if (parallel) {
    together.left = spec.count.value - 1;
    for (std::int64_t k = 1; k < spec.count.value; ++k) ask_store_beside(r, home, k, together);
  }
  for (std::int64_t i = 0; i < rounds && together.failure == Failure::none; ++i) {
    const Failure failure = co_await stores_.sub_request(
        r, static_cast<std::uint8_t>(home.store), i, spec.count.value, sub_request_number(r, i));
    if (failure != Failure::none) together.failure = failure;
  }
  while (together.left > 0) co_await ParkingWait(engine, together.waiter);
  r.outside |= together.outside;
  r.spend(Stage::store, engine.now() - began);
  co_return together.failure;
}

Traveller FunctionSource::ask_store_beside(Request r, const FunctionHome& home, std::int64_t which,
                                           Together& together) {
  const Failure failure = co_await stores_.sub_request(r, static_cast<std::uint8_t>(home.store),
                                                       which, home.spec->sub_requests->count.value,
                                                       sub_request_number(r, which));
  if (failure != Failure::none) together.failure = failure;
  together.outside |= r.outside;
  --together.left;
  if (together.left == 0) together.waiter.wake(world_.engine);
}

// Its stages are not recorded: the request that asked records the slowest as time on the way.
Traveller FunctionSource::ask_beside(Request r, std::int64_t which, Together& together) {
  const Failure failure = co_await origin_.sub_request(r, which, sub_request_number(r, which));
  if (failure != Failure::none) together.failure = failure;
  --together.left;
  if (together.left == 0) together.waiter.wake(world_.engine);
}

}  // namespace edgecase
