// A request at a function: in place of the origin, wherever the design puts it.

#include <algorithm>

#include "path/path.hpp"

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

/// How often a function runs for a bot's request that stands for many.
std::uint32_t calls_of(const Request& r) {
  constexpr std::uint32_t most = 16;
  return std::min(r.weight, most);
}

}  // namespace

Call Path::call_of(const Request& r) const {
  // What is left of the handshake when the server has read who is asked for.
  const std::int64_t head_start = plan_.connection_kinds[r.connection].tls * r.rtt_ns;
  Call call{.number = r.number, .head_start = Duration{head_start}, .measured = r.measured};
  if (r.attack == 0) return call;
  call.stands_for = r.weight / calls_of(r);
  call.cpu_factor = plan_.attacks[r.attack - 1U].plan.profile().traits.cpu_factor;
  return call;
}

/// Books a run that the request leaves at `left`, having spent `asked` of it on sub-requests.
Content Path::result_of(Request& r, const Invocation& x, Duration asked, Instant left) {
  const Duration inside = left - x.arrived - asked;
  const Duration starting = std::min(x.starting, inside);
  const Duration queued = std::min(x.queued + x.cpu_waited, inside - starting);
  r.cold_start_ns += starting.count();
  r.function_queue_ns += queued.count();
  r.function_ns += (inside - starting - queued).count();
  if (r.measured) {
    FunctionCounts& counts = cell_of(r).functions;
    counts.requests += r.weight;
    counts.cold += x.how == StartKind::cold ? r.weight : 0;
    counts.victims += x.how == StartKind::victim ? r.weight : 0;
    counts.start_ns += static_cast<std::uint64_t>(starting.count()) * r.weight;
  }
  Content content{.size = world_.size_of(r.route, r.object), .fetched = left};
  content.outdated = world_.truth.outdated_at(r.route, r.object, left);
  content.failure = edgecase::failure_of(x.end);
  return content;
}

// The requests that a bot's stands for come within the second after it, so that they press on slots
// and starts; at most a few are run, and booked for the others too.
void Path::stand_at_function(const Request& r, const FunctionHome& home, std::uint32_t place) {
  const std::uint32_t calls = calls_of(r);
  for (std::uint32_t i = 1; i < calls; ++i) {
    Call call = call_of(r);
    if (i == 1) call.stands_for += r.weight % calls;
    call.number += static_cast<std::uint64_t>(i) << call_shift;
    call_beside(home, place, call, from_seconds(world_.crossings.unit(call.number, 1)));
  }
}

Traveller Path::call_beside(const FunctionHome& home, std::uint32_t place, Call call,
                            Duration after) {
  co_await world_.engine.delay(after);
  ComputeSite& site = world_.function_site(home.group, place);
  if (site.known(home.number, call, world_.engine.now())) co_return;
  Invocation x = co_await site.enter(home.number, call);
  if (home.spec->sub_requests && x.served())
    site.leave(x, home.spec->sub_requests->count.value * std::int64_t{call.stands_for});
}

// The common case: a function in the PoP that took the request, whose end nobody else can change.
// Where PoPs may fall meanwhile, the request waits as a traveller.
bool Path::run_at_once(Request& r) {
  const int function = plan_.routes[r.route].function;
  if (function < 0 || !plan_.faults.empty()) return false;
  const FunctionHome& home = plan_.functions[static_cast<std::size_t>(function)];
  const FunctionHome::Below at = home.below[r.pop];
  if (plan_.function_groups[home.group].places[at.place].pop != r.pop) return false;
  ComputeSite& site = world_.function_site(home.group, at.place);
  stand_at_function(r, home, at.place);
  const auto x = site.known(home.number, call_of(r), world_.engine.now());
  if (!x) return false;
  const Content content = result_of(r, *x, Duration{0}, x->answered);
  r.ahead_ns = (x->answered - x->arrived).count();
  if (content.failure != Failure::none) {
    refuse(r, content.failure);
  } else {
    answer(r, content);
  }
  return true;
}

