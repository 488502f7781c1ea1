#include "model/access/gate.hpp"

#include <algorithm>

namespace edgecase {
namespace {

/// Revocations of certificates and of tokens are distributed by the same lists.
EdgeValidationSpec list_of(const ValidationChoice& validation) {
  const auto* at_edge = validation.get_if<EdgeValidationSpec>();
  return at_edge ? *at_edge : EdgeValidationSpec{};
}

Distribution work_of(const ValidationChoice& validation) {
  const auto* central = validation.get_if<IntrospectionSpec>();
  return central ? distribution_of(central->work) : Distribution();
}

/// A request was admitted at `now` that should have been rejected since `since`.
void note(Instant now, Instant since, AccessExposure& exposure) {
  if (now < since) return;
  ++exposure.requests;
  exposure.longest = std::max(exposure.longest, now - since);
}

}  // namespace

AccessGate::AccessGate(const AccessGateSpec& spec, std::uint64_t seed, std::uint64_t replication)
    : spec_(spec),
      logins_draws_(seed, replication, "access logins"),
      users_draws_(seed, replication, "access users"),
      lists_draws_(seed, replication, "access lists"),
      identity_(spec.identity),
      propagation_(distribution_of(list_of(spec.validation).propagation)),
      introspection_work_(work_of(spec.validation)) {
  spec_.session.token = std::min(spec.session.token, spec.session.lifetime);
  if (spec.posture && spec.credential == Credential::user) {
    posture_.emplace(*spec.posture, Stream(seed, replication, "access posture"));
  }
}

AccessAnswer AccessGate::authorise(Instant now, const AccessCall& call) {
  AccessAnswer answer;
  answer.cpu = spec_.policy.cpu * spec_.policy.rules.value;
  answer.end = decide(now, call, answer);
  ++ends_[static_cast<std::size_t>(answer.end)];
  logins_ += answer.login ? 1 : 0;
  renewals_ += answer.renewed ? 1 : 0;
  if (answer.end == AccessEnd::allowed) {
    note(now, revoked_at(call.user), revoked_exposure_);
    const auto in_wrong_hands = compromised_.find(call.device);
    if (in_wrong_hands != compromised_.end()) {
      note(now, in_wrong_hands->second, compromised_exposure_);
    }
  }
  return answer;
}

AccessEnd AccessGate::decide(Instant now, const AccessCall& call, AccessAnswer& answer) {
  if (spec_.needs_store == NeedsStore::everything) {
    answer.delay += call.to_session_store;
    answer.asked = true;
    if (!call.session_store_up) return AccessEnd::no_session_store;
  }
  AccessEnd end = AccessEnd::allowed;
  switch (spec_.credential) {
    case Credential::user:
      end = person(now, call, answer);
      break;
    case Credential::service_token:
    case Credential::api_key:
      end = key(now, call, answer);
      break;
    case Credential::certificate:
      end = certificate(now, call, answer);
      break;
  }
  if (end != AccessEnd::allowed) return end;
  if (posture_) {
    answer.cpu += posture_->cpu();
    if (now >= posture_->distrusted_from(call.device)) return AccessEnd::distrusted;
  }
  return users_draws_.unit(call.user, 2) < spec_.policy.denied.value ? AccessEnd::denied
                                                                     : AccessEnd::allowed;
}

AccessGate::User& AccessGate::user_of(Instant now, std::uint64_t id) {
  const auto [found, first] = users_.try_emplace(id);
  User& user = found->second;
  // Users from before the run have a session and a token of random age.
  if (first && users_draws_.unit(id, 3) < spec_.session.already_in.value) {
    const auto left = [&](Duration whole, std::uint32_t lane) {
      return from_seconds(in_seconds(whole) * users_draws_.unit(id, lane));
    };
    user.session_until = now + left(spec_.session.lifetime, 0);
    user.token_until = std::min(user.session_until, now + left(spec_.session.token, 1));
    // With equal lifetimes both were issued together.
    if (spec_.session.token == spec_.session.lifetime) user.token_until = user.session_until;
  }
  return user;
}

Instant AccessGate::revoked_at(std::uint64_t user) const {
  const auto found = revoked_.find(user);
  return found == revoked_.end() ? Instant::max() : found->second;
}

AccessEnd AccessGate::person(Instant now, const AccessCall& call, AccessAnswer& answer) {
  User& user = user_of(now, call.user);
  if (now >= user.token_until) {
    const AccessEnd end =
        now < user.session_until ? renew(now, call, user, answer) : log_in(now, call, user, answer);
    if (end != AccessEnd::allowed) return end;
  }
  if (const auto* central = spec_.validation.get_if<IntrospectionSpec>()) {
    return introspect(now, call, *central, answer);
  }
  const auto* at_edge = spec_.validation.get_if<EdgeValidationSpec>();
  answer.cpu += at_edge->cpu;
  return listed(now, call, *at_edge) ? AccessEnd::revoked : AccessEnd::allowed;
}

AccessEnd AccessGate::log_in(Instant now, const AccessCall& call, User& user,
                             AccessAnswer& answer) {
  answer.login = true;
  if (spec_.needs_store != NeedsStore::nothing) {
    answer.delay += call.to_session_store;
    if (!call.session_store_up) return AccessEnd::no_session_store;
  }
  if (!call.identity_up) {
    answer.delay += call.to_identity;
    return AccessEnd::no_identity;
  }
  const Identity::Login login = identity_.log_in(now, call.to_identity, call.number, logins_draws_);
  answer.delay += login.machines;
  answer.person = login.person;
  if (!login.granted) return AccessEnd::no_identity;
  if (now >= revoked_at(call.user)) return AccessEnd::revoked;
  const Instant done = now + answer.delay + answer.person;
  user.session_until = done + spec_.session.lifetime;
  user.token_until = done + spec_.session.token;
  return AccessEnd::allowed;
}

AccessEnd AccessGate::renew(Instant now, const AccessCall& call, User& user, AccessAnswer& answer) {
  answer.renewed = true;
  if (spec_.needs_store != NeedsStore::nothing) {
    answer.delay += call.to_session_store;
    if (!call.session_store_up) return AccessEnd::no_session_store;
  }
  if (now >= revoked_at(call.user)) return AccessEnd::revoked;
  user.token_until = std::min(user.session_until, now + spec_.session.token);
  return AccessEnd::allowed;
}

AccessEnd AccessGate::introspect(Instant now, const AccessCall& call, const IntrospectionSpec& spec,
                                 AccessAnswer& answer) {
  Instant& until = kept_[mix(call.user, call.pop)];
  if (now < until) return AccessEnd::allowed;
  answer.asked = true;
  answer.delay += call.to_introspection;
  if (!call.introspection_up) {
    return spec.when_down == WhenSilent::allow ? AccessEnd::allowed : AccessEnd::no_introspection;
  }
  answer.delay += from_seconds(introspection_work_.quantile(logins_draws_.unit(call.number, 4)));
  if (now >= revoked_at(call.user)) return AccessEnd::revoked;
  until = now + spec.cache;
  return AccessEnd::allowed;
}

AccessEnd AccessGate::key(Instant now, const AccessCall& call, AccessAnswer& answer) {
  answer.cpu += spec_.keys.cpu;
  Instant& until = kept_[mix(call.user, call.pop)];
  if (now < until) return AccessEnd::allowed;
  if (spec_.needs_store == NeedsStore::nothing) {
    // All PoPs have all keys; revocations are distributed by the list.
    return listed(now, call, list_of(spec_.validation)) ? AccessEnd::revoked : AccessEnd::allowed;
  }
  answer.asked = true;
  if (spec_.needs_store == NeedsStore::logins) answer.delay += call.to_session_store;
  if (!call.session_store_up) return AccessEnd::no_session_store;
  if (now >= revoked_at(call.user)) return AccessEnd::revoked;
  until = now + spec_.keys.cache;
  return AccessEnd::allowed;
}

AccessEnd AccessGate::certificate(Instant now, const AccessCall& call, AccessAnswer& answer) {
  if (call.new_connection) answer.cpu += spec_.certificate_cpu;
  return listed(now, call, list_of(spec_.validation)) ? AccessEnd::revoked : AccessEnd::allowed;
}

bool AccessGate::listed(Instant now, const AccessCall& call, const EdgeValidationSpec& spec) const {
  const Instant revoked = revoked_at(call.user);
  if (now < revoked || !spec.revocation_list) return false;
  const double u = lists_draws_.unit(mix(call.user, call.pop));
  return now >= revoked + from_seconds(propagation_.quantile(u));
}

void AccessGate::revoke(std::uint64_t user, Instant when) {
  const auto [known, first] = revoked_.emplace(user, when);
  if (!first) known->second = std::min(known->second, when);
}

void AccessGate::compromise(std::uint64_t device, Instant when) {
  const auto [known, first] = compromised_.emplace(device, when);
  if (!first) known->second = std::min(known->second, when);
  if (posture_) posture_->compromise(device, when);
}

}  // namespace edgecase
