#pragma once
// Histories of transactions on lists, in the short notation of Elle and drawn from stores that
// guarantee a level by construction.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/store/history.hpp"
#include "support/histories.hpp"

namespace edgecase::test {

/// `ax1 ry12 rz`: appends 1 to x, reads [1, 2] of y and nothing of z. Values have one digit.
inline ListTransaction short_transaction(const std::string& text, History& history) {
  ListTransaction transaction;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    ListStep step;
    step.key = history.key(word.substr(1, 1));
    step.append = word[0] == 'a';
    step.known = !step.append;
    if (step.append)
      step.value = word[2] - '0';
    else
      for (const char digit : word.substr(2)) step.list.push_back(digit - '0');
    transaction.steps.push_back(step);
  }
  return transaction;
}

using EndedTransaction = std::pair<std::string, OperationEnd>;

/// Transactions that all run at the same time, or one after the other.
inline History list_history(const std::vector<EndedTransaction>& all, bool serial = false) {
  History history;
  for (std::size_t i = 0; i < all.size(); ++i) {
    ListTransaction transaction = short_transaction(all[i].first, history);
    transaction.process = i;
    const std::uint32_t number = history.invoke(transaction, Instant{});
    if (serial) history.end_transaction(number, all[i].second, Instant{});
  }
  for (std::size_t i = 0; i < all.size() && !serial; ++i)
    history.end_transaction(static_cast<std::uint32_t>(i), all[i].second, Instant{});
  return history;
}

inline History committed_history(const std::vector<std::string>& texts, bool serial = false) {
  std::vector<EndedTransaction> all;
  for (const std::string& text : texts) all.emplace_back(text, OperationEnd::ok);
  return list_history(all, serial);
}

enum class ListStore {
  serializable,  ///< each transaction happens at one moment between its invocation and its end
  snapshot,      ///< reads at one moment, appends at a later one; the first to append to a key wins
  replica        ///< serializable writes; transactions that only read see an older state
};

struct DrawnLists {
  ListStore store = ListStore::serializable;
  std::uint32_t transactions = 1000;
  std::uint32_t keys = 10;  ///< in use at a time; a key is replaced after 20 appends
  std::uint32_t processes = 8;
  double unanswered = 0.02, failed = 0.05;
};

/// The lists of a store and the transactions that run on it.
class DrawnListStore {
 public:
  DrawnListStore(const DrawnLists& what, std::uint64_t seed) : what_(what), dice_(seed) {
    for (std::uint32_t k = 0; k < what.keys; ++k) active_.push_back(next_key());
    clients_.resize(what.processes);
  }

  History draw() {
    while (started_ < what_.transactions || busy_ > 0) {
      Client& client = clients_[dice_.below(clients_.size())];
      switch (client.stage) {
        case 0:
          begin(client);
          break;
        case 1:
          read(client);
          break;
        case 2:
          commit(client);
          break;
        default:
          end(client);
      }
    }
    return std::move(history_);
  }

 private:
  struct Client {
    int stage = 0;
    std::uint32_t number = 0;
    std::vector<std::size_t> lengths;  // of the lists of its steps when it read
    OperationEnd how = OperationEnd::ok;
    bool answered = true;
    ListTransaction as_executed;
  };

  std::uint32_t next_key() {
    lists_.emplace_back();
    return history_.key("k" + std::to_string(lists_.size() - 1));
  }

  void begin(Client& client) {
    if (started_ == what_.transactions) return;
    ++started_;
    ++busy_;
    client = {};
    ListTransaction transaction;
    transaction.process = 1'000 + started_;
    const bool only_reads = dice_.chance(0.4);
    const std::uint64_t steps = 1 + dice_.below(4);
    for (std::uint64_t i = 0; i < steps; ++i) {
      ListStep step;
      std::uint32_t& key = active_[dice_.below(active_.size())];
      if (lists_[key].size() >= 20) key = next_key();
      step.key = key;
      step.append = !only_reads && dice_.chance(0.5);
      if (step.append) step.value = ++values_[key];
      transaction.steps.push_back(step);
    }
    client.answered = !dice_.chance(what_.unanswered);
    client.as_executed = transaction;
    client.number = history_.invoke(std::move(transaction), Instant{});
    client.stage = 1;
  }

  static bool reads_only(const ListTransaction& t) {
    return std::ranges::none_of(t.steps, &ListStep::append);
  }

  /// The state that it sees, as the lengths of its lists.
  void read(Client& client) {
    client.lengths.clear();
    for (const ListStep& step : client.as_executed.steps)
      client.lengths.push_back(lists_[step.key].size());
    if (what_.store == ListStore::replica && reads_only(client.as_executed) && !past_.empty()) {
      const auto& old =
          past_[past_.size() - 1 - dice_.below(std::min<std::size_t>(past_.size(), 30))];
      for (std::size_t i = 0; i < client.lengths.size(); ++i) {
        const std::uint32_t key = client.as_executed.steps[i].key;
        client.lengths[i] = key < old.size() ? old[key] : 0;
      }
    }
    client.stage = 2;
    if (what_.store != ListStore::snapshot) commit(client);
  }

  void commit(Client& client) {
    client.stage = 3;
    std::vector<ListStep>& steps = client.as_executed.steps;
    bool fails = dice_.chance(what_.failed);
    for (std::size_t i = 0; i < steps.size(); ++i)
      fails |= steps[i].append && lists_[steps[i].key].size() != client.lengths[i];
    client.how = fails ? OperationEnd::fail : OperationEnd::ok;
    if (fails || (!client.answered && dice_.chance(0.5))) return;
    std::map<std::uint32_t, std::vector<std::int64_t>> own;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      ListStep& step = steps[i];
      if (step.append) {
        own[step.key].push_back(step.value);
        continue;
      }
      const auto& list = lists_[step.key];
      step.known = true;
      step.list.assign(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(client.lengths[i]));
      step.list.insert(step.list.end(), own[step.key].begin(), own[step.key].end());
    }
    for (const ListStep& step : steps)
      if (step.append) lists_[step.key].push_back(step.value);
    if (what_.store == ListStore::replica) {
      std::vector<std::size_t> lengths;
      for (const auto& list : lists_) lengths.push_back(list.size());
      past_.push_back(std::move(lengths));
    }
  }

  void end(Client& client) {
    client.stage = 0;
    --busy_;
    if (!client.answered) return;
    ListTransaction& ended = history_.end_transaction(client.number, client.how, Instant{});
    if (client.how == OperationEnd::ok) ended.steps = client.as_executed.steps;
  }

  DrawnLists what_;
  Dice dice_;
  History history_;
  std::vector<std::uint32_t> active_;
  std::vector<std::vector<std::int64_t>> lists_;  // by key
  std::map<std::uint32_t, std::int64_t> values_;
  std::vector<std::vector<std::size_t>> past_;
  std::vector<Client> clients_;
  std::uint32_t started_ = 0, busy_ = 0;
};

inline History drawn_lists(const DrawnLists& what, std::uint64_t seed) {
  return DrawnListStore(what, seed).draw();
}

}  // namespace edgecase::test
