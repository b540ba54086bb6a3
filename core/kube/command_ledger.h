#pragma once

#include "core/base/time.h"
#include "core/domain/ids.h"

#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace binnacle::kube {

// Which commands were carried out already and what was answered, so that one that a hub delivers
// again is not carried out again. Thread-safe.
class CommandLedger
{
public:
    enum class Standing {
        New,      // the caller is to carry it out, and to tell finish()
        Running,  // it is being carried out; whoever does will answer
        Answered, // `result` is the answer
    };
    struct Entry
    {
        Standing standing = Standing::New;
        std::string result;
    };

    // An answer is remembered for `keep`, counted from finish().
    explicit CommandLedger(Duration keep = Duration{3'600'000});

    // `now` never goes back.
    Entry begin(const CommandId &command, Duration now);
    void finish(const CommandId &command, std::string result, Duration now);

private:
    void forgetBefore(Duration moment); // REQUIRES: m_mutex held

    const Duration m_keep;
    std::mutex m_mutex;
    std::unordered_map<CommandId, std::optional<std::string>> m_known; // guarded by m_mutex
    std::deque<std::pair<Duration, CommandId>> m_finished;             // guarded by m_mutex
};

} // namespace binnacle::kube