Step<Content> Path::run(Request& r, Level asker, Hop hop) {
  Engine& engine = world_.engine;
  const FunctionHome& home = *hop.function;
  const FunctionPlace& there = plan_.function_groups[home.group].places[hop.below];
  if (there.place != engine.here()) co_await engine.travel(there.place, half(hop.rtt_ns));
  ComputeSite& site = world_.function_site(home.group, hop.below);
  stand_at_function(r, home, hop.below);
  const std::optional<Invocation> known = site.known(home.number, call_of(r), engine.now());
  Invocation x = known.value_or(Invocation{});
  if (!known) x = co_await site.enter(home.number, call_of(r));
  Duration asked{};
  Failure data = Failure::none;
  if (home.spec->sub_requests && x.served()) {
    const Instant began = engine.now();
    data = co_await ask_data(r, home, hop.below);
    asked = engine.now() - began;
    x.waited += asked;
    site.leave(x, home.spec->sub_requests->count.value * std::int64_t{x.stands_for});
  }
  // Who gave up before the work was done is answered then; the traveller is late.
  const Instant left = std::max(x.answered, engine.now());
  Content content = result_of(r, x, asked, left);
  if (content.failure == Failure::none) content.failure = data;
  if (asker.site != nullptr) content.fetched = born(r, asker.level, left);
  r.ahead_ns += (x.answered - left).count();
  co_await engine.travel(place_of(r, asker), left - engine.now() + other_half(hop.rtt_ns),
                         line_of(r, asker));
  r.origin_network_ns += hop.rtt_ns;
  co_return content;
}

// What a function asks of its data: one thing after the other, or all at once, where the slowest
// counts. All of the time is booked here: at the origin what it says, the rest as the way there.
Step<Failure> Path::ask_data(Request& r, const FunctionHome& home, std::uint32_t place) {
  Engine& engine = world_.engine;
  const SubRequestsSpec& spec = *home.spec->sub_requests;
  const bool parallel = spec.order == SubRequestOrder::parallel;
  const std::int64_t rounds = parallel ? 1 : spec.count.value;
  const Duration way{home.to_data_ns[place]};
  const PlaceId here = engine.here();
  const Instant began = engine.now();
  const std::int64_t at_origin_before = r.origin_queue_ns + r.origin_service_ns;
  Together together;
  for (std::int64_t i = 0; i < rounds && together.failure == Failure::none; ++i) {
    if (!home.asks_origin) {
      co_await engine.delay(way);
      continue;
    }
    co_await engine.travel(world_.place_of_origin(), half(way.count()));
    if (parallel) {
      together.left = spec.count.value - 1;
      for (std::int64_t k = 1; k < spec.count.value; ++k) ask_beside(r, k, together);
    }
    const Failure failure = co_await ask_at_origin(r, i);
    if (failure != Failure::none) together.failure = failure;
    while (together.left > 0) co_await Last{engine, together};
    co_await engine.travel(here, other_half(way.count()));
  }
  const std::int64_t at_origin = r.origin_queue_ns + r.origin_service_ns - at_origin_before;
  r.origin_network_ns += (engine.now() - began).count() - at_origin;
  co_return together.failure;
}

// One sub-request, standing at the origin.
Step<Failure> Path::ask_at_origin(Request& r, std::int64_t which) {
  Engine& engine = world_.engine;
  const std::uint64_t number = r.number + (static_cast<std::uint64_t>(which + 1) << call_shift);
  const std::uint32_t era = world_.origin.epoch();
  stand_at_origin(r);
  std::optional<OriginAnswer> answered = world_.origin.known(number);
  if (!answered) answered = co_await world_.origin.produce(number);
  count_origin(r, *answered, cell_of(r).fetch(CacheLevel::edge, FetchCause::bypass), which > 0);
  const Duration stay = stay_at_origin(*answered);
  const Duration waited = std::min(answered->waited, stay);
  r.origin_queue_ns += waited.count();
  r.origin_service_ns += (stay - waited).count();
  co_await engine.delay(stay);
  co_return failure_of(*answered, era);
}

// Its stages are nobody's: who asked books the slowest as time on the way.
Traveller Path::ask_beside(Request r, std::int64_t which, Together& together) {
  const Failure failure = co_await ask_at_origin(r, which);
  if (failure != Failure::none) together.failure = failure;
  --together.left;
  if (together.left == 0 && together.waits) world_.engine.wake(together.frame);
}

}  // namespace edgecase
