// A function's sub-requests under a policy (design.calls.sub_requests): each is a call of its own.

#include "path/source.hpp"

namespace edgecase {
namespace {

constexpr int sub_call_shift = 44;  // as without a policy

}  // namespace

struct FunctionSource::SendSubRequest {
  FunctionSource* source;
  const Request* request;
  SubRequest what;
  void operator()(CopyOf copy) const { source->copy_of(copy, *request, what); }
};

Step<Failure> FunctionSource::ask_by_policy(Request& r, const FunctionHome& home,
                                            std::uint32_t place) {
  Engine& engine = world_.engine;
  const SubRequestsSpec& spec = *home.spec->sub_requests;
  if (spec.order == SubRequestOrder::sequential) {
    Failure failure = Failure::none;
    for (std::int64_t i = 0; i < spec.count.value && failure == Failure::none; ++i)
      failure = co_await one_by_policy(r, {&home, place, i});
    co_return failure;
  }
  const Instant began = engine.now();
  Together together{.left = spec.count.value};
  for (std::int64_t i = 0; i < spec.count.value; ++i) one_beside(r, {&home, place, i}, together);
  while (together.left > 0) co_await ParkingWait(engine, together.waiter);
  r.spend(Stage::origin_network, engine.now() - began);
  co_return together.failure;
}

Step<Failure> FunctionSource::one_by_policy(Request& r, SubRequest what) {
  const std::uint32_t caller = world_.engine.here().index;
  const Content content =
      co_await calls_.make(Hop::sub_requests, caller, r, SendSubRequest{this, &r, what});
  const bool unheard =
      content.failure == Failure::origin_timeout && what.home->data == UpstreamKind::remote;
  co_return unheard ? Failure::third_party : content.failure;
}

Traveller FunctionSource::one_beside(Request r, SubRequest what, Together& together) {
  const Failure failure = co_await one_by_policy(r, what);
  if (failure != Failure::none) together.failure = failure;
  --together.left;
  if (together.left == 0) together.waiter.wake(world_.engine);
}

Traveller FunctionSource::copy_of(CopyOf copy, Request r, SubRequest what) {
  Engine& engine = world_.engine;
  const PlaceId here = engine.here();
  const Instant began = engine.now();
  const std::int64_t way_ns = what.home->to_data_ns[what.place];
  r.times = {};
  r.number += copy.number_offset();
  r.attempt = copy.attempt_after(r.attempt);
  Failure failure = Failure::none;
  if (what.home->data == UpstreamKind::remote) {
    failure = co_await ask_third_party(r, *what.home, what.place, what.which);
  } else {
    const std::uint64_t number =
        r.number + (static_cast<std::uint64_t>(what.which + 1) << sub_call_shift);
    co_await engine.travel(world_.place_of_origin(), half(way_ns));
    const auto timeout = calls_.policy(Hop::sub_requests)->timeout;
    const Instant deadline = timeout ? began + *timeout : Instant::max();
    failure = co_await origin_.sub_request(r, what.which, number, deadline);
    co_await engine.travel(here, other_half(way_ns));
  }
  const std::int64_t inside = r.times[Stage::origin_queue] + r.times[Stage::origin_service];
  r.spend(Stage::origin_network, (engine.now() - began).count() - inside);
  calls_.races().answer(copy.race, Content{.failure = failure}, r.times, copy.hedge);
}

}  // namespace edgecase
