#pragma once

#include "core/notify/outbox_repository.h"
#include "core/runtime/alert_keeper.h"

namespace binnacle::runtime {

// What steps decided and the store has not taken yet.
struct AlertKeeper::Decided
{
    // A message, as it goes to one channel; the row of its alert is known once that is stored.
    struct Letter
    {
        notify::OutboxItem item;
        std::string dedupKey;
    };
    Timestamp at{};
    std::vector<alerts::AlertChange> changes;
    std::vector<Letter> letters;
    std::vector<std::int64_t> silencesEnded;
    std::vector<std::int64_t> silencesReminded;
    // Told of once it is committed.
    std::vector<Alert> told;
    std::vector<alerts::RunbookWish> wishes;

    // Writes all of it but what is told, and gives the changes and wishes with their new rows.
    Status write(store::WriteContext &context, std::vector<alerts::AlertChange> &stored,
        std::vector<alerts::RunbookWish> &wished) const;

    bool isEmpty() const
    {
        return changes.empty() && letters.empty() && silencesEnded.empty()
            && silencesReminded.empty();
    }
};

} // namespace binnacle::runtime
