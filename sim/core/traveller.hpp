#pragma once
// Coroutines that live in simulated time, with their frames in the engine's slab.
//
//   Traveller serve(World& world, Request r);       // a life of its own: starts at the call, frees
//                                                   // itself at its end
//   Step<Content> fetch(World& world, Request r);   // a part of a life: runs when awaited, hands
//                                                   // back a value (or throws) to who awaited it
//
// The first argument (or the object, for member functions) that has an .engine() provides the
// frame's memory; it does not compile without one. Arguments are copied into the frame as usual:
// pass references only to what outlives it. Exceptions: see engine.hpp.
//
// Write `const bool ok = co_await x; if (ok)`, never `if (co_await x)`: gcc 12.2 lays out the frame
// of such a coroutine wrongly (GCC bug 106188). A check at the start of every coroutine finds it.

#include <concepts>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

#include "core/engine.hpp"

namespace edgecase {

template <class T>
concept HasEngine = requires(T& t) {
  { t.engine() } -> std::same_as<Engine&>;
};

/// The engine of the first argument that has one.
template <class First, class... Rest>
Engine& engine_among(First& first, Rest&... rest) {
  if constexpr (HasEngine<First>) {
    return first.engine();
  } else {
    static_assert(sizeof...(Rest) > 0, "a traveller's arguments must include one with .engine()");
    return engine_among(rest...);
  }
}

/// What the promises of Traveller and Step share: frames come from the slab and go back to it.
struct FrameInSlab {
  // Inlined always: else gcc 12 takes this template and the delete below for a mismatched pair.
  template <class... Arguments>
  [[gnu::always_inline]] static void* operator new(std::size_t bytes, Arguments&... arguments) {
    return engine_among(arguments...).frames().allocate(bytes);
  }
  static void operator delete(void* frame) { Slab::release(frame); }

 protected:
  /// The frame's header, from the address that the promise believes the frame to have.
  static Slab::Header& header_of(void* frame) {
    EC_CHECK(reinterpret_cast<std::uintptr_t>(frame) % Slab::line == sizeof(Slab::Header),
             "this coroutine tests a co_await inside if or while, which gcc 12.2 miscompiles: "
             "name its result first");
    return Slab::header_of(frame);
  }
};

class Traveller {
 public:
  struct promise_type : FrameInSlab {
    template <class... Arguments>
    explicit promise_type(Arguments&... arguments) : engine(engine_among(arguments...)) {
      header_of(std::coroutine_handle<promise_type>::from_promise(*this).address()).root = 1;
    }
    Traveller get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const { engine.fail(std::current_exception()); }

    Engine& engine;
  };
};

template <class T = void>
class Step;

/// Promise parts that do not depend on the value.
struct StepPromise : FrameInSlab {
  struct GoBack {
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> step) const noexcept {
      return step.promise().caller;
    }
    void await_resume() const noexcept {}
  };
  std::suspend_always initial_suspend() const noexcept { return {}; }
  GoBack final_suspend() const noexcept { return {}; }
  void unhandled_exception() { failure = std::current_exception(); }

  std::coroutine_handle<> caller;
  std::exception_ptr failure;
};

template <class T>
struct StepValue : StepPromise {
  template <class U>
  void return_value(U&& result) {
    value.emplace(std::forward<U>(result));
  }
  T take() {
    if (failure) std::rethrow_exception(failure);
    return std::move(*value);
  }
  std::optional<T> value;
};

template <>
struct StepValue<void> : StepPromise {
  void return_void() const noexcept {}
  void take() const {
    if (failure) std::rethrow_exception(failure);
  }
};

template <class T>
class [[nodiscard]] Step {
 public:
  struct promise_type;
  using Handle = std::coroutine_handle<promise_type>;
  struct promise_type : StepValue<T> {
    promise_type() { this->header_of(Handle::from_promise(*this).address()).root = 0; }
    Step get_return_object() { return Step(Handle::from_promise(*this)); }
  };

  Step(Step&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Step& operator=(Step&&) = delete;
  ~Step() {
    if (handle_) handle_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) const noexcept {
    handle_.promise().caller = caller;
    return handle_;
  }
  T await_resume() const { return handle_.promise().take(); }

 private:
  explicit Step(Handle handle) : handle_(handle) {}
  Handle handle_;
};

}  // namespace edgecase
