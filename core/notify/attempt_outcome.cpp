#include "core/notify/attempt_outcome.h"

#include "core/notify/verdict.h"

#include <algorithm>

namespace binnacle::notify {

namespace {

Duration waitAfter(const Judgement &judgement, int attempts, const DispatcherSettings &settings)
{
    if (judgement.wait > Duration{0})
        return std::min(judgement.wait, settings.longestRetryAfter);
    Duration wait = settings.firstBackOff;
    for (int i = 1; i < attempts && wait < settings.longestBackOff; ++i)
        wait *= 2;
    return std::min(wait, settings.longestBackOff);
}

} // namespace

AttemptOutcome outcomeOf(const OpenChannel &channel, const Answer &answer, int attempts,
    const DispatcherSettings &settings)
{
    const Judgement judgement = judge(channel.config.type, answer);
    AttemptOutcome outcome{.end = {.took = answer.took,
                               .status = answer.status,
                               .succeeded = judgement.verdict == Verdict::Delivered,
                               .answer = shownAnswer(answer, channel.secrets),
                               .state = DeliveryState::Sent}};
    if (outcome.end.succeeded)
        return outcome;
    outcome.end.error = withoutSecrets(judgement.reason, channel.secrets);
    if (judgement.verdict == Verdict::Refused) {
        outcome.end.state = DeliveryState::Dead;
    } else if (attempts >= settings.mostAttempts) {
        outcome.end.state = DeliveryState::Failed;
    } else {
        outcome.end.state = DeliveryState::Pending;
        outcome.wait = waitAfter(judgement, attempts, settings);
    }
    return outcome;
}

} // namespace binnacle::notify
