#pragma once

#include "core/notify/transfer.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace binnacle::notify {

// Many transfers at once on one thread: one that hangs holds up none of the others. All but wake()
// on the thread that uses it.
class TransferLoop
{
public:
    struct Finished
    {
        std::int64_t key = 0;
        Answer answer;
    };

    TransferLoop();
    ~TransferLoop();
    TransferLoop(const TransferLoop &) = delete;
    TransferLoop &operator=(const TransferLoop &) = delete;

    // REQUIRES: no transfer of that key is under way. One that cannot start is in the next
    // collect().
    void add(std::int64_t key, std::unique_ptr<Transfer> transfer);
    bool isIdle() const;

    // Lets them go on until something happened, wake() was called or `patience` is over.
    void wait(Duration patience);
    std::vector<Finished> collect();
    // All that are under way.
    std::vector<Finished> abort();

    void wake(); // thread-safe

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace binnacle::notify
