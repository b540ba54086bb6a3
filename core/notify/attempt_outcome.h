#pragma once

#include "core/base/time.h"
#include "core/notify/channel_repository.h"
#include "core/notify/dispatcher.h"
#include "core/notify/outbox_repository.h"

namespace binnacle::notify {

// What follows from the answer to one attempt, contract 06 §6.4: sent, dead, given up after so
// many, or again after a while.
struct AttemptOutcome
{
    AttemptEnd end;   // without rows and instants
    Duration wait{0}; // of Pending: until it is tried again
};

// `attempts`: how many there were, this one among them.
AttemptOutcome outcomeOf(const OpenChannel &channel, const Answer &answer, int attempts,
    const DispatcherSettings &settings);

} // namespace binnacle::notify
