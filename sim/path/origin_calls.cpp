// The way from the edge to the origin and back, where a policy or a cut path makes it special.

#include "path/source.hpp"

namespace edgecase {

struct Upstreams::SendToOrigin {
  Upstreams* upstreams;
  const Request* request;
  const Level* asker;
  void operator()(CopyOf copy) const { upstreams->copy_of(copy, *request, *asker); }
};

Step<Content> Upstreams::call(Request& r, Level asker, Upstream up) {
  if (up.cut && calls_.policy(Hop::origin) == nullptr) {
    co_await engine().travel(caching_.place_of(r, asker), up.connect_timeout);
    r.spend(Stage::origin_network, up.connect_timeout);
    co_return Content{.failure = Failure::path_down};
  }
  const std::uint16_t pop = asker.site == nullptr ? r.pop : asker.site->pop;
  const std::uint32_t caller = pop == no_pop ? static_cast<std::uint32_t>(plan_.pops()) : pop;
  co_return co_await calls_.make(Hop::origin, caller, r, SendToOrigin{this, &r, &asker});
}

// A copy of the request, with a way, a service time and a fate of its own.
Traveller Upstreams::copy_of(CopyOf copy, Request r, Level asker) {
  const PlaceId home = engine().here();
  r.times = {};
  r.number += copy.number_offset();
  r.attempt = copy.attempt_after(r.attempt);
  Upstream up = above(r, asker);
  if (const auto timeout = calls_.policy(Hop::origin)->timeout)
    up.deadline = engine().now() + *timeout;
  Content content{.failure = Failure::path_down};
  if (up.cut) {
    co_await engine().delay(up.connect_timeout);
    r.spend(Stage::origin_network, up.connect_timeout);
  } else {
    co_await engine().travel(place_of(up), half(up.rtt_ns));
    std::optional<Reply> reply = known(r, asker, up);
    if (!reply) reply = co_await ask(r, asker, up);
    co_await engine().travel(home, reply->stay + other_half(up.rtt_ns), caching_.line_of(r, asker));
    content = received(r, asker, up, *reply);
  }
  calls_.races().answer(copy.race, content, r.times, copy.hedge);
}

}  // namespace edgecase
